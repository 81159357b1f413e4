/** E-mail addresses and phone numbers as one kind of thing, the primary one first. Knows no screen and no call. */
import type { User, Verification } from '../../../../shared/models/user.ts';
import type { ContactKind } from '../../shell/entered-contact.ts';

export interface Contact {
  kind: ContactKind;
  /** Null where Clerk gave none: then nothing can be done to it. */
  id: string | null;
  value: string;
  primary: boolean;
  reserved: boolean;
  verification: Verification | null;
  linkedTo: readonly { id: string; type: string }[];
  /** Of a phone: it is kept for the second step of signing in, and is no first one. */
  secondFactor: boolean;
  defaultSecondFactor: boolean;
  /** Of an e-mail address: its domain belongs to an enterprise connection. */
  matchesSso: boolean;
  createdAt: number | null;
}

/** What both kinds are called. */
export interface KindWords {
  one: string;
  title: string;
  /** In short, once it is clear what it is about. */
  short: string;
}

export const kindWords: Readonly<Record<ContactKind, KindWords>> = {
  email: { one: 'e-mail address', title: 'E-mail addresses', short: 'address' },
  phone: { one: 'phone number', title: 'Phone numbers', short: 'number' },
};

export function isVerified({ verification }: { verification: Verification | null }): boolean {
  return verification?.status === 'verified';
}

/** Stable: the rest keeps the order that Clerk gave. */
function primaryFirst(contacts: Contact[]): Contact[] {
  return [...contacts.filter(({ primary }) => primary), ...contacts.filter(({ primary }) => !primary)];
}

export function emailContacts(user: User): Contact[] {
  return primaryFirst(
    user.emailAddresses.map((email) => ({
      kind: 'email',
      id: email.id,
      value: email.emailAddress,
      primary: email.id !== null && email.id === user.primaryEmailAddressId,
      reserved: email.reserved,
      verification: email.verification,
      linkedTo: email.linkedTo,
      secondFactor: false,
      defaultSecondFactor: false,
      matchesSso: email.matchesSsoConnection,
      createdAt: email.createdAt,
    })),
  );
}

export function phoneContacts(user: User): Contact[] {
  return primaryFirst(
    user.phoneNumbers.map((phone) => ({
      kind: 'phone',
      id: phone.id,
      value: phone.phoneNumber,
      primary: phone.id !== null && phone.id === user.primaryPhoneNumberId,
      reserved: phone.reserved,
      verification: phone.verification,
      linkedTo: phone.linkedTo,
      secondFactor: phone.reservedForSecondFactor,
      defaultSecondFactor: phone.defaultSecondFactor,
      matchesSso: false,
      createdAt: phone.createdAt,
    })),
  );
}

export function contactsOf(user: User, kind: ContactKind): Contact[] {
  return kind === 'email' ? emailContacts(user) : phoneContacts(user);
}
