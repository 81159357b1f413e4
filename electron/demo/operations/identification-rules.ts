/** When an e-mail address or phone number may change, become primary or go, and what follows from it. */
import { apiError, paramError } from '../http/api-error.ts';
import type { ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import type { StoredUser } from '../wire.ts';
import {
  adminVerification,
  checkFree,
  entriesOf,
  isVerified,
  words,
  type Entries,
  type Kind,
} from './identifications.ts';

const primaryFields = {
  email_address: 'primary_email_address_id',
  phone_number: 'primary_phone_number_id',
} as const;

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
