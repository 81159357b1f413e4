/** Creates a user, with Clerk's checks. */
import type { JsonObject } from '../../../shared/models/json.ts';
import { ApiError, apiError, paramEntry, paramError, type ErrorEntry } from '../http/api-error.ts';
import { jsonBody } from '../http/api-request.ts';
import { wireUser, type ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import { enabledFields, readFields, type ReadFields } from './body-fields.ts';
import { adminVerification, newEmailAddress, newPhoneNumber } from './identifications.ts';
import { formatProblem, keptForm, type IdentifierKind } from './identifier-formats.ts';
import { checkMetadataSize, metadataFields } from './metadata.ts';
import type { Operation } from './operation.ts';
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
    checkRequired(state, fields);
    checkFormats(emails, phones, wallets);
    const emailStatuses = readStatuses('email_address', emails, fields.email_address_identification_status);
    const phoneStatuses = readStatuses('phone_number', phones, fields.phone_number_identification_status);
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

const identificationFields = ['email_address', 'phone_number', 'web3_wallet', 'username'];
const skippedBy: Record<string, 'skip_password_requirement' | 'skip_legal_checks'> = {
  password: 'skip_password_requirement',
  legal_accepted_at: 'skip_legal_checks',
};

/** Throws a 422 that names what this instance wants of each user. */
function checkRequired(state: ServerState, fields: ReadFields<typeof fieldTypes>): void {
  const isGiven = (name: string) => {
    const value = (fields as Record<string, unknown>)[name];
    if (name === 'password' && typeof fields.password_digest === 'string') return true;
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
  };
  const isSkipped = (name: string) => {
    const flag = identificationFields.includes(name) ? 'skip_user_requirement' : skippedBy[name];
    return flag !== undefined && fields[flag] === true;
  };
  const missing = [...state.settings.requiredFields].filter((name) => !isGiven(name) && !isSkipped(name));
  if (missing.length === 0) return;
  throw apiError(
    422,
    'form_data_missing',
    `${missing.join(', ')}: the instance requires this of its users.`,
    { param_names: missing },
  );
}

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

type Metadata = { public_metadata: JsonObject; private_metadata: JsonObject; unsafe_metadata: JsonObject };

function emptyRecord(state: ServerState, sequence: number, metadata: Metadata): UserRecord {
  const now = state.now();
  return {
    sequence,
    user: {
      id: state.store.context.identifiers.userId(sequence),
      object: 'user',
      external_id: null,
      primary_email_address_id: null,
      primary_phone_number_id: null,
      primary_web3_wallet_id: null,
      username: null,
      first_name: null,
      last_name: null,
      locale: null,
      ...metadata,
      email_addresses: [],
      phone_numbers: [],
      web3_wallets: [],
      passkeys: [],
      password_enabled: false,
      totp_enabled: false,
      backup_code_enabled: false,
      mfa_enabled_at: null,
      mfa_disabled_at: null,
      password_last_updated_at: null,
      external_accounts: [],
      saml_accounts: [],
      enterprise_accounts: [],
      last_sign_in_at: null,
      banned: false,
      deprovisioned: false,
      verification_attempts_remaining: 100,
      updated_at: now,
      created_at: now,
      delete_self_enabled: true,
      create_organization_enabled: true,
      create_organizations_limit: null,
      last_active_at: null,
      legal_accepted_at: null,
      bypass_client_trust: false,
      scim: null,
    },
    password: null,
    totpSecret: null,
    backupCodes: [],
    image: null,
    lock: null,
  };
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
  const { identifiers } = state.store.context;
  const now = state.now();
  const id = (topic: number) => identifiers.ownedId('idn', record.sequence, topic);
  user.email_addresses = given.emails.map((email, place) =>
    newEmailAddress(id(10 + place), email, given.emailStatuses[place] ?? 'verified', now),
  );
  user.phone_numbers = given.phones.map((phone, place) =>
    newPhoneNumber(id(200 + place), phone, given.phoneStatuses[place] ?? 'verified', now),
  );
  user.web3_wallets = given.wallets.map((wallet, place) => ({
    id: id(400 + place),
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
