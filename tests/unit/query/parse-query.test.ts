/** The query language, line by line: what is typed, and the tree it means. */
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../shared/query/parse-query.ts';
import { printQuery } from '../../../shared/query/print-query.ts';

function printed(text: string): string {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return printQuery(parsed.query);
}

function errorOf(text: string) {
  const parsed = parseQuery(text);
  if (parsed.ok) throw new Error(`${text} is read as ${printQuery(parsed.query)}`);
  const { from, to, suggestion } = parsed.error;
  return { at: text.slice(from, to), suggestion };
}

function treeOf(text: string) {
  const parsed = parseQuery(text);
  return parsed.ok ? parsed.query : parsed.error;
}

describe('what is typed and how it is printed', () => {
  it.each([
    ['', ''],
    ['  jane   doe ', 'jane doe'],
    ['"jane doe" x', '"jane doe" x'],
    ['“jane doe”', '"jane doe"'],
    ['jane & - , 🎉 doe', 'jane 🎉 doe'],
    ['email:@acme.com', 'email:@acme.com'],
    ['E-Mail:jane', 'email:jane'],
    ['external_id:=CRM-1', 'externalid:=CRM-1'],
    ['name:"jane doe"', 'name:"jane doe"'],
    ['name:="jane doe"', 'name:="jane doe"'],
    ['name:jane*,joe', 'name:jane,joe'],
    ['provider:Google,oauth_github', 'provider:google,github'],
    ['provider:none', 'no:provider'],
    ['domain:@Acme.com', 'domain:acme.com'],
    ['verified:no', 'verified:no'],
    ['verified:true', 'verified:yes'],
    ['Banned -locked', 'banned -locked'],
    ['banned:false', 'banned:no'],
    ['is:banned', 'status:banned'],
    ['mfa:yes mfa:no', 'has:mfa no:mfa'],
    ['mfa:totp,backupcodes', 'mfa:totp,backup_code'],
    ['lang:pt_BR', 'lang:pt-br'],
    ['created:>2026-1-5', 'created:>2026-01-05'],
    ['created>=2026-01', 'created:>=2026-01'],
    ['created:2026-01..2026-03', 'created:2026-01..2026-03'],
    ['created:..2026', 'created:..2026'],
    ['created:2026-01-31T10:30:00.000Z', 'created:2026-01-31T10:30:00'],
    ['active:<30d', 'active:<30d'],
    ['active:30days', 'active:<30d'],
    ['active:7d..30d', 'active:30d..7d'],
    ['active:never,>6mo', 'active:never,>6mo'],
    ['signup:today', 'created:today'],
    ['last_sign_in:yesterday', 'signin:yesterday'],
    ['has:mfa,2fa', '(has:mfa or has:mfa)'],
    ['no:password,avatar', 'no:password no:image'],
    ['has:private.crm.id', 'has:private.crm.id'],
    ['has:public."a, b".c,totp', '(has:public."a, b".c or has:totp)'],
    ['public.plan:pro', 'public.plan:pro'],
    ['publicMetadata.Plan:Pro', 'public.Plan:Pro'],
    ['public.plan:pro*', 'public.plan:pro*'],
    ['public.plan:"a b"*', 'public.plan:"a b"*'],
    ['public.plan:*', 'has:public.plan'],
    ['private.score:>10', 'private.score:>10'],
    ['private.score:-5..1e1', 'private.score:-5..10'],
    ['private.since:2025..2026-06', 'private.since:2025..2026-06'],
    ['public.version:v1..v2', 'public.version:"v1..v2"'],
    ['unsafe.tags:beta', 'unsafe.tags:beta'],
    ['unsafe."a \\"b\\"".c:1', 'unsafe."a \\"b\\"".c:1'],
    ['-jane --doe', '-jane doe'],
    ['NOT jane AND doe', '-jane doe'],
    ['a b or c', '((a b) or c)'],
    ['a (b OR -(c d))', 'a (b or -(c d))'],
    ['a | b || c', '(a or b or c)'],
    ['jane or', 'jane (or)'],
    ['or jane', '(or) jane'],
    ['() a', 'a'],
  ])('%s → %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
    expect(treeOf(expected)).toEqual(treeOf(text));
  });

  it.each([
    'http://x',
    '10:30',
    'mailto:jane@acme.com',
    'jane.doe+x@acme.co.uk',
    '+49(171)5555',
    '(555)123-4567',
    'user_2bQ7xK9f',
    'public.relations@acme.com',
    'plan:pro',
    "O'Neil",
    'f(x)',
  ])('%s is a word', (text) => {
    expect(treeOf(text)).toEqual({ kind: 'word', text });
  });

  it('tells a word, a phrase and a whole text apart', () => {
    expect(treeOf('name:jane,"jane doe",=jane')).toEqual({
      kind: 'text',
      field: 'name',
      tests: [
        { op: 'starts', text: 'jane' },
        { op: 'phrase', text: 'jane doe' },
        { op: 'is', text: 'jane' },
      ],
    });
  });

  it('compares metadata with numbers and with times', () => {
    expect(treeOf('private.score:>10,<2026-01-01,>=7d')).toEqual({
      kind: 'metadata',
      path: { kind: 'private', keys: ['score'] },
      tests: [
        { op: '>', value: { kind: 'number', number: 10 } },
        { op: '<', value: { kind: 'time', at: { kind: 'date', text: '2026-01-01' } } },
        { op: '>=', value: { kind: 'time', at: { kind: 'ago', amount: 7, unit: 'd' } } },
      ],
    });
  });
});

