/** How long a sync still takes: from its recent rate, and nothing while there is too little. */
import { expect, test } from 'vitest';
import { RemainingTime } from '../../../electron/core/directory/remaining-time.ts';

/** A page of 500 each second. */
function afterPages(pages: number, total: number | null = 20_000) {
  const remaining = new RemainingTime();
  let guess: number | null = null;
  for (let page = 0; page <= pages; page += 1) guess = remaining.note(page * 1000, page * 500, total);
  return { remaining, guess };
}

test('follows the rate, as soon as there is one', () => {
  expect(afterPages(2).guess).toBeNull();
  expect(afterPages(10).guess).toBe(30_000);
  expect(afterPages(10, null).guess).toBeNull();
  expect(afterPages(40).guess).toBe(0);
});

test('counts from where the sync went on, not from nothing', () => {
  const remaining = new RemainingTime();
  for (let page = 0; page <= 5; page += 1) remaining.note(page * 1000, 10_000 + page * 500, 20_000);
  expect(remaining.note(6000, 13_000, 20_000)).toBe(14_000);
});

test('forgets a rate that is over', () => {
  const { remaining } = afterPages(20);
  let guess: number | null = null;
  for (let page = 1; page <= 40; page += 1) {
    guess = remaining.note(20_000 + page * 2000, 10_000 + page * 100, 20_000);
  }
  expect(guess).toBe(120_000);
});

test('grows while nothing comes, and begins anew with the reading', () => {
  const { remaining, guess } = afterPages(10);
  expect(remaining.note(14_000, 5000, 20_000)).toBeGreaterThan(guess ?? 0);
  expect(remaining.note(15_000, 500, 20_000)).toBeNull();
});
