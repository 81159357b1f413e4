/** What is offered at the caret, marked by a bar, and the text after a choice. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completionAt, completionsAt, takeCompletion } from '../../../shared/query/complete-query.ts';
import { parseQuery } from '../../../shared/query/parse-query.ts';

const paths = [
  { path: 'public.plan', users: 40 },
  { path: 'private.crm.id', users: 12 },
  { path: 'unsafe."a b"', users: 3 },
];

function at(marked: string, values: { value: string; count: number }[] = []) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const place = completionAt(text, caret);
  const offered = place ? completionsAt(place, { paths, values }) : [];
  return { text, place, offered, labels: offered.map(({ label }) => label) };
}

function taking(marked: string, label: string, values: { value: string; count: number }[] = []): string {
  const { text, place, offered } = at(marked, values);
  const choice = offered.find((one) => one.label === label);
  if (!place || !choice)
    throw new Error(`${label} is not offered: ${offered.map((one) => one.label).join()}`);
  const taken = takeCompletion(text, place, choice);
  return `${taken.text.slice(0, taken.caret)}|${taken.text.slice(taken.caret)}`;
}

it('offers fields by name and by other names, and metadata by path and by key', () => {
  expect(at('prov|').labels).toEqual(['provider:']);
  expect(at('jane -(last|').labels).toEqual(expect.arrayContaining(['lastname:', 'active:', 'signin:']));
  expect(at('plan|').labels).toEqual(['public.plan:']);
  expect(at('public.|').labels).toEqual(['public.plan:']);
  expect(at('ban|').labels).toEqual(['banned', 'banned:']);
});

it('offers things and metadata paths after has and no', () => {
  expect(at('no:pass|').labels).toEqual(['passkey', 'password']);
  expect(at('has:mfa,private|').labels).toEqual(['private.crm.id']);
});

it('offers the values that occur, with their counts, and then those that there are', () => {
  const values = [{ value: 'totp', count: 7 }];
  expect(at('mfa:|', values).offered.map(({ label, count }) => [label, count])).toEqual([
    ['totp', 7],
    ['yes', null],
    ['no', null],
    ['backup_code', null],
    ['other', null],
    ['none', null],
  ]);
  expect(at('active:<|').labels).toEqual(['<7d', '<30d']);
});

it.each([
  ['provider:goo|', 'provider', 'goo', true],
  ['a oauth:google,gi|', 'provider', 'gi', true],
  ['public.plan:"a b|', 'public.plan', 'a b', true],
  ['unsafe."a b":=x|', 'unsafe."a b"', 'x', true],
  ['banned:|', 'banned', '', false],
])('asks at %s for the values of %s that begin with “%s”', (marked, field, typed, counted) => {
  expect(at(marked).place).toMatchObject({ kind: 'value', field, typed, counted });
});

it.each(['|', 'jane |', '"jane pro|', 'http:|', 'public.plan:"a"|'])('offers nothing at %s', (marked) => {
  expect(at(marked).place?.kind ?? null).toBeNull();
});

it.each([
  ['jane prov|', 'provider:', 'jane provider:|', []],
  ['jane prov| doe', 'provider:', 'jane provider:| doe', []],
  ['provider:gi|', 'github', 'provider:github |', [{ value: 'github', count: 2 }]],
  ['provider:gi|,x', 'github', 'provider:github|,x', [{ value: 'github', count: 2 }]],
  ['public.plan:pro|', 'pro plus', 'public.plan:"pro plus" |', [{ value: 'pro plus', count: 2 }]],
  ['public.plan:"pro p|', 'pro plus', 'public.plan:"pro plus" |', [{ value: 'pro plus', count: 2 }]],
  ['public.plan:"pro| p" x', 'pro plus', 'public.plan:"pro plus"| x', [{ value: 'pro plus', count: 2 }]],
  ['-has:pri|', 'private.crm.id', '-has:private.crm.id |', []],
  ['ban|', 'banned', 'banned |', []],
])('%s with %s is %s', (marked, label, expected, values) => {
  expect(taking(marked, label, values)).toBe(expected);
});

it('writes a value of metadata so that it is read as it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 12 }), (value) => {
      const text = 'public.plan:';
      const place = completionAt(text, text.length);
      if (!place) throw new Error('nothing is offered');
      const [choice] = completionsAt(place, { paths, values: [{ value, count: 1 }] });
      if (!choice) throw new Error('the value is not offered');
      expect(parseQuery(takeCompletion(text, place, choice).text)).toHaveProperty('query.tests', [
        { op: 'is', text: value },
      ]);
    }),
  );
});

it('stands anything typed, the caret anywhere', () => {
  const typed = fc.array(
    fc.constantFrom('a', ' ', '"', '(', ')', ':', ',', '-', '=', '\\', 'has:', 'public.', 'mfa', '“'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(typed, fc.nat(30), (pieces, position) => {
      const text = pieces.join('');
      const caret = Math.min(position, text.length);
      const place = completionAt(text, caret);
      if (!place) return;
      expect(place.from).toBeLessThanOrEqual(caret);
      expect(place.to).toBeGreaterThanOrEqual(caret);
      completionsAt(place, { paths, values: [] });
    }),
    { numRuns: 2000, examples: [[['public.', '"', 'a'], 9]] },
  );
});
