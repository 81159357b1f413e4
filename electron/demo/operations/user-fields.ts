/** The rules for the fields that creating and updating a user have in common. */
import { ApiError, paramEntry, type ErrorEntry } from '../http/api-error.ts';
import type { ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import type { UniqueField } from '../store/user-store.ts';
import type { ReadFields } from './body-fields.ts';
import { isClaimed } from './identifications.ts';
import { digestProblems, passwordProblems } from './passwords.ts';
import { isTotpSecret } from './totp-codes.ts';

export const sharedFields = {
  external_id: 'text',
  first_name: 'text',
  last_name: 'text',
  locale: 'text',
  timezone: 'text',
  username: 'text',
  password: 'text',
  password_digest: 'text',
  password_hasher: 'text',
  skip_password_checks: 'flag',
  totp_secret: 'text',
  backup_codes: 'texts',
  delete_self_enabled: 'flag',
  create_organization_enabled: 'flag',
  create_organizations_limit: 'count',
  legal_accepted_at: 'time',
  skip_legal_checks: 'flag',
  created_at: 'time',
  bypass_client_trust: 'flag',
} as const;

type SharedFields = ReadFields<typeof sharedFields>;

const lengthLimits = { first_name: 256, last_name: 256, external_id: 256, locale: 64, timezone: 64 } as const;

/** Throws a 422 with all that is wrong with these fields; `sequence` is the user's own number. */
export function checkSharedFields(state: ServerState, fields: SharedFields, sequence: number): void {
  const problems: ErrorEntry[] = [];
  for (const name of Object.keys(lengthLimits) as (keyof typeof lengthLimits)[]) {
    const length = [...(fields[name] ?? '')].length;
    if (length > lengthLimits[name]) {
      problems.push(
        paramEntry(
          'form_param_max_length_exceeded',
          name,
          `${name} is longer than ${lengthLimits[name]} characters.`,
        ),
      );
    }
  }
  if (typeof fields.username === 'string') problems.push(...usernameProblems(fields.username));
  if (typeof fields.password === 'string' && fields.skip_password_checks !== true) {
    problems.push(...passwordProblems(fields.password));
  }
  problems.push(...digestProblems(fields.password_digest, fields.password_hasher));
  if (typeof fields.totp_secret === 'string' && !isTotpSecret(fields.totp_secret)) {
    problems.push(
      paramEntry('invalid_totp_secret_code', 'totp_secret', 'The TOTP secret is not valid base32.'),
    );
  }
  if (typeof fields.created_at === 'number' && fields.created_at > state.now()) {
    problems.push(
      paramEntry('form_disallow_future_date', 'created_at', 'created_at must not be in the future.'),
    );
  }
  if (problems.length > 0) throw new ApiError(422, problems);
  checkUnique(state, sequence, [
    ['username', 'username', fields.username],
    ['external_id', 'external_id', fields.external_id],
  ]);
}

/** Throws a 422 that names each field whose value another user has. */
export function checkUnique(
  state: ServerState,
  sequence: number,
  values: readonly (readonly [field: UniqueField, parameter: string, value: string | null | undefined])[],
): void {
  const problems: ErrorEntry[] = [];
  for (const [field, parameter, value] of values) {
    if (value === undefined || value === null || value === '') continue;
    const isTaken =
      field === 'email_address' || field === 'phone_number'
        ? isClaimed(state, sequence, field, value)
        : state.store.find(field, value).some((holder) => holder !== sequence);
    if (isTaken) {
      problems.push(paramEntry('form_identifier_exists', parameter, 'This value is taken. Try another.'));
    }
  }
  if (problems.length > 0) throw new ApiError(422, problems);
}

function usernameProblems(username: string): ErrorEntry[] {
  const problem = (code: string, text: string) => [paramEntry(code, 'username', text)];
  if (username === '') return [];
  if (username.length < 4 || username.length > 64) {
    return problem('form_username_invalid_length', 'Usernames have 4 to 64 characters.');
  }
  if (/^\+?\d{7,15}$/.test(username)) {
    return problem('form_username_cannot_be_phone_number', 'A username cannot look like a phone number.');
  }
  if (!/^[A-Za-z0-9_-]+$/.test(username)) {
    return problem(
      'form_username_invalid_character',
      'Usernames have only letters, digits, underscores and hyphens.',
    );
  }
  if (!/[^\d]/.test(username)) {
    return problem('form_username_needs_non_number_char', 'A username needs a character that is no digit.');
  }
  return [];
}

/** Puts the fields into the record; they have been checked. */
export function applySharedFields(state: ServerState, record: UserRecord, fields: SharedFields): void {
  const { user } = record;
  const now = state.now();
  for (const name of ['external_id', 'first_name', 'last_name', 'locale', 'username'] as const) {
    const value = fields[name];
    if (value !== undefined) user[name] = value === '' ? null : value;
  }
  if (fields.timezone !== undefined) user.timezone = fields.timezone;
  for (const name of ['delete_self_enabled', 'create_organization_enabled', 'bypass_client_trust'] as const) {
    const value = fields[name];
    if (typeof value === 'boolean') user[name] = value;
  }
  if (fields.create_organizations_limit !== undefined)
    user.create_organizations_limit = fields.create_organizations_limit;
  if (fields.legal_accepted_at !== undefined) user.legal_accepted_at = fields.legal_accepted_at;
  if (typeof fields.created_at === 'number') user.created_at = fields.created_at;
  if (typeof fields.password === 'string') record.password = { hasher: 'plain', digest: fields.password };
  if (typeof fields.password_digest === 'string') {
    record.password = { hasher: fields.password_hasher ?? '', digest: fields.password_digest };
  }
  if (typeof fields.password === 'string' || typeof fields.password_digest === 'string') {
    user.password_enabled = true;
    user.password_last_updated_at = now;
  }
  if (typeof fields.totp_secret === 'string') {
    record.totpSecret = fields.totp_secret.toUpperCase();
    user.totp_enabled = true;
    user.mfa_enabled_at = now;
  }
  if (Array.isArray(fields.backup_codes)) {
    record.backupCodes = fields.backup_codes;
    user.backup_code_enabled = fields.backup_codes.length > 0;
  }
}
