/**
 * What a change to an identifier does to its user, in sentences, the worst first; computed from what the
 * user has. The last one says what will be sent. Knows no screen and sends nothing.
 */
import type { User } from '../../../../shared/models/user.ts';
import { displayName } from '../user-facts.ts';
import type { ContactKind } from '../../shell/entered-contact.ts';
import {
  accountIdentifier,
  accountProviderName,
  contactsLinkedTo,
  linksOf,
  type ExternalAccount,
} from './accounts.ts';
import { contactsOf, kindWords, type Contact } from './contacts.ts';
import {
  hasIdentifier,
  secondFactors,
  shortWallet,
  userAfter,
  waysToSignIn,
  type Change,
} from './ways-to-sign-in.ts';

type Wallet = User['web3Wallets'][number];

export type ReplacementStatus = 'verified' | 'reserved' | 'unverified';

/** `a`, `a and b`, `a, b and 2 more`. */
export function listWords(all: readonly string[], most = 3): string {
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  const more = all.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

interface SignIn {
  /** The change leaves no way at all where there was one. */
  lockedOut: boolean;
  /** The changed thing itself was a way, and is none any more. */
  lost: boolean;
  sentence: string;
}

/** What a change does to the ways to sign in. Clerk does not tell which of them the instance allows. */
export function signInAfter(user: User, change: Change): SignIn {
  const before = waysToSignIn(user);
  const after = waysToSignIn(userAfter(user, change));
  const name = displayName(user);
  const id = 'id' in change ? change.id : null;
  const lost = before.some((way) => way.id === id) && !after.some((way) => way.id === id);
  if (after.length === 0) {
    return before.length === 0
      ? { lockedOut: false, lost, sentence: `${name} has no way to sign in now, and gets none by this.` }
      : {
          lockedOut: true,
          lost,
          sentence: `This is the only way to sign in that is left: ${name} will be locked out.`,
        };
  }
  const ways = listWords(after.map(({ words }) => words));
  return {
    lockedOut: false,
    lost,
    sentence: `Left to sign in with, as far as this instance allows it: ${ways}.`,
  };
}

/** Null when the second factor stays, or there was none. */
export function secondStepAfter(user: User, change: Change): string | null {
  const name = displayName(user);
  const before = secondFactors(user);
  const after = secondFactors(userAfter(user, change));
  if (after.length >= before.length) return null;
  return after.length === 0
    ? `It is the only second factor: two-step verification ends for ${name}.`
    : `It is no second factor any more; left is ${listWords(after.map(({ words }) => words))}.`;
}

export function present(lines: readonly (string | null | false)[]): string[] {
  return lines.filter((line) => typeof line === 'string');
}

/** Clerk refuses to let go of what an account hangs on. */
function linkWarning(contact: Contact, user: User): string | null {
  const links = linksOf(contact, user);
  if (links.length === 0) return null;
  const words = listWords(links.map((link) => link.words));
  return `It is linked to the ${words}: Clerk refuses this until that account is removed.`;
}

function lastWarning(user: User, change: Change): string | null {
  return hasIdentifier(userAfter(user, change))
    ? null
    : `Nothing else is left that ${displayName(user)} can be recognised by: Clerk refuses this.`;
}

export function contactRemoval(user: User, contact: Contact): string[] {
  const change = { kind: 'remove', what: contact.kind, id: contact.id ?? '' } as const;
  const { lockedOut, lost, sentence } = signInAfter(user, change);
  const { one, short } = kindWords[contact.kind];
  return present([
    lockedOut && sentence,
    lastWarning(user, change),
    linkWarning(contact, user),
    lost
      ? `${displayName(user)} can no longer sign in with ${contact.value}.`
      : `${contact.value} is no way to sign in now, so none is lost.`,
    secondStepAfter(user, change),
    contact.primary &&
      `It is the primary ${one}: Clerk decides whether another one takes its place${contact.kind === 'email' ? ', and where to write until then' : ''}.`,
    !lockedOut && sentence,
    `Another user may take this ${short} from then on.`,
    `Will be sent: the deletion of ${contact.value} (${contact.id}).`,
  ]);
}

export function unverifying(user: User, contact: Contact): string[] {
  const change = { kind: 'unverify', what: contact.kind, id: contact.id ?? '' } as const;
  const { lockedOut, lost, sentence } = signInAfter(user, change);
  const { short } = kindWords[contact.kind];
  return present([
    lockedOut && sentence,
    lost && `${displayName(user)} can no longer sign in with ${contact.value} until it is verified again.`,
    secondStepAfter(user, change),
    contact.primary && `It is the primary ${short}, and will be an unverified one.`,
    !lockedOut && sentence,
    `Will be sent: verified = no, for ${contact.value}.`,
  ]);
}

export function verifying(user: User, contact: Contact): string[] {
  const { short } = kindWords[contact.kind];
  return [
    `Clerk takes your word that ${contact.value} belongs to ${displayName(user)}: no code is sent, nothing is asked.`,
    `From then on this ${short} signs in${contact.kind === 'email' ? ', and a new password can be asked for with it' : ''}.`,
    `Will be sent: verified = yes, for ${contact.value}.`,
  ];
}

export function makingPrimary(user: User, contact: Contact): string[] {
  const { one } = kindWords[contact.kind];
  const before = contactsOf(user, contact.kind).find(({ primary }) => primary);
  return present([
    before
      ? `${contact.value} takes the place of ${before.value} as the primary ${one}. ${before.value} stays with the user.`
      : `${contact.value} becomes the primary ${one}.`,
    `Will be sent: primary = yes, for ${contact.value}.`,
  ]);
}

export function changingSecondFactor(user: User, contact: Contact, reserved: boolean): string[] {
  const change = { kind: 'second-factor', id: contact.id ?? '', reserved } as const;
  const { lockedOut, lost, sentence } = signInAfter(user, change);
  return present([
    lockedOut && sentence,
    reserved
      ? `${displayName(user)} is asked for a code sent to ${contact.value} as the second step of signing in.`
      : null,
    reserved && lost && `${contact.value} is no longer a first step: nobody signs in with it alone.`,
    secondStepAfter(user, change),
    !lockedOut && (lost || !reserved) && sentence,
    `Will be sent: reserved for second factor = ${reserved ? 'yes' : 'no'}, for ${contact.value}.`,
  ]);
}

export function walletRemoval(user: User, wallet: Wallet): string[] {
  const change = { kind: 'remove', what: 'wallet', id: wallet.id ?? '' } as const;
  const { lockedOut, lost, sentence } = signInAfter(user, change);
  return present([
    lockedOut && sentence,
    lastWarning(user, change),
    lost
      ? `${displayName(user)} can no longer sign in with the wallet ${shortWallet(wallet.web3Wallet)}.`
      : 'The wallet is no way to sign in now, so none is lost.',
    wallet.id !== null && wallet.id === user.primaryWeb3WalletId && 'It is the primary wallet.',
    !lockedOut && sentence,
    'The wallet itself is not touched: only Clerk forgets it.',
    `Will be sent: the deletion of ${wallet.web3Wallet} (${wallet.id}).`,
  ]);
}

export function accountRemoval(user: User, account: ExternalAccount): string[] {
  const provider = accountProviderName(account.provider);
  const change = { kind: 'remove', what: 'account', id: account.id } as const;
  const { lockedOut, lost, sentence } = signInAfter(user, change);
  const linked = contactsLinkedTo(account, user).map(({ value }) => value);
  return present([
    lockedOut && sentence,
    lastWarning(user, change),
    lost
      ? `${displayName(user)} can no longer sign in with ${provider} as ${accountIdentifier(account)}.`
      : `This ${provider} account is no way to sign in now, so none is lost.`,
    `Your app loses its access tokens for this account. At ${provider} nothing is changed.`,
    linked.length > 0 && `${listWords(linked)} stays with the user, linked to the account no more.`,
    !lockedOut && sentence,
    `Will be sent: the deletion of ${account.id}.`,
  ]);
}

export function replacing(
  user: User,
  kind: ContactKind,
  value: string,
  status: ReplacementStatus,
): { lines: string[]; lockedOut: boolean } {
  const change = { kind: 'replace', what: kind, value, status } as const;
  const { lockedOut, sentence } = signInAfter(user, change);
  const { one, short } = kindWords[kind];
  const gone = contactsOf(user, kind).filter((contact) => contact.value !== value);
  const lines = present([
    lockedOut &&
      `${displayName(user)} will be locked out: an unverified ${short} is no way to sign in, and there is no other.`,
    gone.length > 0 &&
      `Deleted: ${listWords(
        gone.map((contact) => contact.value),
        10,
      )}.`,
    secondStepAfter(user, change),
    `${value} becomes the only and primary ${one}, ${status}.`,
    !lockedOut && sentence,
    `Will be sent: ${one} = ${value}, status = ${status}.`,
  ]);
  return { lines, lockedOut };
}
