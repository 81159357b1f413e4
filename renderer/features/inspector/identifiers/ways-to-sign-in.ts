/**
 * Which ways a user has to sign in, by what the user has; and which are left when something is taken away.
 * Which of them the instance has switched on, Clerk's Backend API does not tell. Knows no screen.
 */
import type { User } from '../../../../shared/models/user.ts';
import type { ContactKind } from '../../shell/entered-contact.ts';
import { accountIdentifier, accountProviderName, companyAccounts, companyName } from './accounts.ts';
import { emailContacts, isVerified, phoneContacts, type Contact } from './contacts.ts';

export interface WayToSignIn {
  kind: ContactKind | 'username' | 'account' | 'company' | 'passkeys' | 'wallet';
  /** Of the identifier; null for what is not one thing. */
  id: string | null;
  /** Within a sentence: `jane@acme.com with a password`. */
  words: string;
}

/** A reserved one is not verified, yet usable. One kept for the second factor is not usable for the first. */
function isUsable(contact: Contact): boolean {
  return (isVerified(contact) || contact.reserved) && !contact.secondFactor;
}

/** Nothing known against it: Clerk leaves the verification out of some accounts. */
function isSound(thing: { verification: User['externalAccounts'][number]['verification'] }): boolean {
  return thing.verification === null || isVerified(thing);
}

export function waysToSignIn(user: User): WayToSignIn[] {
  const withPassword = user.passwordEnabled ? ' with a password' : '';
  const ways: WayToSignIn[] = [];
  for (const contact of emailContacts(user).filter(isUsable)) {
    ways.push({
      kind: 'email',
      id: contact.id,
      words: `${contact.value}${withPassword || ' by a code or link'}`,
    });
  }
  for (const contact of phoneContacts(user).filter(isUsable)) {
    ways.push({ kind: 'phone', id: contact.id, words: `${contact.value}${withPassword || ' by a code'}` });
  }
  // A name alone proves nothing: without a password it leads nowhere.
  if (user.username && user.passwordEnabled)
    ways.push({ kind: 'username', id: null, words: `the username ${user.username}${withPassword}` });
  for (const account of user.externalAccounts.filter(isSound)) {
    ways.push({
      kind: 'account',
      id: account.id,
      words: `${accountProviderName(account.provider)} as ${accountIdentifier(account)}`,
    });
  }
  for (const account of companyAccounts(user).filter(({ active }) => active)) {
    ways.push({
      kind: 'company',
      id: account.id,
      words: `${companyName(account)} as ${account.emailAddress ?? account.providerUserId ?? account.id}`,
    });
  }
  if (user.passkeys.length > 0) {
    const { length } = user.passkeys;
    ways.push({ kind: 'passkeys', id: null, words: length === 1 ? 'a passkey' : `${length} passkeys` });
  }
  for (const wallet of user.web3Wallets.filter(isSound)) {
    ways.push({ kind: 'wallet', id: wallet.id, words: `the wallet ${shortWallet(wallet.web3Wallet)}` });
  }
  return ways;
}

/** `0x12ab…89ef`: enough to tell two apart. */
export function shortWallet(address: string): string {
  return address.length <= 14 ? address : `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** Clerk never takes away the last thing that a user can be recognised by. */
export function hasIdentifier(user: User): boolean {
  return Boolean(
    user.emailAddresses.length +
      user.phoneNumbers.length +
      user.web3Wallets.length +
      user.externalAccounts.length +
      companyAccounts(user).length || user.username,
  );
}

/** The second factors that a user has, in words; backup codes only stand in for one of them. */
export function secondFactors(user: User): { phoneId: string | null; words: string }[] {
  const phones = phoneContacts(user).filter(({ secondFactor }) => secondFactor);
  return [
    ...(user.totpEnabled ? [{ phoneId: null, words: 'the authenticator app' }] : []),
    ...phones.map(({ id, value }) => ({ phoneId: id, words: `codes by SMS to ${value}` })),
  ];
}

export type Change =
  | { kind: 'remove'; what: ContactKind | 'wallet' | 'account' | 'passkey'; id: string }
  | { kind: 'no-password' }
  | { kind: 'no-totp' }
  | { kind: 'unverify'; what: ContactKind; id: string }
  | { kind: 'second-factor'; id: string; reserved: boolean }
  | {
      kind: 'replace';
      what: ContactKind;
      value: string;
      status: 'verified' | 'reserved' | 'unverified';
    };

const unverified = { status: 'unverified', strategy: null, attempts: null, expireAt: null };
const byAdmin = { ...unverified, status: 'verified', strategy: 'admin' };

/** The user as the change would leave them, as far as signing in goes. */
export function userAfter(user: User, change: Change): User {
  switch (change.kind) {
    case 'remove': {
      const isOther = ({ id }: { id: string | null }): boolean => id !== change.id;
      return {
        ...user,
        emailAddresses: user.emailAddresses.filter((each) => change.what !== 'email' || isOther(each)),
        phoneNumbers: user.phoneNumbers.filter((each) => change.what !== 'phone' || isOther(each)),
        web3Wallets: user.web3Wallets.filter((each) => change.what !== 'wallet' || isOther(each)),
        externalAccounts: user.externalAccounts.filter((each) => change.what !== 'account' || isOther(each)),
        passkeys: user.passkeys.filter((each) => change.what !== 'passkey' || isOther(each)),
      };
    }
    case 'no-password':
      return { ...user, passwordEnabled: false };
    case 'no-totp':
      return { ...user, totpEnabled: false };
    case 'unverify': {
      const unverify = <T extends { id: string | null }>(each: T): T =>
        each.id === change.id ? { ...each, verification: unverified, reserved: false } : each;
      return {
        ...user,
        emailAddresses: user.emailAddresses.map((each) => unverify(each)),
        phoneNumbers: user.phoneNumbers.map((each) => unverify(each)),
      };
    }
    case 'second-factor':
      return {
        ...user,
        phoneNumbers: user.phoneNumbers.map((each) =>
          each.id === change.id ? { ...each, reservedForSecondFactor: change.reserved } : each,
        ),
      };
    case 'replace': {
      const replacement = {
        id: 'new',
        reserved: change.status === 'reserved',
        verification: change.status === 'verified' ? byAdmin : unverified,
        linkedTo: [],
        createdAt: null,
        updatedAt: null,
      };
      return change.what === 'email'
        ? {
            ...user,
            emailAddresses: [{ ...replacement, emailAddress: change.value, matchesSsoConnection: false }],
          }
        : {
            ...user,
            phoneNumbers: [
              {
                ...replacement,
                phoneNumber: change.value,
                reservedForSecondFactor: false,
                defaultSecondFactor: false,
              },
            ],
          };
    }
  }
}
