/** What is said of passwords, second factors, passkeys and checks, and before each change of them. */
import { describe, expect, test } from 'vitest';
import {
  checkHint,
  checksOf,
  notCheckedWords,
  resultWords,
} from '../../../../../renderer/features/inspector/security/check-words.ts';
import {
  backupCodesRemoval,
  mfaRemoval,
  passkeyRemoval,
  passwordRemoval,
  totpRemoval,
} from '../../../../../renderer/features/inspector/security/security-consequences.ts';
import {
  compromisedWords,
  hasSecondStep,
  linkedWords,
  secondStepWords,
  triesWords,
} from '../../../../../renderer/features/inspector/security/security-words.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeAccount, makeEmail, makePhone, makeUser } from '../make-user.ts';

const jane = (more: Partial<User> = {}): User => makeUser('u', { firstName: 'Jane', ...more });
const pixel = { id: 'idn_pixel', name: 'Pixel 9', lastUsedAt: null, verification: null };
const email = makeEmail('jane@acme.com');
const sms = makePhone('+15555550123', { reservedForSecondFactor: true });
const on = Date.UTC(2026, 4, 3);

describe('the mark on a password', () => {
  test.each([
    [{}, 'does not say'],
    [{ requires_password_reset: 'yes' }, 'does not say'],
    [{ requires_password_reset: true }, 'wants a new one'],
    [{ requires_password_reset: false }, 'Not marked'],
  ])('%o: %s', (raw, words) => {
    expect(compromisedWords(jane({ raw: { id: 'u', object: 'user', ...raw } }))).toContain(words);
  });
});

describe('the second step', () => {
  test.each([
    [{ twoFactorEnabled: true, mfaEnabledAt: on }, /^On since .*2026\.$/],
    [{ totpEnabled: true }, /^On\.$/],
    // Both dates stay for good: only the one of what is so now counts.
    [{ mfaEnabledAt: on }, /^Off: /],
    [{ mfaEnabledAt: on, mfaDisabledAt: on }, /^Off since .*2026: /],
    [{ twoFactorEnabled: true, mfaDisabledAt: on }, /^On\.$/],
  ])('%o: %s', (more, words) => {
    expect(secondStepWords(jane(more))).toMatch(words);
  });

  test('is there with any of its kinds, also with codes that are left over', () => {
    expect(hasSecondStep(jane())).toBe(false);
    expect(hasSecondStep(jane({ backupCodeEnabled: true }))).toBe(true);
    expect(hasSecondStep(jane({ phoneNumbers: [sms] }))).toBe(true);
    expect(hasSecondStep(jane({ phoneNumbers: [makePhone('+15555550124')] }))).toBe(false);
  });
});

test('wallets and accounts are counted', () => {
  const wallet = { id: 'idn_w', web3Wallet: '0x1', verification: null, createdAt: null, updatedAt: null };
  expect(linkedWords(jane())).toBe('No wallet, and no account elsewhere.');
  expect(linkedWords(jane({ web3Wallets: [wallet, wallet] }))).toBe('2 wallets.');
  expect(
    linkedWords(jane({ web3Wallets: [wallet], externalAccounts: [makeAccount('oauth_google', null)] })),
  ).toBe('1 wallet and 1 external account.');
});

test('tries are told where the instance counts them', () => {
  expect(triesWords(jane())).toBe('A wrong try may count towards a lock.');
  expect(triesWords(jane({ verificationAttemptsRemaining: 1 }))).toContain('1 try left');
});

