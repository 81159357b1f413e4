/** Times of a query in milliseconds, and that they say the same as the naive evaluator, who knows none of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../shared/query/parse-query.ts';
import type { TimePoint, TimeTest } from '../../../shared/query/query.ts';
import { timeFields } from '../../../shared/query/query.ts';
import { spanOf, timesOf } from '../../../shared/query/resolve-time.ts';
import { naiveAnswers } from '../../harness/naive-query.ts';

const now = Date.parse('2026-03-31T15:00:00Z');
const dayMs = 86_400_000;
const iso = ({ from, to }: { from: number; to: number }) =>
  [from, to].map((at) => new Date(at).toISOString().slice(0, 19));

function timeTest(text: string): TimeTest {
  const parsed = parseQuery(text);
  if (!parsed.ok || parsed.query.kind !== 'time') throw new Error(text);
  return parsed.query.tests[0] ?? { op: 'never' };
}

it.each([
  ['2026', '2026-01-01T00:00:00', '2027-01-01T00:00:00'],
  ['2026-02', '2026-02-01T00:00:00', '2026-03-01T00:00:00'],
  ['2025-12-31', '2025-12-31T00:00:00', '2026-01-01T00:00:00'],
  ['2026-01-31T10:30', '2026-01-31T10:30:00', '2026-01-31T10:31:00'],
  ['today', '2026-03-31T00:00:00', '2026-04-01T00:00:00'],
  ['yesterday', '2026-03-30T00:00:00', '2026-03-31T00:00:00'],
])('%s lasts from %s to %s', (text, from, to) => {
  const test = timeTest(`created:${text}`);
  expect(test.op === 'is' && iso(spanOf(test.at, now))).toEqual([from, to]);
});

it.each([
  ['12h', '2026-03-31T03:00:00'],
  ['2w', '2026-03-17T15:00:00'],
  ['1mo', '2026-02-28T15:00:00'],
  ['25mo', '2024-02-29T15:00:00'],
  ['1y', '2025-03-31T15:00:00'],
])('%s ago was %s', (text, at) => {
  const test = timeTest(`created:>${text}`);
  expect(test.op === '>' && iso(spanOf(test.at, now))[0]).toBe(at);
});

describe('what people mean', () => {
  const matches = (text: string, at: string) => {
    const span = timesOf(timeTest(text), now, text.startsWith('active') ? 'active' : 'created');
    const time = Date.parse(at);
    return span !== null && time >= span.from && time < span.to;
  };

  it.each([
    ['created:>2026-01-01', '2026-01-01T23:59:59.999Z', false],
    ['created:>2026-01-01', '2026-01-02T00:00:00Z', true],
    ['created:>=2026-01-01', '2026-01-01T00:00:00Z', true],
    ['created:<2026-01-01', '2026-01-01T00:00:00Z', false],
    ['created:<=2026-01-01', '2026-01-01T23:59:59.999Z', true],
    ['created:2026-01..2026-03', '2026-03-31T23:00:00Z', true],
    ['created:2026-01..2026-02', '2026-03-01T00:00:00Z', false],
    ['created:<7d', '2026-03-24T15:00:00.000Z', false],
    ['created:<=7d', '2026-03-24T15:00:00.000Z', true],
    ['created:>7d', '2026-03-24T14:59:59.999Z', true],
    ['created:30d..7d', '2026-03-10T00:00:00Z', true],
    ['created:30d..7d', '2026-03-30T00:00:00Z', false],
    ['active:<1h', '2026-03-31T00:00:00Z', true],
    ['active:>1d', '2026-03-30T00:00:00Z', false],
    ['active:>1d', '2026-03-29T00:00:00Z', true],
  ])('%s of %s is %s', (text, at, expected) => {
    expect(matches(text, at)).toBe(expected);
  });

  it('leaves those who never were to never', () => {
    expect(timesOf(timeTest('active:never'), now)).toBeNull();
  });
});

const point = fc.oneof(
  fc.record({
    kind: fc.constant('ago'),
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('h', 'd', 'w', 'mo', 'y'),
  }),
  fc.record({ kind: fc.constant('day'), name: fc.constantFrom('today', 'yesterday') }),
  fc
    .tuple(
      fc.integer({ min: -800, max: 40 }),
      fc.integer({ min: 0, max: dayMs - 1 }),
      fc.constantFrom(4, 7, 10, 16, 19),
    )
    .map(([days, ms, length]) => ({
      kind: 'date',
      text: new Date(now + days * dayMs - ms).toISOString().slice(0, length),
    })),
) as fc.Arbitrary<TimePoint>;
const test = fc.oneof(
  fc.record({ op: fc.constant('is'), at: point }),
  fc.record({ op: fc.constantFrom('<', '<=', '>', '>='), at: point }),
  fc.record({ op: fc.constant('between'), from: fc.option(point), to: fc.option(point) }),
) as fc.Arbitrary<TimeTest>;

it('says the same as the naive evaluator, at every boundary', () => {
  const wire = {
    created: 'created_at',
    updated: 'updated_at',
    active: 'last_active_at',
    signin: 'last_sign_in_at',
  };
  fc.assert(
    fc.property(fc.constantFrom(...timeFields), test, fc.integer({ min: -3, max: 3 }), (field, one, off) => {
      const span = timesOf(one, now, field);
      if (!span) throw new Error('a span is null for never only');
      for (const edge of [span.from, span.to].filter(Number.isSafeInteger)) {
        if (Math.abs(edge) > 8e15) continue;
        const time = edge + off;
        const inside = time >= span.from && time < span.to;
        const query = { kind: 'time', field, tests: [one] } as const;
        expect(naiveAnswers(query, { id: 'user_1', [wire[field]]: time }, now)).toBe(inside);
      }
    }),
    { numRuns: 1000 },
  );
});
