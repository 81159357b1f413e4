/** Adds, reads, verifies, promotes, removes and replaces phone numbers of users, second factors included. */
import { apiError } from '../http/api-error.ts';
import { jsonBody } from '../http/api-request.ts';
import { saveChange } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import type { WirePhoneNumber } from '../wire.ts';
import { enabledFields, readFields } from './body-fields.ts';
import {
  checkDeletable,
  checkNoneLinked,
  checkNotLastForSecondFactor,
  makePrimary,
  removeEntry,
  setVerified,
} from './identification-rules.ts';
import {
  checkFree,
  findIdentification,
  isVerified,
  newIdentificationId,
  newPhoneNumber,
  readIdentifier,
  readReplacementStatus,
} from './identifications.ts';
import type { Operation } from './operation.ts';
import { namedUser, userInPath } from './read-users.ts';
import { hasSecondFactor, noteSecondFactors, removeSecondFactors } from './second-factors.ts';

const kind = 'phone_number';
const flags = { verified: 'flag', primary: 'flag', reserved_for_second_factor: 'flag' } as const;

/** The default second factor is the first number that became one, as long as there is no TOTP. */
function chooseDefault(record: UserRecord): void {
  const { totp_enabled, phone_numbers } = record.user;
  const factors = phone_numbers.filter((each) => each.reserved_for_second_factor);
  if (totp_enabled || factors.length === 0 || factors.some((each) => each.default_second_factor)) return;
  for (const phone of factors.slice(0, 1)) phone.default_second_factor = true;
}

function setSecondFactor(record: UserRecord, phone: WirePhoneNumber, reserved: boolean): void {
  phone.reserved_for_second_factor = reserved;
  if (!reserved) phone.default_second_factor = false;
  chooseDefault(record);
}

export const createPhoneNumber: Operation = {
  name: 'CreatePhoneNumber',
  run(state, request) {
    const types = { user_id: 'text', phone_number: 'text', ...flags } as const;
    const fields = readFields(jsonBody(request), enabledFields(state.settings, types));
    const number = readIdentifier(kind, fields.phone_number);
    const record = namedUser(state, fields.user_id);
    checkFree(state, record, kind, number, { own: true });
    const had = hasSecondFactor(record);
    const entry = newPhoneNumber(
      newIdentificationId(state, record.sequence),
      number,
      fields.verified === true ? 'verified' : 'unverified',
      state.now(),
    );
    if (fields.primary === true) makePrimary(record, kind, entry);
    record.user.phone_numbers.push(entry);
    record.user.primary_phone_number_id ??= entry.id;
    if (fields.reserved_for_second_factor === true) {
      if (!isVerified(entry)) {
        throw apiError(
          400,
          'identification_create_second_factor_unverified',
          'What is not verified cannot be a second factor.',
        );
      }
      checkNotLastForSecondFactor(record.user);
      setSecondFactor(record, entry, true);
    }
    noteSecondFactors(record, had, state.now());
    saveChange(state, record);
    return entry;
  },
};

export const getPhoneNumber: Operation = {
  name: 'GetPhoneNumber',
  run: (state, request) => findIdentification(state, kind, request.params.phone_number_id).entry,
};

export const updatePhoneNumber: Operation = {
  name: 'UpdatePhoneNumber',
  run(state, request) {
    const { record, entry } = findIdentification(state, kind, request.params.phone_number_id);
    const fields = readFields(jsonBody(request), flags);
    const had = hasSecondFactor(record);
    if (typeof fields.verified === 'boolean') setVerified(state, record, kind, entry, fields.verified);
    if (fields.primary === true) makePrimary(record, kind, entry);
    const reserved = fields.reserved_for_second_factor ?? entry.reserved_for_second_factor;
    if (reserved && !isVerified(entry)) {
      throw apiError(
        400,
        'identification_update_second_factor_unverified',
        'What is not verified cannot be a second factor.',
      );
    }
    if (reserved && !entry.reserved_for_second_factor) checkNotLastForSecondFactor(record.user);
    setSecondFactor(record, entry, reserved);
    noteSecondFactors(record, had, state.now());
    entry.updated_at = state.now();
    saveChange(state, record);
    return entry;
  },
};

export const deletePhoneNumber: Operation = {
  name: 'DeletePhoneNumber',
  run(state, request) {
    const { record, entry } = findIdentification(state, kind, request.params.phone_number_id);
    checkDeletable(state, record.user, kind, entry);
    const had = hasSecondFactor(record);
    removeEntry(record, kind, entry);
    chooseDefault(record);
    noteSecondFactors(record, had, state.now());
    saveChange(state, record);
    return { object: kind, id: entry.id, deleted: true };
  },
};

export const replacePhoneNumber: Operation = {
  name: 'ReplaceUserPhoneNumber',
  run(state, request) {
    const record = userInPath(state, request);
    const types = { phone_number: 'text', identification_status: 'text' } as const;
    const fields = readFields(jsonBody(request), enabledFields(state.settings, types));
    const number = readIdentifier(kind, fields.phone_number);
    const status = readReplacementStatus(fields.identification_status);
    checkFree(state, record, kind, number, { own: false });
    checkNoneLinked(record.user.phone_numbers);
    // With a number that was a second factor, the whole of it goes.
    const had = hasSecondFactor(record);
    if (record.user.phone_numbers.some((each) => each.reserved_for_second_factor)) {
      removeSecondFactors(record);
    }
    const entry = newPhoneNumber(newIdentificationId(state, record.sequence), number, status, state.now());
    record.user.phone_numbers = [entry];
    record.user.primary_phone_number_id = entry.id;
    noteSecondFactors(record, had, state.now());
    saveChange(state, record);
    return entry;
  },
};
