/**
 * Turns Clerk's user JSON into the contract's User. Lenient: what is missing or of another type becomes
 * null, false or empty, and what is unknown survives in `raw`. Knows no HTTP.
 */
import type { JsonObject } from '../../../shared/models/json.ts';
import type { User, Verification } from '../../../shared/models/user.ts';
import {
  flag,
  fromTable,
  listOf,
  number,
  object,
  optional,
  text,
  textOrEmpty,
  valueAt,
  isJsonObject,
  type Reader,
  type Table,
} from './wire-readers.ts';

type ItemOf<K extends keyof User> = User[K] extends (infer Item)[] ? Item : never;

const verification = optional<Verification>({
  status: ['status', text],
  strategy: ['strategy', text],
  attempts: ['attempts', number],
  expireAt: ['expire_at', number],
});

const linkedTo = listOf<ItemOf<'emailAddresses'>['linkedTo'][number]>({
  id: ['id', textOrEmpty],
  type: ['type', textOrEmpty],
});

const emailAddress: Table<ItemOf<'emailAddresses'>> = {
  id: ['id', text],
  emailAddress: ['email_address', textOrEmpty],
  reserved: ['reserved', flag],
  verification: ['verification', verification],
  linkedTo: ['linked_to', linkedTo],
  matchesSsoConnection: ['matches_sso_connection', flag],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const phoneNumber: Table<ItemOf<'phoneNumbers'>> = {
  id: ['id', text],
  phoneNumber: ['phone_number', textOrEmpty],
  reserved: ['reserved', flag],
  reservedForSecondFactor: ['reserved_for_second_factor', flag],
  defaultSecondFactor: ['default_second_factor', flag],
  verification: ['verification', verification],
  linkedTo: ['linked_to', linkedTo],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const web3Wallet: Table<ItemOf<'web3Wallets'>> = {
  id: ['id', text],
  web3Wallet: ['web3_wallet', textOrEmpty],
  verification: ['verification', verification],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const passkey: Table<ItemOf<'passkeys'>> = {
  id: ['id', text],
  name: ['name', textOrEmpty],
  lastUsedAt: ['last_used_at', number],
  verification: ['verification', verification],
};

const externalAccount: Table<ItemOf<'externalAccounts'>> = {
  id: ['id', textOrEmpty],
  provider: ['provider', textOrEmpty],
  identificationId: ['identification_id', text],
  providerUserId: ['provider_user_id', text],
  approvedScopes: ['approved_scopes', text],
  emailAddress: ['email_address', text],
  firstName: ['first_name', text],
  lastName: ['last_name', text],
  username: ['username', text],
  phoneNumber: ['phone_number', text],
  imageUrl: ['image_url', text],
  label: ['label', text],
  publicMetadata: ['public_metadata', object],
  verification: ['verification', verification],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const nameOfConnection: Reader<string | null> = (value) =>
  isJsonObject(value) ? text(valueAt(value, 'name')) : null;

const enterpriseAccount: Table<ItemOf<'enterpriseAccounts'>> = {
  id: ['id', textOrEmpty],
  protocol: ['protocol', text],
  provider: ['provider', textOrEmpty],
  active: ['active', flag],
  emailAddress: ['email_address', text],
  firstName: ['first_name', text],
  lastName: ['last_name', text],
  providerUserId: ['provider_user_id', text],
  connectionName: ['enterprise_connection', nameOfConnection],
  lastAuthenticatedAt: ['last_authenticated_at', number],
  verification: ['verification', verification],
};

const samlAccount: Table<ItemOf<'samlAccounts'>> = {
  ...enterpriseAccount,
  // The wire has no protocol here: the list itself says it.
  protocol: ['protocol', (value) => text(value) ?? 'saml'],
  connectionName: ['saml_connection', nameOfConnection],
};

const scim: Table<NonNullable<User['scim']>> = {
  directoryId: ['directory_id', textOrEmpty],
  directoryEnabled: ['directory_enabled', flag],
  externalId: ['external_id', text],
};

const user: Table<Omit<User, 'raw'>> = {
  id: ['id', textOrEmpty],
  externalId: ['external_id', text],
  username: ['username', text],
  firstName: ['first_name', text],
  lastName: ['last_name', text],
  locale: ['locale', text],
  timezone: ['timezone', text],
  primaryEmailAddressId: ['primary_email_address_id', text],
  primaryPhoneNumberId: ['primary_phone_number_id', text],
  primaryWeb3WalletId: ['primary_web3_wallet_id', text],
  imageUrl: ['image_url', text],
  hasImage: ['has_image', flag],
  publicMetadata: ['public_metadata', object],
  privateMetadata: ['private_metadata', object],
  unsafeMetadata: ['unsafe_metadata', object],
  emailAddresses: ['email_addresses', listOf(emailAddress)],
  phoneNumbers: ['phone_numbers', listOf(phoneNumber)],
  web3Wallets: ['web3_wallets', listOf(web3Wallet)],
  passkeys: ['passkeys', listOf(passkey)],
  externalAccounts: ['external_accounts', listOf(externalAccount)],
  samlAccounts: ['saml_accounts', listOf(samlAccount)],
  enterpriseAccounts: ['enterprise_accounts', listOf(enterpriseAccount)],
  passwordEnabled: ['password_enabled', flag],
  twoFactorEnabled: ['two_factor_enabled', flag],
  totpEnabled: ['totp_enabled', flag],
  backupCodeEnabled: ['backup_code_enabled', flag],
  mfaEnabledAt: ['mfa_enabled_at', number],
  mfaDisabledAt: ['mfa_disabled_at', number],
  passwordLastUpdatedAt: ['password_last_updated_at', number],
  banned: ['banned', flag],
  locked: ['locked', flag],
  deprovisioned: ['deprovisioned', flag],
  lockoutExpiresInSeconds: ['lockout_expires_in_seconds', number],
  verificationAttemptsRemaining: ['verification_attempts_remaining', number],
  deleteSelfEnabled: ['delete_self_enabled', flag],
  createOrganizationEnabled: ['create_organization_enabled', flag],
  createOrganizationsLimit: ['create_organizations_limit', number],
  bypassClientTrust: ['bypass_client_trust', flag],
  scim: ['scim', optional(scim)],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
  lastSignInAt: ['last_sign_in_at', number],
  lastActiveAt: ['last_active_at', number],
  legalAcceptedAt: ['legal_accepted_at', number],
};

/** For the calls that answer with one of a user's identifiers alone. */
export function emailAddressFromWire(json: JsonObject): ItemOf<'emailAddresses'> {
  return fromTable(emailAddress, json);
}

export function phoneNumberFromWire(json: JsonObject): ItemOf<'phoneNumbers'> {
  return fromTable(phoneNumber, json);
}

/** `raw` is the very object that was given; metadata are the very objects inside it. Never throws. */
export function userFromWire(json: JsonObject): User {
  return { ...fromTable(user, json), raw: json };
}