describe('mistakes', () => {
  it.each([
    ['jane emial:x', 'emial', 'email'],
    ['Provder:google', 'Provder', 'provider'],
    ['banned:ture', 'ture', 'true'],
    ['status:bannd', 'bannd', 'banned'],
    ['mfa:totpp', 'totpp', 'totp'],
    ['has:passky', 'passky', 'passkey'],
    ['has:mfa,nothing', 'nothing', null],
    ['created:>2026-02-30', '2026-02-30', '2026-02-28'],
    ['created:31.12.2026', '31.12.2026', '2026-12-31'],
    ['created:2026-03..2026-01', '2026-03..2026-01', '2026-01..2026-03'],
    ['active:<30m', '30m', '30mo'],
    ['active:<30', '30', '30d'],
    ['active:yesterdy', 'yesterdy', 'yesterday'],
    ['created:..', '..', null],
    ['email:', 'email:', null],
    ['email: jane', 'email: ', 'email:'],
    ['provider:google, github', ', ', ','],
    ['provider:google,', ',', ''],
    ['name:(jane or joe)', '(jane or joe)', 'jane,joe'],
    ['name:>x', '>x', null],
    ['public:pro', 'public:', null],
    ['private.score:>x', '>x', '">x"'],
    ['private.score:10..5', '10..5', '5..10'],
    ['public."a b"', 'public."a b"', 'public."a b":*'],
    ['a "jane d', '"jane d', '"jane d"'],
    ['"a\\', '"a\\', '"a\\\\"'],
    ['a (b (c', '(b (c', '(b (c))'],
    ['a) b', ')', ''],
  ])('%s points at %s', (text, at, suggestion) => {
    expect(errorOf(text)).toEqual({ at, suggestion });
  });

  it('refuses what is too long, and what is too deep', () => {
    expect(errorOf('a'.repeat(4001)).at).toBe('a');
    expect(parseQuery('('.repeat(2000)).ok).toBe(false);
    expect(parseQuery('(a (b or '.repeat(40) + 'c' + '))'.repeat(40)).ok).toBe(false);
    expect(printed('('.repeat(60) + 'a' + ')'.repeat(60))).toBe('a');
  });

  it('goes on after a mistake, so that the other terms stay marked', () => {
    const text = 'banned emial:x,y jane';
    const terms = parseQuery(text).terms.map((term) => [text.slice(term.from, term.to), term.query !== null]);
    expect(terms).toEqual([
      ['banned', true],
      ['emial:x,y', false],
      ['jane', true],
    ]);
  });
});

it('says where each term stands, and where its value begins', () => {
  const text = ' -provider:google (a or b) "c d"';
  const terms = parseQuery(text).terms.map(({ from, to, value }) => [
    text.slice(from, to),
    value === null ? null : text.slice(value, to),
  ]);
  expect(terms).toEqual([
    ['-provider:google', 'google'],
    ['(a or b)', null],
    ['"c d"', null],
  ]);
});
