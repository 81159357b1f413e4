/** Times in words: what is near is told by its distance, what is far by its date. */
import { describe, expect, test } from 'vitest';
import {
  agoWords,
  countWords,
  relativeWords,
  spanWords,
  untilWords,
} from '../../../../renderer/ui/time-words.ts';

const now = new Date(2026, 10, 21, 14, 2).getTime();
const minute = 60_000;
const hour = 60 * minute;

describe('relative', () => {
  test.each([
    [now, 'now'],
    [now - 59_000, 'now'],
    [now + 30_000, 'now'],
    [now - minute, '1 min'],
    [now - 59 * minute, '59 min'],
    [now - hour, '1 h'],
    [new Date(2026, 10, 21, 0, 1).getTime(), '14 h'],
    [new Date(2026, 10, 20, 23, 59).getTime(), 'yesterday'],
    [new Date(2026, 10, 20, 0, 0).getTime(), 'yesterday'],
    [new Date(2026, 10, 19, 23, 59).getTime(), '2 days'],
    [new Date(2026, 10, 15, 12, 0).getTime(), '6 days'],
  ])('%i is %s', (at, words) => {
    expect(relativeWords(at, now)).toBe(words);
  });

  test('the evening before is hours ago in the small hours', () => {
    const night = new Date(2026, 10, 21, 1, 0).getTime();
    expect(relativeWords(night - 2 * hour, night)).toBe('2 h');
  });

  test('a week and more is a date, with its year when it is another', () => {
    expect(relativeWords(new Date(2026, 10, 12).getTime(), now)).toMatch(/12/);
    expect(relativeWords(new Date(2026, 10, 12).getTime(), now)).not.toMatch(/2026/);
    expect(relativeWords(new Date(2025, 10, 12).getTime(), now)).toMatch(/2025/);
  });

  test('what lies ahead is a date, not a negative distance', () => {
    expect(relativeWords(new Date(2026, 11, 24).getTime(), now)).toMatch(/24/);
  });
});

test('within a sentence', () => {
  expect(agoWords(now, now)).toBe('just now');
  expect(agoWords(now - 4 * minute, now)).toBe('4 min ago');
  expect(agoWords(now - 24 * hour, now)).toBe('yesterday');
  expect(agoWords(new Date(2026, 10, 12).getTime(), now)).toMatch(/^on .*12/);
});

test('one is not many', () => {
  expect(countWords(1, 'user')).toBe('1 user');
  expect(countWords(0, 'user')).toBe('0 users');
  expect(countWords(2, 'entry', 'entries')).toBe('2 entries');
});

describe('what is to come', () => {
  const day = 24 * hour;

  test.each([
    [0, '0 s'],
    [500, '1 s'],
    [59_001, '60 s'],
    [minute, '1 min'],
    [10 * minute - 1, '10 min'],
    [60 * minute + 900, '60 min'],
    [99 * minute, '99 min'],
    [100 * minute, '2 h'],
    [47.5 * hour, '48 h'],
    [2 * day, '2 days'],
    [29.9 * day, '30 days'],
  ])('%i ms is %s', (length, words) => {
    expect(spanWords(length)).toBe(words);
  });

  test.each([
    [now + 4 * minute, 'in 4 min'],
    [now + 3 * day, 'in 3 days'],
    [now - 4 * minute, '4 min ago'],
    [now, 'just now'],
  ])('%i is %s', (at, words) => {
    expect(untilWords(at, now)).toBe(words);
  });

  test('two weeks and more is a date', () => {
    expect(untilWords(new Date(2026, 11, 24).getTime(), now)).toMatch(/^on .*24/);
  });
});
