/** A list of a million rows can be scrolled to every one of its rows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  followScroll,
  laidOutHeight,
  maxLaidOutHeightPx,
  toListTop,
  toScrollTop,
} from '../../../../renderer/features/users/scaled-scroll.ts';

const million = { heightPx: 32_000_000, viewportPx: 700 };
const short = { heightPx: 2000 * 32, viewportPx: 700 };
const extents = fc.record({
  heightPx: fc.integer({ min: 0, max: 100_000_000 }),
  viewportPx: fc.integer({ min: 1, max: 2000 }),
});

describe('a list that fits', () => {
  test('is laid out as it is', () => {
    expect(laidOutHeight(short)).toBe(64_000);
    expect(toListTop(1234, short)).toBe(1234);
    expect(toScrollTop(1234, short)).toBe(1234);
    expect(followScroll({ scrollTop: 0, listTop: 0 }, 1234, short)).toBe(1234);
  });
});

describe('a list that does not', () => {
  test('is laid out no higher than the cap, and both ends are reached', () => {
    expect(laidOutHeight(million)).toBe(maxLaidOutHeightPx);
    expect(toListTop(0, million)).toBe(0);
    expect(toListTop(maxLaidOutHeightPx - 700, million)).toBe(32_000_000 - 700);
  });

  test('is not stretched near its ends', () => {
    expect(toListTop(100_000, million)).toBe(100_000);
    expect(toScrollTop(100_000, million)).toBe(100_000);
    expect(toListTop(maxLaidOutHeightPx - 100_000, million)).toBe(32_000_000 - 100_000);
    expect(toScrollTop(32_000_000 - 100_000, million)).toBe(maxLaidOutHeightPx - 100_000);
  });

  test('moves by as many pixels as the wheel, anywhere', () => {
    const listTop = 15_000_000;
    const scrollTop = toScrollTop(listTop, million);
    expect(followScroll({ scrollTop, listTop }, scrollTop + 100, million)).toBe(listTop + 100);
    expect(followScroll({ scrollTop, listTop }, scrollTop - 64, million)).toBe(listTop - 64);
  });

  test('goes where the scroll bar points', () => {
    const half = (maxLaidOutHeightPx - 700) / 2;
    const listTop = followScroll({ scrollTop: 0, listTop: 0 }, half, million);
    expect(listTop).toBeCloseTo((32_000_000 - 700) / 2, 3);
  });

  test('the wheel reaches the first row without stretching', () => {
    let place = { scrollTop: 300, listTop: 300 };
    for (const scrollTop of [200, 100, 0]) {
      place = { scrollTop, listTop: followScroll(place, scrollTop, million) };
    }
    expect(place.listTop).toBe(0);
  });
});

test('there and back again is the same place, in order, within the list', () => {
  fc.assert(
    fc.property(
      extents,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (extent, a, b) => {
        const end = Math.max(0, extent.heightPx - extent.viewportPx);
        const [low, high] = [Math.min(a, b) * end, Math.max(a, b) * end];
        expect(Math.abs(toListTop(toScrollTop(low, extent), extent) - low)).toBeLessThan(0.01);
        expect(toScrollTop(low, extent)).toBeLessThanOrEqual(toScrollTop(high, extent) + 1e-6);
        expect(toScrollTop(high, extent)).toBeLessThanOrEqual(
          Math.max(0, laidOutHeight(extent) - extent.viewportPx),
        );
      },
    ),
  );
});
