/** What is printed is read back as the same tree, whatever the tree, and whatever was typed. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldTable } from '../../../shared/query/fields.ts';
import { parseQuery } from '../../../shared/query/parse-query.ts';
import { printQuery } from '../../../shared/query/print-query.ts';
import type { MetadataPath, MetadataValue, Query, TimePoint, TimeTest } from '../../../shared/query/query.ts';
import { flags, textFields, things, timeFields } from '../../../shared/query/query.ts';

const comparison = fc.constantFrom('<', '<=', '>', '>=');
const letters = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => /[\p{L}\p{N}]/u.test(text));
const odd = fc.string({
  unit: fc.constantFrom('a', 'é', '1', ' ', '"', '\\', '.', ',', ':', '*', '=', '<', '(', ')', '-', '|'),
});
const texts = fc.oneof(
  letters,
  odd.filter((text) => /[\p{L}\p{N}]/u.test(text)),
);
const simple = fc.stringMatching(/^[a-z0-9]{1,8}$/);

const date = fc
  .tuple(
    fc.date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
    fc.constantFrom(4, 7, 10, 16, 19),
  )
  .map(([at, length]): TimePoint => ({ kind: 'date', text: at.toISOString().slice(0, length) }));
const ago = fc.record({
  kind: fc.constant('ago'),
  amount: fc.integer({ min: 1, max: 9999 }),
  unit: fc.constantFrom('h', 'd', 'w', 'mo', 'y'),
});
const day = fc.record({ kind: fc.constant('day'), name: fc.constantFrom('today', 'yesterday') });
const exactPoint: fc.Arbitrary<TimePoint> = fc.oneof(date, day);
const point: fc.Arbitrary<TimePoint> = fc.oneof(exactPoint, ago as fc.Arbitrary<TimePoint>);

const timeTest = fc.oneof(
  fc.record({ op: fc.constant('is'), at: exactPoint }),
  fc.record({ op: comparison, at: point }),
  fc.record({ op: fc.constant('between'), from: point, to: fc.constant(null) }),
  fc.record({ op: fc.constant('between'), from: fc.constant(null), to: point }),
  fc.record({ op: fc.constant('between'), from: date, to: day }),
  fc.constant({ op: 'never' }),
) as fc.Arbitrary<TimeTest>;

const path: fc.Arbitrary<MetadataPath> = fc.record({
  kind: fc.constantFrom('public', 'private', 'unsafe'),
  keys: fc.array(fc.oneof(odd, simple, fc.string({ unit: 'grapheme', maxLength: 6 })), {
    minLength: 1,
    maxLength: 3,
  }),
});
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value): MetadataValue => ({ kind: 'number', number: value === 0 ? 0 : value }));
// A year alone beside a sign is a number.
const metadataTime = point
  .filter((at) => at.kind !== 'date' || at.text.length > 4)
  .map((at): MetadataValue => ({ kind: 'time', at }));
const metadataTest = fc.oneof(
  fc.record({ op: fc.constant('is'), text: fc.oneof(odd, texts, fc.constant('')) }),
  fc.record({ op: fc.constant('starts'), text: texts }),
  fc.record({ op: comparison, value: fc.oneof(number, metadataTime) }),
  fc.record({ op: fc.constant('between'), from: number, to: fc.constant(null) }),
  fc.record({ op: fc.constant('between'), from: fc.constant(null), to: metadataTime }),
);
const listOf = <One>(one: fc.Arbitrary<One>) => fc.array(one, { minLength: 1, maxLength: 3 });

const choice = fc.oneof(
  fc.record({
    kind: fc.constant('choice'),
    field: fc.constant('status'),
    values: fc.uniqueArray(fc.constantFrom('active', 'banned', 'locked'), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('choice'),
    field: fc.constant('mfa'),
    values: fc.uniqueArray(fc.constantFrom('none', 'totp', 'backup_code', 'other'), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('choice'),
    field: fc.constantFrom('provider', 'domain', 'lang'),
    values: fc.uniqueArray(fc.oneof(simple, fc.constantFrom('yes', 'none', 'any')), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);

const leaf = fc.oneof(
  fc.record({
    kind: fc.constant('word'),
    text: fc.oneof(
      simple,
      fc.constantFrom('or', 'OR', 'AND', 'NOT', 'not', "o'neil", 'http://x', '(555)1-2'),
    ),
  }),
  fc.record({ kind: fc.constant('phrase'), text: texts }),
  fc.record({
    kind: fc.constant('text'),
    field: fc.constantFrom(...textFields),
    tests: listOf(
      fc.record({
        op: fc.constantFrom('starts', 'phrase', 'is'),
        text: texts.filter((text) => !/[*]$/.test(text)),
      }),
    ),
  }),
  choice,
  fc.record({ kind: fc.constant('flag'), flag: fc.constantFrom(...flags), is: fc.boolean() }),
  fc.record({ kind: fc.constant('time'), field: fc.constantFrom(...timeFields), tests: listOf(timeTest) }),
  fc.record({ kind: fc.constant('has'), what: fc.oneof(fc.constantFrom(...things), path), is: fc.boolean() }),
  fc.record({ kind: fc.constant('metadata'), path, tests: listOf(metadataTest) }),
) as fc.Arbitrary<Query>;

const { tree } = fc.letrec<{ tree: Query; leaf: Query }>((tie) => ({
  leaf,
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    tie('leaf'),
    fc.record({ kind: fc.constant('not'), of: tie('tree') }) as fc.Arbitrary<Query>,
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      of: fc.array(tie('tree'), { maxLength: 4 }),
    }) as fc.Arbitrary<Query>,
  ),
}));

/** As the parser makes them: groups in groups of their kind are one, and no is never said twice. */
function normal(query: Query): Query {
  if (query.kind === 'not') {
    const of = normal(query.of);
    if (of.kind === 'everyone') return of;
    return of.kind === 'not' ? of.of : { kind: 'not', of };
  }
  if (query.kind !== 'all' && query.kind !== 'any') return query;
  const of = query.of
    .map(normal)
    .filter((one) => one.kind !== 'everyone')
    .flatMap((one) => (one.kind === query.kind ? one.of : [one]));
  return of.length > 1 ? { kind: query.kind, of } : (of[0] ?? { kind: 'everyone' });
}

