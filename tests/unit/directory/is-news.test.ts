/** Which of two copies of a user is the newer one. */
import { expect, test } from 'vitest';
import { isNews } from '../../../electron/core/directory/is-news.ts';

const stored = { updatedAt: 100, fetchedAt: 50, stamp: 5 };

test.each([
  ['changed later', { updatedAt: 101 }, { fetchedAt: 10, stamp: 1 }, true],
  ['changed earlier, though read later', { updatedAt: 99 }, { fetchedAt: 90, stamp: 9 }, false],
  [
    'changed earlier, but trusted over what was stored before',
    { updatedAt: 99 },
    { fetchedAt: 90, stamp: 9, trustedOver: 6 },
    true,
  ],
  [
    'changed earlier, trusted, but stored since',
    { updatedAt: 99 },
    { fetchedAt: 90, stamp: 9, trustedOver: 5 },
    false,
  ],
  ['read later', { updatedAt: 100 }, { fetchedAt: 51, stamp: 1 }, true],
  ['read earlier', { updatedAt: 100 }, { fetchedAt: 49, stamp: 9 }, false],
  ['read in the same millisecond, but after', { updatedAt: 100 }, { fetchedAt: 50, stamp: 6 }, true],
  ['read in the same millisecond, but before', { updatedAt: 100 }, { fetchedAt: 50, stamp: 4 }, false],
  ['without a date, read later', { updatedAt: null }, { fetchedAt: 51, stamp: 6 }, true],
])('%s', (_, copy, read, expected) => {
  expect(isNews(copy, stored, read)).toBe(expected);
});
