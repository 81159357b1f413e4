/** Which ways to sign in a user has, and which are left after a change: tables of users and what is said. */
import { describe, expect, test } from 'vitest';
import {
  secondFactors,
  shortWallet,
  userAfter,
  waysToSignIn,
  type Change,
} from '../../../../../renderer/features/inspector/identifiers/ways-to-sign-in.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeAccount, makeEmail, makePhone, makeUser } from '../make-user.ts';

const pending = { status: 'unverified', strategy: 'email_code', attempts: 0, expireAt: null };
const verified = { status: 'verified', strategy: 'admin', attempts: null, expireAt: null };

function makeWallet(web3Wallet: string, more: Partial<User['web3Wallets'][number]> = {}) {
  return {
    id: `idn_${web3Wallet}`,
    web3Wallet,
    verification: verified,
    createdAt: null,
    updatedAt: null,
    ...more,
  };
}

function makeCompany(emailAddress: string, active = true): User['enterpriseAccounts'][number] {
  return {
    id: `ent_${emailAddress}`,
    protocol: 'saml',
    provider: 'saml_okta',
    active,
    emailAddress,
    firstName: null,
    lastName: null,
    providerUserId: null,
    connectionName: 'Acme Okta',
    lastAuthenticatedAt: null,
    verification: verified,
  };
}

const passkey = { id: 'idn_passkey', name: 'MacBook', lastUsedAt: null, verification: verified };
const email = makeEmail('jane@acme.com');
const phone = makePhone('+15555550100');

const words = (more: Partial<User>): string[] => waysToSignIn(makeUser('u', more)).map((way) => way.words);

describe('a user signs in with', () => {
  test.each<[string, Partial<User>, string[]]>([
    ['nothing', {}, []],
    [
      'a verified address, by what Clerk sends there',
      { emailAddresses: [email] },
      ['jane@acme.com by a code or link'],
    ],
    [
      'a verified address and the password',
      { emailAddresses: [email], passwordEnabled: true },
      ['jane@acme.com with a password'],
    ],
    [
      'an unverified address: not at all',
      { emailAddresses: [makeEmail('a@b.c', { verification: pending })] },
      [],
    ],
    [
      'an address that was never verified: not at all',
      { emailAddresses: [makeEmail('a@b.c', { verification: null })] },
      [],
    ],
    [
      'a reserved address, verified or not',
      { emailAddresses: [makeEmail('a@b.c', { verification: pending, reserved: true })] },
      ['a@b.c by a code or link'],
    ],
    ['a number', { phoneNumbers: [phone] }, ['+15555550100 by a code']],
    [
      'a number kept for the second factor: not at all',
      { phoneNumbers: [makePhone('+1', { reservedForSecondFactor: true })] },
      [],
    ],
    ['a username without a password: not at all', { username: 'jane' }, []],
    [
      'a username with a password',
      { username: 'jane', passwordEnabled: true },
      ['the username jane with a password'],
    ],
    ['a password alone: not at all', { passwordEnabled: true }, []],
    [
      'an account at a provider',
      { externalAccounts: [makeAccount('oauth_google', 'jane@gmail.com')] },
      ['Google as jane@gmail.com'],
    ],
    [
      'an account that was not confirmed: not at all',
      { externalAccounts: [{ ...makeAccount('oauth_google', 'jane@gmail.com'), verification: pending }] },
      [],
    ],
    [
      'a company account',
      { enterpriseAccounts: [makeCompany('jane@acme.com')] },
      ['Acme Okta as jane@acme.com'],
    ],
    ['a company account that is off: not at all', { enterpriseAccounts: [makeCompany('a@b.c', false)] }, []],
    [
      'a company account that Clerk lists twice: once',
      {
        enterpriseAccounts: [makeCompany('jane@acme.com')],
        samlAccounts: [{ ...makeCompany('jane@acme.com'), id: 'saml_1' }],
      },
      ['Acme Okta as jane@acme.com'],
    ],
    ['passkeys', { passkeys: [passkey, passkey] }, ['2 passkeys']],
    [
      'a wallet',
      { web3Wallets: [makeWallet('0x1234567890abcdef1234567890abcdef12345678')] },
      ['the wallet 0x1234…5678'],
    ],
    ['an unverified wallet: not at all', { web3Wallets: [makeWallet('0x1', { verification: pending })] }, []],
  ])('%s', (_name, user, expected) => expect(words(user)).toEqual(expected));

  test('the primary address first', () => {
    const other = makeEmail('other@acme.com');
    expect(words({ emailAddresses: [other, email], primaryEmailAddressId: email.id })).toEqual([
      'jane@acme.com by a code or link',
      'other@acme.com by a code or link',
    ]);
  });
});