it('reads back any tree that it printed', () => {
  fc.assert(
    fc.property(tree, (any) => {
      const query = normal(any);
      const printed = printQuery(query);
      fc.pre(printed.length <= 4000);
      expect(parseQuery(printed)).toMatchObject({ ok: true, query });
      expect(parseQuery(printed)).toHaveProperty('query', query);
    }),
    { numRuns: 1500 },
  );
});

const pieces = fc.constantFrom(
  ...fieldTable.flatMap(({ name, examples, aliases }) => [
    `${name}:`,
    ...examples,
    ...aliases.map((one) => `${one}:`),
  ]),
  ...[
    'public.',
    'private."',
    'unsafe.a:',
    ' ',
    ' or ',
    ' OR ',
    ' AND ',
    'NOT ',
    '-',
    '(',
    ')',
    '"',
    '“',
    '\\',
    ',',
    '=',
    '>',
    '<=',
    '..',
    '*',
  ],
  ...[
    '2026-01',
    '30d',
    '30m',
    '10',
    '-5',
    'never',
    'a',
    'é',
    '🎉',
    'http://x',
    '(555)1',
    '\u00a0',
    'or',
    '|',
    'emial:',
  ],
);
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
);

it('reads any text, prints it and reads the same', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseQuery(text);
      let end = 0;
      for (const term of parsed.terms) {
        expect(term.from).toBeGreaterThanOrEqual(end);
        expect(term.to).toBeGreaterThan(term.from);
        end = term.to;
      }
      expect(end).toBeLessThanOrEqual(text.length);
      if (parsed.ok) {
        expect(parseQuery(printQuery(parsed.query))).toHaveProperty('query', parsed.query);
      } else {
        const { from, to } = parsed.error;
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 4000 },
  );
});

it('suggests for the end of a range only what a range can end with', () => {
  for (const text of ['active:never..', 'active:..never', 'active:2026..never', 'active:<never']) {
    expect(parseQuery(text)).toMatchObject({ ok: false, error: { suggestion: null } });
  }
  expect(parseQuery('active:nevr')).toMatchObject({ ok: false, error: { suggestion: 'never' } });
});

it('comes to an end when every suggestion is followed', () => {
  fc.assert(
    fc.property(typed, (text) => {
      let followed = text;
      for (let steps = 0; steps <= 2 * text.length; steps += 1) {
        const parsed = parseQuery(followed);
        if (parsed.ok || parsed.error.suggestion === null) return;
        const { from, to, suggestion } = parsed.error;
        followed = followed.slice(0, from) + suggestion + followed.slice(to);
      }
      throw new Error(`Suggestions lead in circles, to ${followed}`);
    }),
    { numRuns: 2000 },
  );
});
