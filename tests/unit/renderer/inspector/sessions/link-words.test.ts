/** How long links last, and what stands in their way. */
import { describe, expect, test } from 'vitest';
import {
  lifetimeOf,
  linkLifetimes,
  readLifetime,
} from '../../../../../renderer/features/inspector/sessions/link-lifetimes.ts';
import { refusedSignInWords } from '../../../../../renderer/features/inspector/sessions/link-words.ts';
import { resultWords } from '../../../../../renderer/features/inspector/sessions/revoke-all-words.ts';
import { makeUser } from '../make-user.ts';

describe('a lifetime', () => {
  test('that is offered', () => {
    expect(linkLifetimes.map(({ value }) => value)).toEqual([
      '600',
      '3600',
      '86400',
      '604800',
      '2592000',
      'custom',
    ]);
    expect(readLifetime(lifetimeOf(600))).toEqual({ seconds: 600 });
  });

  test.each([
    ['5', 'minutes', { seconds: 300 }],
    [' 12 ', 'hours', { seconds: 43_200 }],
    ['365', 'days', { seconds: 31_536_000 }],
  ] as const)('%s %s', (amount, unit, read) => {
    expect(readLifetime({ choice: 'custom', amount, unit })).toEqual(read);
  });

  test.each([
    ['', 'minutes'],
    ['0', 'days'],
    ['1.5', 'hours'],
    ['-3', 'days'],
    ['1e3', 'days'],
    ['366', 'days'],
    ['8761', 'hours'],
  ] as const)('%s %s will not do', (amount, unit) => {
    expect(readLifetime({ choice: 'custom', amount, unit })).toHaveProperty('error');
  });
});

describe('what stands in the way of a link', () => {
  test.each([
    [{ banned: true }, 'banned'],
    [{ locked: true }, 'locked'],
    [{ deprovisioned: true }, 'deprovisioned'],
  ])('%o', (more, words) => {
    expect(refusedSignInWords(makeUser('u', more), 'Jane')).toContain(`Jane is ${words}`);
  });

  test('nothing', () => {
    expect(refusedSignInWords(makeUser('u'), 'Jane')).toBeNull();
  });
});

describe('what became of revoking all sessions', () => {
  const failed = [{ sessionId: 'sess_1', message: 'No.' }];

  test.each([
    [{ revoked: 0, total: 0 }, 'Jane has no active session: there was nothing to revoke.'],
    [{ revoked: 1, total: 1 }, 'The only active session of Jane is revoked.'],
    [{ revoked: 12, total: 12 }, 'All 12 active sessions of Jane are revoked.'],
    [
      { revoked: 11, total: 12, failed },
      '11 of 12 active sessions of Jane are revoked. 1 could not be revoked.',
    ],
    [
      { revoked: 1, total: 3, cancelled: true },
      'Cancelled: 1 of 3 active sessions of Jane is revoked. 2 were not tried.',
    ],
    [{ revoked: 3, total: 3, cancelled: true }, 'All 3 active sessions of Jane are revoked.'],
    [
      { revoked: 1, total: 3, cancelled: true, failed },
      'Cancelled: 1 of 3 active sessions of Jane is revoked. 1 was not tried. 1 could not be revoked.',
    ],
  ])('%o', (result, words) => {
    expect(resultWords({ cancelled: false, failed: [], ...result }, 'Jane')).toBe(words);
  });
});
