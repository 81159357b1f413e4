/**
 * Each change to an identifier as a write: what is asked before, what is sent, what is said after, and the
 * write that takes it back where there is one. Sends nothing by itself; knows no component.
 */
import type { InstanceId } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import { api } from '../../../api.ts';
import type { Question } from '../../shell/confirm-store.ts';
import type { UserWrite } from '../../shell/user-writes.ts';
import { displayName } from '../user-facts.ts';
import type { ContactKind } from '../../shell/entered-contact.ts';
import { accountWords, type ExternalAccount } from './accounts.ts';
import {
  accountRemoval,
  changingSecondFactor,
  contactRemoval,
  makingPrimary,
  replacing,
  unverifying,
  verifying,
  walletRemoval,
  type ReplacementStatus,
} from './consequences.ts';
import { contactsOf, kindWords, type Contact } from './contacts.ts';
import { secondFactors, shortWallet, userAfter } from './ways-to-sign-in.ts';

/** Whose identifiers, and where. */
export interface Owner {
  instanceId: InstanceId;
  user: User;
}

interface ContactChanges {
  verified?: boolean;
  primary?: boolean;
  notifyPrimaryEmailAddressChanged?: boolean;
  reservedForSecondFactor?: boolean;
}

function base({ instanceId, user }: Owner): { instanceId: InstanceId; userId: string } {
  return { instanceId, userId: user.id };
}

/** One PATCH of an address or a number, still without question and words. */
function update(
  owner: Owner,
  contact: Contact,
  changes: ContactChanges,
  words: Pick<UserWrite, 'done' | 'failed'> & Partial<Pick<UserWrite, 'ask' | 'undo' | 'quietFailure'>>,
): UserWrite {
  const target = base(owner);
  const id = contact.id ?? '';
  return contact.kind === 'email'
    ? {
        ...target,
        method: 'users.updateEmailAddress',
        send: (confirmation) =>
          api.users.updateEmailAddress({ ...target, emailAddressId: id, ...changes, ...confirmation }),
        ...words,
      }
    : {
        ...target,
        method: 'users.updatePhoneNumber',
        send: (confirmation) =>
          api.users.updatePhoneNumber({ ...target, phoneNumberId: id, ...changes, ...confirmation }),
        ...words,
      };
}

export function verification(owner: Owner, contact: Contact, verified: boolean): UserWrite {
  const { one } = kindWords[contact.kind];
  const status = verified ? 'verified' : 'unverified';
  const ask: Question = verified
    ? {
        title: `Mark ${contact.value} as verified`,
        consequences: verifying(owner.user, contact),
        action: 'Mark as verified',
      }
    : {
        title: `Mark ${contact.value} as unverified`,
        consequences: unverifying(owner.user, contact),
        action: `Mark ${one} as unverified`,
        danger: true,
      };
  return update(
    owner,
    contact,
    { verified },
    {
      ask,
      done: `${contact.value} is ${status} now.`,
      failed: `${contact.value} was not marked as ${status}.`,
      undo: () =>
        update(
          owner,
          contact,
          { verified: !verified },
          {
            done: `${contact.value} is ${verified ? 'unverified' : 'verified'} again.`,
            failed: `${contact.value} is still ${status}.`,
          },
        ),
    },
  );
}

/** `asked`: the screen has shown what will be sent already, in a form of its own. */
export function makingItPrimary(
  owner: Owner,
  contact: Contact,
  options: { notify?: boolean; asked: boolean },
): UserWrite {
  const { one } = kindWords[contact.kind];
  const before = contactsOf(owner.user, contact.kind).find(({ primary, id }) => primary && id !== null);
  const notify = options.notify === true ? { notifyPrimaryEmailAddressChanged: true } : {};
  const ask: Question = {
    title: `Make ${contact.value} primary`,
    consequences: makingPrimary(owner.user, contact),
    action: `Make it the primary ${kindWords[contact.kind].short}`,
  };
  return update(
    owner,
    contact,
    { primary: true, ...notify },
    {
      ...(options.asked ? { quietFailure: true } : { ask }),
      done: `${contact.value} is the primary ${one} of ${displayName(owner.user)} now.`,
      failed: `${contact.value} was not made primary.`,
      undo: () =>
        before
          ? update(
              owner,
              before,
              { primary: true },
              {
                done: `${before.value} is primary again.`,
                failed: `${contact.value} is still primary.`,
              },
            )
          : null,
    },
  );
}

export function secondFactor(owner: Owner, contact: Contact, reserved: boolean): UserWrite {
  const after = userAfter(owner.user, { kind: 'second-factor', id: contact.id ?? '', reserved });
  return update(
    owner,
    contact,
    { reservedForSecondFactor: reserved },
    {
      ask: {
        title: reserved
          ? `Use ${contact.value} as a second factor`
          : `Stop using ${contact.value} as a second factor`,
        consequences: changingSecondFactor(owner.user, contact, reserved),
        action: reserved ? 'Use as second factor' : 'Stop using it',
        danger: !reserved && secondFactors(after).length === 0,
      },
      done: reserved
        ? `${contact.value} is a second factor now.`
        : `${contact.value} is no second factor any more.`,
      failed: `Nothing was changed about ${contact.value}.`,
      undo: () =>
        update(
          owner,
          contact,
          { reservedForSecondFactor: !reserved },
          {
            done: `${contact.value} is as it was before.`,
            failed: `${contact.value} is not as it was before.`,
          },
        ),
    },
  );
}

