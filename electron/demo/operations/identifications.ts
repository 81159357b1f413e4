/**
 * What e-mail addresses and phone numbers of users have in common: made, found by id, claimed by one user
 * only, primary, and not taken away when something needs them.
 */
import { apiError, notFound, paramError } from '../http/api-error.ts';
import type { ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import type { StoredUser, Verification, WireEmailAddress, WirePhoneNumber } from '../wire.ts';
import { formatProblem, keptForm } from './identifier-formats.ts';

interface Entries {
  email_address: WireEmailAddress;
  phone_number: WirePhoneNumber;
}
export type Kind = keyof Entries;

/** `reserved`: no other user can have it, verified or not. */
export type IdentificationStatus = 'verified' | 'reserved' | 'unverified';

const words = { email_address: 'e-mail address', phone_number: 'phone number' } as const;
const primaryFields = {
  email_address: 'primary_email_address_id',
  phone_number: 'primary_phone_number_id',
} as const;

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

/** What a directory keeps is changed there: throws a 409. */
export function checkNotManaged(record: UserRecord, parameter: string): void {
  if (record.user.scim === null) return;
  throw apiError(
    409,
    'attribute_managed_by_scim',
    `${parameter} of this user is managed by a SCIM directory.`,
    { param_name: parameter },
  );
}

/** Throws a 422 unless the entry is verified. */
export function makePrimary(record: UserRecord, kind: Kind, entry: Entries[Kind]): void {
  if (!isVerified(entry)) {
    throw paramError(
      'form_verification_needed',
      'primary',
      'This identification needs to be verified before it can be made primary.',
    );
  }
  record.user[primaryFields[kind]] = entry.id;
}

/** Verified by the administrator, or not verified at all. */
export function setVerified(
  state: ServerState,
  record: UserRecord,
  kind: Kind,
  entry: Entries[Kind],
  verified: boolean,
): void {
  if (verified === isVerified(entry)) return;
  if (verified) {
    const value = entry.object === 'email_address' ? entry.email_address : entry.phone_number;
    checkFree(state, record, kind, value, { own: false });
    entry.reserved = false;
  }
  entry.verification = verified ? adminVerification() : null;
}

/** Everything that the user can be told by, or sign in with. */
function identificationCount(user: StoredUser): number {
  return (
    user.email_addresses.length +
    user.phone_numbers.length +
    user.web3_wallets.length +
    user.external_accounts.length +
    user.enterprise_accounts.length +
    (user.username === null ? 0 : 1)
  );
}

/** Throws a 400 when nothing else would be left to the user. */
export function checkNotLast(user: StoredUser): void {
  if (identificationCount(user) > 1) return;
  throw apiError(
    400,
    'identification_deletion_failed',
    'You cannot delete the last identification of a user.',
  );
}

export function checkNotLastForSecondFactor(user: StoredUser): void {
  if (identificationCount(user) > 1) return;
  throw apiError(
    400,
    'identification_update_failed',
    'You cannot set the last identification of a user as second factor.',
  );
}

/** Throws a 400 when one of them came with a connected account that is still there. */
export function checkNoneLinked(entries: readonly Entries[Kind][]): void {
  for (const entry of entries) {
    if (entry.linked_to.length === 0) continue;
    throw apiError(
      400,
      'delete_linked_identification_disallowed',
      `This ${words[entry.object]} is linked to a connected account. Remove the connected account first.`,
    );
  }
}

/** Throws a 400 for one that a connected account, a rule of the instance or the user depends on. */
export function checkDeletable(state: ServerState, user: StoredUser, kind: Kind, entry: Entries[Kind]): void {
  checkNoneLinked([entry]);
  checkNotLast(user);
  if (state.settings.requiredFields.has(kind) && entriesOf(user, kind).length === 1) {
    throw apiError(
      400,
      'last_required_identification_deletion_failed',
      `Users of this instance must keep at least one ${words[kind]}.`,
    );
  }
}

/** Takes the entry away; when it was the primary one, another takes its place, a verified one if there is. */
export function removeEntry(record: UserRecord, kind: Kind, entry: Entries[Kind]): void {
  const entries = entriesOf(record.user, kind);
  entries.splice(
    entries.findIndex((each) => each.id === entry.id),
    1,
  );
  const field = primaryFields[kind];
  if (record.user[field] !== entry.id) return;
  record.user[field] = (entries.find(isVerified) ?? entries[0])?.id ?? null;
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
