/** Rows come a few with each frame, the visible ones first, in elements that others have left. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrawnRows, mostPerFrame, type RowRange } from '../../../../renderer/features/users/drawn-rows.ts';

const all = () => true;

function rangeFrom(firstVisible: number, count = 20): RowRange {
  const lastVisible = firstVisible + count - 1;
  return { first: Math.max(0, firstVisible - 8), last: lastVisible + 8, firstVisible, lastVisible };
}

function settle(rows: DrawnRows, range: RowRange): number {
  let frames = 1;
  while (rows.step(range, all).more) frames += 1;
  return frames;
}

describe('DrawnRows', () => {
  it('draws the visible rows first, some with each frame', () => {
    const rows = new DrawnRows();
    expect(rows.step(rangeFrom(500), all)).toEqual({ added: mostPerFrame, more: true });
    expect(rows.rows.map(({ index }) => index)).toEqual(
      Array.from({ length: mostPerFrame }, (_, at) => 500 + at),
    );
    settle(rows, rangeFrom(500));
    expect(rows.rows.map(({ index }) => index)).toEqual(Array.from({ length: 36 }, (_, at) => 492 + at));
  });

  it('does a small step at once', () => {
    const rows = new DrawnRows();
    settle(rows, rangeFrom(500));
    expect(settle(rows, rangeFrom(503))).toBe(1);
  });

  it('leaves out what is not ready', () => {
    const rows = new DrawnRows();
    rows.step(rangeFrom(0, 4), (index) => index !== 2);
    expect(rows.rows.map(({ index }) => index)).not.toContain(2);
  });

  it('ends with the range, each row once, and as many elements as ever were needed at once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 30 }), (places) => {
        const rows = new DrawnRows();
        for (const place of places) rows.step(rangeFrom(place), all);
        const range = rangeFrom(places.at(-1) ?? 0);
        settle(rows, range);
        const { first, last } = range;
        expect(rows.rows.map(({ index }) => index)).toEqual(
          Array.from({ length: last - first + 1 }, (_, at) => first + at),
        );
        const slots = rows.rows.map(({ slot }) => slot);
        expect(new Set(slots).size).toBe(slots.length);
        expect(Math.max(...slots)).toBeLessThan(36);
      }),
    );
  });
});
