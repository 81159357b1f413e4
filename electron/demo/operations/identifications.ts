/**
 * What e-mail addresses and phone numbers of users have in common: made, read, found by id, and claimed by
 * one user only.
 */
import { notFound, paramError } from '../http/api-error.ts';
import type { ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import type { StoredUser, Verification, WireEmailAddress, WirePhoneNumber } from '../wire.ts';
import { formatProblem, keptForm } from './identifier-formats.ts';

export interface Entries {
  email_address: WireEmailAddress;
  phone_number: WirePhoneNumber;
}
export type Kind = keyof Entries;

/** `reserved`: no other user can have it, verified or not. */
export type IdentificationStatus = 'verified' | 'reserved' | 'unverified';

export const words = { email_address: 'e-mail address', phone_number: 'phone number' } as const;
export function entriesOf<K extends Kind>(user: StoredUser, kind: K): Entries[K][] {
  const lists: { [Name in Kind]: Entries[Name][] } = {
    email_address: user.email_addresses,
    phone_number: user.phone_numbers,
  };
  return lists[kind];
}

export function isVerified(entry: { verification: Verification | null }): boolean {
  return entry.verification?.status === 'verified';
}

export function adminVerification(): Verification {
  return {
    object: 'verification_admin',
    status: 'verified',
    strategy: 'admin',
    attempts: null,
    expire_at: null,
  };
}

function common(id: string, status: IdentificationStatus, now: number) {
  return {
    id,
    reserved: status === 'reserved',
    verification: status === 'verified' ? adminVerification() : null,
    linked_to: [],
    created_at: now,
    updated_at: now,
  };
}

export function newEmailAddress(
  id: string,
  address: string,
  status: IdentificationStatus,
  now: number,
): WireEmailAddress {
  return {
    ...common(id, status, now),
    object: 'email_address',
    email_address: address,
    matches_sso_connection: false,
  };
}

export function newPhoneNumber(
  id: string,
  number: string,
  status: IdentificationStatus,
  now: number,
): WirePhoneNumber {
  return {
    ...common(id, status, now),
    object: 'phone_number',
    phone_number: number,
    reserved_for_second_factor: false,
    default_second_factor: false,
    backup_codes: null,
  };
}

/** An id that no other identification has. */
export function newIdentificationId(state: ServerState, sequence: number): string {
  return state.store.context.identifiers.ownedId('idn', sequence, state.nextTopic());
}

/** The user that has the address or number with this id, and that itself, inside the user. */
export function findIdentification<K extends Kind>(
  state: ServerState,
  kind: K,
  id: string | undefined,
): { record: UserRecord; entry: Entries[K] } {
  const owner = state.store.context.identifiers.ownerOf(id ?? '');
  const record = owner === null ? null : state.store.getBySequence(owner);
  const entry = record === null ? undefined : entriesOf(record.user, kind).find((each) => each.id === id);
  if (record === null || entry === undefined) throw notFound(words[kind]);
  return { record, entry };
}

/** The value as it is kept; throws a 422 when there is none or it has the wrong form. */
export function readIdentifier(kind: Kind, given: string | null | undefined): string {
  if (given === undefined || given === null || given.trim() === '') {
    throw paramError('form_param_missing', kind, `${kind} must be included.`);
  }
  const value = keptForm(kind, given);
  const problem = formatProblem(kind, value);
  if (problem !== null) throw paramError('form_param_format_invalid', kind, problem);
  return value;
}

function has(user: StoredUser, kind: Kind, value: string): boolean {
  return kind === 'email_address'
    ? user.email_addresses.some((each) => each.email_address === value)
    : user.phone_numbers.some((each) => each.phone_number === value);
}

/** Whether another user has this, verified or reserved; unverified, several may have it. */
export function isClaimed(state: ServerState, sequence: number, kind: Kind, value: string): boolean {
  return state.store.find(kind, value).some((holder) => {
    const user = holder === sequence ? undefined : state.store.getBySequence(holder)?.user;
    if (user === undefined) return false;
    const entry =
      kind === 'email_address'
        ? user.email_addresses.find((each) => each.email_address === value)
        : user.phone_numbers.find((each) => each.phone_number === value);
    return entry !== undefined && (entry.reserved || isVerified(entry));
  });
}

/** Throws a 422 when another user claims the value, or, with `own`, when the user has it already. */
export function checkFree(
  state: ServerState,
  record: UserRecord,
  kind: Kind,
  value: string,
  { own }: { own: boolean },
): void {
  if (!isClaimed(state, record.sequence, kind, value) && !(own && has(record.user, kind, value))) return;
  throw paramError('form_identifier_exists', kind, `That ${words[kind]} is taken. Try another.`);
}

const replacementStatuses: readonly IdentificationStatus[] = ['verified', 'reserved', 'unverified'];

export function readReplacementStatus(given: string | null | undefined): IdentificationStatus {
  const status = replacementStatuses.find((each) => each === (given ?? 'verified'));
  if (status !== undefined) return status;
  throw paramError(
    'form_param_value_invalid',
    'identification_status',
    `identification_status must be one of ${replacementStatuses.join(', ')}.`,
  );
}
