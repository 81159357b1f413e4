/** Creates a user, with Clerk's checks. */
import { ApiError, apiError, paramEntry, paramError, type ErrorEntry } from '../http/api-error.ts';
import { jsonBody } from '../http/api-request.ts';
import { requireFeature, requireLockout } from '../instance-settings.ts';
import { wireUser, type ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import { enabledFields, readFields } from './body-fields.ts';
import { emptyRecord } from './empty-record.ts';
import {
  adminVerification,
  newEmailAddress,
  newIdentificationId,
  newPhoneNumber,
} from './identifications.ts';
import { formatProblem, keptForm, type IdentifierKind } from './identifier-formats.ts';
import { checkMetadataSize, metadataFields } from './metadata.ts';
import type { Operation } from './operation.ts';
import { checkRequired } from './required-fields.ts';
import { applySharedFields, checkSharedFields, checkUnique, sharedFields } from './user-fields.ts';
import { lockFor } from './user-status.ts';

const fieldTypes = {
  ...sharedFields,
  ...metadataFields,
  email_address: 'texts',
  email_address_identification_status: 'texts',
  phone_number: 'texts',
  phone_number_identification_status: 'texts',
  web3_wallet: 'texts',
  skip_password_requirement: 'flag',
  skip_user_requirement: 'flag',
  banned: 'flag',
  locked: 'flag',
} as const;

export const createUser: Operation = {
  name: 'CreateUser',
  run(state, request) {
    const fields = readFields(jsonBody(request), enabledFields(state.settings, fieldTypes));
    const emails = (fields.email_address ?? []).map((email) => keptForm('email_address', email));
    const phones = (fields.phone_number ?? []).map((phone) => keptForm('phone_number', phone));
    const wallets = fields.web3_wallet ?? [];
    if (
      emails.length + phones.length + wallets.length === 0 &&
      !fields.username &&
      fields.skip_user_requirement !== true
    ) {
      throw apiError(
        422,
        'form_data_missing',
        'A user needs an e-mail address, a phone number, a wallet or a username.',
        {
          param_names: ['email_address', 'phone_number', 'web3_wallet', 'username'],
        },
      );
    }
    checkRequired(state.settings, fields);
    checkFormats(emails, phones, wallets);
    const emailStatuses = readStatuses('email_address', emails, fields.email_address_identification_status);
    const phoneStatuses = readStatuses('phone_number', phones, fields.phone_number_identification_status);
    if (fields.banned === true) requireFeature(state.settings, 'ban_user');
    if (fields.locked === true) requireLockout(state.settings);
    const sequence = state.store.nextSequence();
    checkSharedFields(state, fields, sequence);
    checkUnique(state, sequence, [
      ...emails.map((email) => ['email_address', 'email_address', email] as const),
      ...phones.map((phone) => ['phone_number', 'phone_number', phone] as const),
      ...wallets.map((wallet) => ['web3_wallet', 'web3_wallet', wallet] as const),
    ]);
    const { public_metadata, private_metadata, unsafe_metadata } = fields;
    const metadata = {
      public_metadata: public_metadata ?? {},
      private_metadata: private_metadata ?? {},
      unsafe_metadata: unsafe_metadata ?? {},
    };
    checkMetadataSize(metadata);
    const { userCap } = state.settings;
    if (userCap !== null && state.store.count >= userCap) {
      throw apiError(403, 'user_quota_exceeded', `This instance may have at most ${userCap} users.`);
    }

    const record = emptyRecord(state, sequence, metadata);
    addIdentifications(state, record, { emails, emailStatuses, phones, phoneStatuses, wallets });
    applySharedFields(state, record, fields);
    record.user.banned = fields.banned === true;
    if (fields.locked === true) record.lock = lockFor(state);
    state.store.put(record);
    return wireUser(state, record);
  },
};

function checkFormats(emails: string[], phones: string[], wallets: string[]): void {
  const problems: ErrorEntry[] = [];
  const check = (parameter: IdentifierKind, values: string[]) => {
    const problem = values.map((value) => formatProblem(parameter, value)).find((each) => each !== null);
    if (problem !== undefined) problems.push(paramEntry('form_param_format_invalid', parameter, problem));
    if (new Set(values).size < values.length) {
      problems.push(paramEntry('form_param_duplicate', parameter, `${parameter} has the same value twice.`));
    }
  };
  check('email_address', emails);
  check('phone_number', phones);
  check('web3_wallet', wallets);
  if (problems.length > 0) throw new ApiError(422, problems);
}

type Status = 'verified' | 'reserved';

function readStatuses(parameter: string, values: string[], statuses: string[] | null | undefined): Status[] {
  if (statuses === undefined || statuses === null || statuses.length === 0)
    return values.map(() => 'verified');
  const name = `${parameter}_identification_status`;
  if (statuses.length !== values.length) {
    throw paramError('form_param_value_invalid', name, `${name} must have one entry for each ${parameter}.`);
  }
  return statuses.map((status) => {
    if (status === 'verified' || status === 'reserved') return status;
    throw paramError('form_param_value_invalid', name, `${name} must be verified or reserved.`);
  });
}

interface Identifications {
  emails: string[];
  emailStatuses: Status[];
  phones: string[];
  phoneStatuses: Status[];
  wallets: string[];
}

/** The first of each kind becomes the primary one. */
function addIdentifications(state: ServerState, record: UserRecord, given: Identifications): void {
  const { user } = record;
  const now = state.now();
  const id = () => newIdentificationId(state, record.sequence);
  user.email_addresses = given.emails.map((email, place) =>
    newEmailAddress(id(), email, given.emailStatuses[place] ?? 'verified', now),
  );
  user.phone_numbers = given.phones.map((phone, place) =>
    newPhoneNumber(id(), phone, given.phoneStatuses[place] ?? 'verified', now),
  );
  user.web3_wallets = given.wallets.map((wallet) => ({
    id: id(),
    object: 'web3_wallet',
    web3_wallet: wallet,
    verification: adminVerification(),
    created_at: now,
    updated_at: now,
  }));
  user.primary_email_address_id = user.email_addresses[0]?.id ?? null;
  user.primary_phone_number_id = user.phone_numbers[0]?.id ?? null;
  user.primary_web3_wallet_id = user.web3_wallets[0]?.id ?? null;
}