describe('before a change', () => {
  test('removing the password names what is left, or that nothing is', () => {
    const named = jane({ username: 'jane', passwordEnabled: true });
    expect(passwordRemoval(named)[0]).toContain('will be locked out');
    const reachable = passwordRemoval({ ...named, emailAddresses: [email] });
    expect(reachable[0]).toBe(
      'Jane can no longer sign in with a password. It cannot be brought back, only set anew.',
    );
    expect(reachable.join(' ')).toContain('jane@acme.com by a code or link');
  });

  test('removing the only second factor ends the second step', () => {
    const last = totpRemoval(jane({ totpEnabled: true, backupCodeEnabled: true }));
    expect(last[0]).toContain('two-step verification ends for Jane');
    expect(last.join(' ')).toContain('enrol an authenticator app here');
    expect(last.join(' ')).toContain('backup codes stay, Clerk decides');
    const other = totpRemoval(jane({ totpEnabled: true, phoneNumbers: [sms] }));
    expect(other[0]).toContain('left is codes by SMS to +15555550123');
    expect(other.join(' ')).not.toContain('first step alone');
  });

  test('deleting backup codes says what a lost device then means', () => {
    const lines = backupCodesRemoval(jane({ totpEnabled: true, backupCodeEnabled: true })).join(' ');
    expect(lines).toContain('Should Jane lose the authenticator app');
    expect(backupCodesRemoval(jane({ backupCodeEnabled: true })).join(' ')).not.toContain('Should Jane');
  });

  test('disabling all tells what goes and what stays', () => {
    const lines = mfaRemoval(jane({ totpEnabled: true, backupCodeEnabled: true, phoneNumbers: [sms] }));
    expect(lines[0]).toBe('Two-step verification ends for Jane.');
    expect(lines).toContain('Removed for good: the authenticator app and the backup codes.');
    expect(lines).toContain('No second factor any more, but still with the user: +15555550123.');
    expect(mfaRemoval(jane({ phoneNumbers: [sms] })).join(' ')).not.toContain('Removed for good');
  });

  test('deleting a passkey warns of the e-mail, and of the last way in', () => {
    expect(passkeyRemoval(jane({ passkeys: [pixel] }), pixel)[0]).toContain('will be locked out');
    const lines = passkeyRemoval(jane({ passkeys: [pixel], emailAddresses: [email] }), pixel);
    expect(lines[0]).toContain('cannot sign in with “Pixel 9” any more');
    expect(lines).toContain('Clerk tells Jane by e-mail.');
    const other = { ...pixel, id: 'idn_other' };
    expect(passkeyRemoval(jane({ passkeys: [pixel, other] }), pixel).at(-1)).toContain('a passkey');
  });
});

describe('a check', () => {
  test('is offered of what the user has', () => {
    expect(checksOf(jane())).toEqual([]);
    expect(checksOf(jane({ passwordEnabled: true }))).toEqual(['password']);
    expect(checksOf(jane({ backupCodeEnabled: true }))).toEqual(['code']);
    expect(checksOf(jane({ passwordEnabled: true, totpEnabled: true }))).toEqual(['password', 'code']);
  });

  test('warns that a backup code is used up only where there is one', () => {
    expect(checkHint('code', jane({ totpEnabled: true }))).not.toContain('used up');
    expect(checkHint('code', jane({ totpEnabled: true, backupCodeEnabled: true }))).toContain('used up');
    expect(checkHint('password', jane())).toContain('let them type it');
  });

  test.each([
    [{ kind: 'password', verified: true }, true, 'The password is right.', null],
    [{ kind: 'password', verified: false }, false, 'The password is wrong.', /may have counted/],
    [{ kind: 'code', verified: true, codeType: 'totp' }, true, 'The code is right.', /authenticator app/],
    [{ kind: 'code', verified: true, codeType: 'backup_code' }, true, 'The code is right.', /used up now/],
    [{ kind: 'code', verified: true }, true, 'The code is right.', null],
    [{ kind: 'code', verified: false }, false, 'The code is wrong.', /may have counted/],
  ] as const)('%o', (result, right, title, detail) => {
    const words = resultWords(result);
    expect(words).toMatchObject({ right, title });
    if (detail === null) expect(words.detail).toBeNull();
    else expect(words.detail).toMatch(detail);
  });

  test('of which nobody knows is not called undone', () => {
    expect(notCheckedWords('code', { code: 'outcome_unknown', message: '' })).toContain('not known');
    expect(notCheckedWords('code', { code: 'rejected', message: '' })).toBe('The code was not checked.');
  });
});
