/** What a user's fields mean in words. */
import { describe, expect, test } from 'vitest';
import {
  displayName,
  lockWords,
  primaryEmail,
  providerName,
  securityTiles,
} from '../../../../renderer/features/inspector/user-facts.ts';
import { makeAccount, makeEmail, makePhone, makeUser } from './make-user.ts';

const now = Date.UTC(2026, 10, 23, 12);

describe('name', () => {
  test('is the full name, else the next best identifier', () => {
    const email = makeEmail('a@example.com');
    expect(displayName(makeUser('u1', { firstName: 'Jane', lastName: 'Doe', username: 'jd' }))).toBe(
      'Jane Doe',
    );
    expect(displayName(makeUser('u1', { lastName: 'Doe' }))).toBe('Doe');
    expect(displayName(makeUser('u1', { username: 'jd', emailAddresses: [email] }))).toBe('jd');
    expect(displayName(makeUser('u1', { emailAddresses: [email] }))).toBe('a@example.com');
    expect(displayName(makeUser('u1', { phoneNumbers: [makePhone('+15550100')] }))).toBe('+15550100');
    expect(displayName(makeUser('u1'))).toBe('u1');
  });

  test('the primary address is the one named so, else the first', () => {
    const [a, b] = [makeEmail('a@example.com'), makeEmail('b@example.com')];
    expect(primaryEmail(makeUser('u1', { emailAddresses: [a, b], primaryEmailAddressId: b.id }))).toBe(
      'b@example.com',
    );
    expect(primaryEmail(makeUser('u1', { emailAddresses: [a, b] }))).toBe('a@example.com');
  });
});

describe('security', () => {
  const tile = (title: string, ...more: Parameters<typeof makeUser>[1][]) =>
    securityTiles(makeUser('u1', ...more), now).find((one) => one.title === title);

  test('of a user with nothing is all off', () => {
    const tiles = securityTiles(makeUser('u1'), now);
    expect(tiles.map(({ on }) => on)).toEqual([false, false, false, false, false, false]);
  });

  test('does not date a second factor that is off by when it was on', () => {
    expect(tile('Authenticator app', { mfaEnabledAt: now })?.detail).toBe('off');
    expect(tile('Authenticator app', { totpEnabled: true, backupCodeEnabled: true })?.detail).toBe(
      'on · backup codes',
    );
    expect(tile('Authenticator app', { totpEnabled: true, mfaEnabledAt: now })?.detail).toContain('on since');
  });

  test('dates the end of the second step while there is none', () => {
    expect(tile('Authenticator app', { mfaDisabledAt: now })?.detail).toMatch(/^off since .*2026$/);
    expect(tile('Authenticator app', { mfaDisabledAt: now, twoFactorEnabled: true })?.detail).toBe('off');
    expect(tile('Authenticator app', { mfaDisabledAt: now, totpEnabled: true })?.detail).toBe('on');
  });

  test('tells how many identifiers are verified, and the last sign-in', () => {
    const emailAddresses = [makeEmail('a@example.com'), makeEmail('b@example.com', { verification: null })];
    const phoneNumbers = [makePhone('+15550100')];
    expect(tile('Identifiers', { emailAddresses, phoneNumbers })).toMatchObject({
      detail: '2 of 3 verified',
      on: true,
    });
    expect(tile('Identifiers', { emailAddresses: emailAddresses.slice(1) })).toMatchObject({
      detail: '0 of 1 verified',
      on: false,
    });
    expect(tile('Identifiers', { username: 'jd' })?.detail).toBe('only a username');
    expect(tile('Last sign-in', { lastSignInAt: now - 86_400_000 })?.detail).toBe('yesterday');
    expect(tile('Last sign-in')?.detail).toBe('never');
  });

  test('counts passkeys, accounts, wallets and numbers', () => {
    const passkey = { id: 'k', name: 'k', lastUsedAt: now - 86_400_000, verification: null };
    expect(tile('1 passkey', { passkeys: [passkey] })?.detail).toBe('last used yesterday');
    expect(
      tile('2 passkeys', {
        passkeys: [
          { ...passkey, lastUsedAt: null },
          { ...passkey, lastUsedAt: null },
        ],
      })?.detail,
    ).toBe('never used');
    expect(tile('Google', { externalAccounts: [makeAccount('oauth_google', 'a@gmail.com')] })?.detail).toBe(
      'a@gmail.com',
    );
    expect(
      tile('3 external accounts', {
        externalAccounts: [
          makeAccount('oauth_google', null),
          makeAccount('google', null),
          makeAccount('oauth_github', null),
        ],
      })?.detail,
    ).toBe('Google, GitHub');
    expect(
      tile('SMS code', { phoneNumbers: [makePhone('+15550100', { reservedForSecondFactor: true })] })?.detail,
    ).toBe('+15550100');
  });

  test('names providers that nobody listed', () => {
    expect(providerName('oauth_custom_my_idp')).toBe('Custom my idp');
    expect(providerName('oauth_linkedin_oidc')).toBe('LinkedIn');
  });
});

describe('a lock', () => {
  const locked = (seconds: number | null) =>
    makeUser('u1', { locked: true, lockoutExpiresInSeconds: seconds });

  test('without an end does not end by itself', () => {
    expect(lockWords(locked(null), now, now)).toContain('does not end by itself');
  });

  test('ends as long after the copy was read as the API said', () => {
    expect(lockWords(locked(3600), now, now)).toContain('60 more minutes');
    expect(lockWords(locked(3600), now - 1_800_000, now)).toContain('30 more minutes');
    expect(lockWords(locked(60), now, now)).toContain('1 more minute,');
    expect(lockWords(locked(36_000), now, now)).toContain('10 more hours');
    expect(lockWords(locked(864_000), now, now)).toContain('10 more days');
  });

  test('of an old copy has ended, unless renewed', () => {
    expect(lockWords(locked(3600), now - 7_200_000, now)).toBe(
      'The lock has ended 1 h ago, unless it was renewed since.',
    );
  });
});