export function contactDeletion(owner: Owner, contact: Contact): UserWrite {
  const target = base(owner);
  const id = contact.id ?? '';
  const words = {
    ask: {
      title: `Remove ${contact.value}`,
      consequences: contactRemoval(owner.user, contact),
      action: `Remove ${kindWords[contact.kind].one}`,
      danger: true,
    },
    done: `${contact.value} was removed from ${displayName(owner.user)}.`,
    failed: `${contact.value} was not removed.`,
  };
  return contact.kind === 'email'
    ? {
        ...target,
        ...words,
        method: 'users.deleteEmailAddress',
        send: (confirmation) =>
          api.users.deleteEmailAddress({ ...target, emailAddressId: id, ...confirmation }),
      }
    : {
        ...target,
        ...words,
        method: 'users.deletePhoneNumber',
        send: (confirmation) =>
          api.users.deletePhoneNumber({ ...target, phoneNumberId: id, ...confirmation }),
      };
}

export function walletDeletion(owner: Owner, wallet: User['web3Wallets'][number]): UserWrite {
  const target = base(owner);
  const short = shortWallet(wallet.web3Wallet);
  return {
    ...target,
    method: 'users.deleteWeb3Wallet',
    ask: {
      title: `Remove the wallet ${short}`,
      consequences: walletRemoval(owner.user, wallet),
      action: 'Remove wallet',
      danger: true,
    },
    send: (confirmation) =>
      api.users.deleteWeb3Wallet({ ...target, web3WalletId: wallet.id ?? '', ...confirmation }),
    done: `The wallet ${short} was removed from ${displayName(owner.user)}.`,
    failed: `The wallet ${short} was not removed.`,
  };
}

export function accountDeletion(owner: Owner, account: ExternalAccount): UserWrite {
  const target = base(owner);
  const words = accountWords(account);
  return {
    ...target,
    method: 'users.deleteExternalAccount',
    ask: {
      title: `Remove the ${words}`,
      consequences: accountRemoval(owner.user, account),
      action: 'Remove external account',
      danger: true,
    },
    send: (confirmation) =>
      api.users.deleteExternalAccount({ ...target, externalAccountId: account.id, ...confirmation }),
    done: `The ${words} was removed from ${displayName(owner.user)}.`,
    failed: `The ${words} was not removed.`,
  };
}

export interface Addition {
  value: string;
  verified: boolean;
  primary: boolean;
  notify: boolean;
  secondFactor: boolean;
}

/** The form at hand shows what will be sent and how it failed. */
export function addition(owner: Owner, kind: ContactKind, entered: Addition): UserWrite {
  const target = base(owner);
  const { value, verified, primary } = entered;
  const words = {
    done: `${value} was added to ${displayName(owner.user)}.`,
    failed: `${value} was not added.`,
    quietFailure: true,
  };
  return kind === 'email'
    ? {
        ...target,
        ...words,
        method: 'users.createEmailAddress',
        send: (confirmation) =>
          api.users.createEmailAddress({
            ...target,
            emailAddress: value,
            verified,
            primary,
            ...(entered.notify ? { notifyPrimaryEmailAddressChanged: true } : {}),
            ...confirmation,
          }),
      }
    : {
        ...target,
        ...words,
        method: 'users.createPhoneNumber',
        send: (confirmation) =>
          api.users.createPhoneNumber({
            ...target,
            phoneNumber: value,
            verified,
            primary,
            ...(entered.secondFactor ? { reservedForSecondFactor: true } : {}),
            ...confirmation,
          }),
      };
}

export interface Replacement {
  value: string;
  status: ReplacementStatus;
  notify: boolean;
}

export function replacement(owner: Owner, kind: ContactKind, entered: Replacement): UserWrite {
  const target = base(owner);
  const { value, status } = entered;
  const { title, one } = kindWords[kind];
  const words = {
    ask: {
      title: `Replace all ${title.toLocaleLowerCase()} of ${displayName(owner.user)}`,
      consequences: replacing(owner.user, kind, value, status).lines,
      action: `Replace with ${value}`,
      danger: true,
    },
    done: `${value} is the only ${one} of ${displayName(owner.user)} now.`,
    failed: 'Nothing was replaced.',
    quietFailure: true,
  };
  return kind === 'email'
    ? {
        ...target,
        ...words,
        method: 'users.replaceEmailAddress',
        send: (confirmation) =>
          api.users.replaceEmailAddress({
            ...target,
            emailAddress: value,
            identificationStatus: status,
            ...(entered.notify ? { notifyPrimaryEmailAddressChanged: true } : {}),
            ...confirmation,
          }),
      }
    : {
        ...target,
        ...words,
        method: 'users.replacePhoneNumber',
        send: (confirmation) =>
          api.users.replacePhoneNumber({
            ...target,
            phoneNumber: value,
            identificationStatus: status,
            ...confirmation,
          }),
      };
}
