/** Adds, reads, verifies, promotes, removes and replaces e-mail addresses of users. */
import { jsonBody } from '../http/api-request.ts';
import { saveChange } from '../server-state.ts';
import { enabledFields, readFields } from './body-fields.ts';
import {
  checkDeletable,
  checkNoneLinked,
  checkNotManaged,
  makePrimary,
  removeEntry,
  setVerified,
} from './identification-rules.ts';
import {
  checkFree,
  findIdentification,
  newEmailAddress,
  newIdentificationId,
  readIdentifier,
  readReplacementStatus,
} from './identifications.ts';
import type { Operation } from './operation.ts';
import { namedUser, userInPath } from './read-users.ts';

const kind = 'email_address';

/** Whom Clerk would write to is nobody here: the flag is taken, and nothing is sent. */
const flags = { verified: 'flag', primary: 'flag', notify_primary_email_address_changed: 'flag' } as const;

export const createEmailAddress: Operation = {
  name: 'CreateEmailAddress',
  run(state, request) {
    const types = { user_id: 'text', email_address: 'text', ...flags } as const;
    const fields = readFields(jsonBody(request), enabledFields(state.settings, types));
    const address = readIdentifier(kind, fields.email_address);
    const record = namedUser(state, fields.user_id);
    checkNotManaged(record, kind);
    checkFree(state, record, kind, address, { own: true });
    const entry = newEmailAddress(
      newIdentificationId(state, record.sequence),
      address,
      fields.verified === true ? 'verified' : 'unverified',
      state.now(),
    );
    if (fields.primary === true) makePrimary(record, kind, entry);
    record.user.email_addresses.push(entry);
    // The first one is primary, whatever else is said.
    record.user.primary_email_address_id ??= entry.id;
    saveChange(state, record);
    return entry;
  },
};

export const getEmailAddress: Operation = {
  name: 'GetEmailAddress',
  run: (state, request) => findIdentification(state, kind, request.params.email_address_id).entry,
};

export const updateEmailAddress: Operation = {
  name: 'UpdateEmailAddress',
  run(state, request) {
    const { record, entry } = findIdentification(state, kind, request.params.email_address_id);
    const fields = readFields(jsonBody(request), flags);
    checkNotManaged(record, kind);
    if (typeof fields.verified === 'boolean') setVerified(state, record, kind, entry, fields.verified);
    if (fields.primary === true) makePrimary(record, kind, entry);
    entry.updated_at = state.now();
    saveChange(state, record);
    return entry;
  },
};

export const deleteEmailAddress: Operation = {
  name: 'DeleteEmailAddress',
  run(state, request) {
    const { record, entry } = findIdentification(state, kind, request.params.email_address_id);
    checkNotManaged(record, kind);
    checkDeletable(state, record.user, kind, entry);
    removeEntry(record, kind, entry);
    saveChange(state, record);
    return { object: kind, id: entry.id, deleted: true };
  },
};

export const replaceEmailAddress: Operation = {
  name: 'ReplaceUserEmailAddress',
  run(state, request) {
    const record = userInPath(state, request);
    const types = {
      email_address: 'text',
      identification_status: 'text',
      notify_primary_email_address_changed: 'flag',
    } as const;
    const fields = readFields(jsonBody(request), enabledFields(state.settings, types));
    const address = readIdentifier(kind, fields.email_address);
    const status = readReplacementStatus(fields.identification_status);
    checkNotManaged(record, kind);
    checkFree(state, record, kind, address, { own: false });
    checkNoneLinked(record.user.email_addresses);
    const entry = newEmailAddress(newIdentificationId(state, record.sequence), address, status, state.now());
    record.user.email_addresses = [entry];
    record.user.primary_email_address_id = entry.id;
    saveChange(state, record);
    return entry;
  },
};