describe('what is left', () => {
  const full = makeUser('u', {
    emailAddresses: [email, makeEmail('second@acme.com')],
    phoneNumbers: [phone],
    web3Wallets: [makeWallet('0xabc')],
    externalAccounts: [makeAccount('oauth_github', 'jane@github.test')],
  });
  const all = ['email jane', 'email second', 'phone', 'account', 'wallet'];
  const names = (user: User): string[] =>
    waysToSignIn(user).map(({ kind, words: way }) =>
      kind === 'email' ? `email ${way.split('@')[0] ?? ''}` : kind,
    );

  test.each<[string, Change, string[]]>([
    [
      'an address removed',
      { kind: 'remove', what: 'email', id: 'idn_jane@acme.com' },
      all.filter((each) => each !== 'email jane'),
    ],
    [
      'an address unverified',
      { kind: 'unverify', what: 'email', id: 'idn_second@acme.com' },
      all.filter((each) => each !== 'email second'),
    ],
    [
      'a number removed',
      { kind: 'remove', what: 'phone', id: 'idn_+15555550100' },
      all.filter((each) => each !== 'phone'),
    ],
    [
      'a number kept for the second factor',
      { kind: 'second-factor', id: 'idn_+15555550100', reserved: true },
      all.filter((each) => each !== 'phone'),
    ],
    [
      'a wallet removed',
      { kind: 'remove', what: 'wallet', id: 'idn_0xabc' },
      all.filter((each) => each !== 'wallet'),
    ],
    [
      'an account removed',
      { kind: 'remove', what: 'account', id: 'eac_oauth_github' },
      all.filter((each) => each !== 'account'),
    ],
    [
      'all addresses replaced by a verified one',
      { kind: 'replace', what: 'email', value: 'new@acme.com', status: 'verified' },
      ['email new', 'phone', 'account', 'wallet'],
    ],
    [
      'all addresses replaced by an unverified one',
      { kind: 'replace', what: 'email', value: 'new@acme.com', status: 'unverified' },
      ['phone', 'account', 'wallet'],
    ],
    [
      'all numbers replaced by a reserved one',
      { kind: 'replace', what: 'phone', value: '+15555550199', status: 'reserved' },
      all,
    ],
  ])('%s', (_name, change, expected) => expect(names(userAfter(full, change))).toEqual(expected));

  test('the user at hand is left alone', () => {
    const before = structuredClone(full);
    userAfter(full, { kind: 'unverify', what: 'email', id: 'idn_jane@acme.com' });
    userAfter(full, { kind: 'replace', what: 'phone', value: '+1', status: 'verified' });
    expect(full).toEqual(before);
  });
});

test('second factors are the authenticator app and the numbers kept for it', () => {
  const user = makeUser('u', {
    totpEnabled: true,
    backupCodeEnabled: true,
    phoneNumbers: [phone, makePhone('+15555550199', { reservedForSecondFactor: true })],
  });
  expect(secondFactors(user).map((factor) => factor.words)).toEqual([
    'the authenticator app',
    'codes by SMS to +15555550199',
  ]);
  const replaced = userAfter(user, { kind: 'replace', what: 'phone', value: '+1', status: 'verified' });
  expect(secondFactors(replaced)).toHaveLength(1);
});

test('a wallet in short', () => {
  expect(shortWallet('0x1234567890abcdef1234567890abcdef12345678')).toBe('0x1234…5678');
  expect(shortWallet('0xabc')).toBe('0xabc');
});
