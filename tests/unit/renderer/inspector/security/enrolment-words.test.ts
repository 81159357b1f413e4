/** What the enrolment in TOTP says, and the codes that it computes for comparison. */
import { describe, expect, test } from 'vitest';
import { effectScope, ref } from 'vue';
import {
  clockWords,
  nameInButton,
  questionWords,
  rightWords,
} from '../../../../../renderer/features/inspector/security/enrolment/enrolment-words.ts';
import {
  codeAt,
  isCodeOf,
  sixDigits,
  useLiveCode,
} from '../../../../../renderer/features/inspector/security/enrolment/live-code.ts';

/** RFC 6238's own: the ASCII text 12345678901234567890, and the last six digits of its appendix B. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a live code', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [2_000_000_000, '279037'],
  ])('at %i s is %s', (seconds, code) => {
    expect(codeAt(secret, seconds * 1000)).toBe(code);
    expect(isCodeOf(secret, code, seconds * 1000 + 30_000)).toBe(true);
    expect(isCodeOf(secret, code, seconds * 1000 + 60_000)).toBe(false);
  });

  test('changes with its step, and counts down to it', () => {
    const now = ref(1_111_111_080_000);
    const scope = effectScope();
    const live = scope.run(() =>
      useLiveCode(
        () => secret,
        () => now.value,
      ),
    )!;
    const first = live.value.code;
    expect(live.value.secondsLeft).toBe(30);
    now.value += 29_500;
    expect(live.value).toEqual({ code: first, secondsLeft: 1 });
    now.value += 500;
    expect(live.value.code).not.toBe(first);
    expect(live.value.secondsLeft).toBe(30);
    scope.stop();
  });
});

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['12 34\u00a056', '123456'],
  ['12345', null],
  ['1234567', null],
  ['12345x', null],
  ['', null],
])('%o is the code %o', (typed, code) => {
  expect(sixDigits(typed)).toBe(code);
});

test.each([
  [null, null],
  [30_000, null],
  [-30_000, null],
  [120_000, '2 min ahead of Clerk’s'],
  [-45_000, '45 s behind Clerk’s'],
])('a clock that is %o ms off', (skewMs, words) => {
  if (words === null) expect(clockWords(skewMs)).toBeNull();
  else expect(clockWords(skewMs)).toContain(words);
});

test('a device that is a step off is no failure', () => {
  expect(rightWords(0)).toBe('Right: the device makes the same codes.');
  expect(rightWords(-1)).toContain('behind');
  expect(rightWords(1)).toContain('ahead');
});

test('the question says what is lost, or that Roster had not known of it', () => {
  const ask = (totp: boolean, backupCodes: boolean, gives: boolean) =>
    questionWords('Jane', { totp, backupCodes }, gives).consequences.join(' ');
  expect(ask(true, true, true)).toMatch(/authenticator app .* backup codes/);
  expect(ask(true, true, false)).not.toContain('backup codes');
  expect(ask(false, true, true)).not.toContain('authenticator app');
  expect(ask(false, false, true)).toContain('had not read yet');
});

test('a long name does not make a long button', () => {
  expect(nameInButton('Jane Doe')).toBe('Jane Doe');
  expect(nameInButton('a'.repeat(60))).toHaveLength(26);
});
