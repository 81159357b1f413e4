/**
 * The tables of known fields: the contract's names to Clerk's. They are complete by type, so a field
 * added to the contract does not compile until its wire name is here. Metadata stays closed to them.
 */
import type { OperationInput, OperationName } from './operation.ts';
import type { UserCreate, UserUpdate } from '../../../shared/models/user-input.ts';
import type { userFilterShape } from '../../../shared/models/user-filter.ts';

type Names<Fields extends string> = Readonly<Record<Fields, string>>;

export const filterFields: Names<keyof typeof userFilterShape> = {
  emailAddress: 'email_address',
  phoneNumber: 'phone_number',
  externalId: 'external_id',
  userId: 'user_id',
  organizationId: 'organization_id',
  username: 'username',
  web3Wallet: 'web3_wallet',
  query: 'query',
  emailAddressQuery: 'email_address_query',
  phoneNumberQuery: 'phone_number_query',
  usernameQuery: 'username_query',
  nameQuery: 'name_query',
  banned: 'banned',
  lastActiveAtBefore: 'last_active_at_before',
  lastActiveAtAfter: 'last_active_at_after',
  createdAtBefore: 'created_at_before',
  createdAtAfter: 'created_at_after',
  lastSignInAtBefore: 'last_sign_in_at_before',
  lastSignInAtAfter: 'last_sign_in_at_after',
  provider: 'provider',
  providerUserId: 'provider_user_id',
};

export const pageFields: Names<'limit' | 'offset'> = { limit: 'limit', offset: 'offset' };

export const listFields = {
  ...filterFields,
  ...pageFields,
  startingAfter: 'starting_after',
  orderBy: 'order_by',
};

const sharedFields: Names<keyof UserCreate & keyof UserUpdate> = {
  externalId: 'external_id',
  firstName: 'first_name',
  lastName: 'last_name',
  locale: 'locale',
  timezone: 'timezone',
  username: 'username',
  password: 'password',
  passwordDigest: 'password_digest',
  passwordHasher: 'password_hasher',
  skipPasswordChecks: 'skip_password_checks',
  totpSecret: 'totp_secret',
  backupCodes: 'backup_codes',
  deleteSelfEnabled: 'delete_self_enabled',
  createOrganizationEnabled: 'create_organization_enabled',
  createOrganizationsLimit: 'create_organizations_limit',
  legalAcceptedAt: 'legal_accepted_at',
  skipLegalChecks: 'skip_legal_checks',
  createdAt: 'created_at',
  bypassClientTrust: 'bypass_client_trust',
};

export const metadataFields: Names<'publicMetadata' | 'privateMetadata' | 'unsafeMetadata'> = {
  publicMetadata: 'public_metadata',
  privateMetadata: 'private_metadata',
  unsafeMetadata: 'unsafe_metadata',
};

export const createFields: Names<keyof UserCreate> = {
  ...sharedFields,
  ...metadataFields,
  emailAddress: 'email_address',
  emailAddressIdentificationStatus: 'email_address_identification_status',
  phoneNumber: 'phone_number',
  phoneNumberIdentificationStatus: 'phone_number_identification_status',
  web3Wallet: 'web3_wallet',
  skipPasswordRequirement: 'skip_password_requirement',
  skipUserRequirement: 'skip_user_requirement',
  banned: 'banned',
  locked: 'locked',
};

export const updateFields: Names<keyof UserUpdate> = {
  ...sharedFields,
  primaryEmailAddressId: 'primary_email_address_id',
  notifyPrimaryEmailAddressChanged: 'notify_primary_email_address_changed',
  primaryPhoneNumberId: 'primary_phone_number_id',
  primaryWeb3WalletId: 'primary_web3_wallet_id',
  profileImageId: 'profile_image_id',
  signOutOfOtherSessions: 'sign_out_of_other_sessions',
};

/** What a call sends in its body or query, but for what stands in its path. */
type FieldsOf<N extends OperationName, InPath extends string = never> = Names<
  Exclude<keyof OperationInput<N> & string, InPath>
>;

export const removePasswordFields: FieldsOf<'removePassword', 'userId'> = {
  signOutOfOtherSessions: 'sign_out_of_other_sessions',
};

export const compromisedPasswordFields: FieldsOf<'setPasswordCompromised', 'userId'> = {
  revokeAllSessions: 'revoke_all_sessions',
};

const identifierFlags = { verified: 'verified', primary: 'primary' } as const;
const notifyFlag = {
  notifyPrimaryEmailAddressChanged: 'notify_primary_email_address_changed',
} as const;

export const emailAddressFields: {
  create: FieldsOf<'createEmailAddress'>;
  update: FieldsOf<'updateEmailAddress', 'userId' | 'emailAddressId'>;
  replace: FieldsOf<'replaceEmailAddress', 'userId'>;
} = {
  create: { userId: 'user_id', emailAddress: 'email_address', ...identifierFlags, ...notifyFlag },
  update: { ...identifierFlags, ...notifyFlag },
  replace: {
    emailAddress: 'email_address',
    identificationStatus: 'identification_status',
    ...notifyFlag,
  },
};

const secondFactorFlag = { reservedForSecondFactor: 'reserved_for_second_factor' } as const;

export const phoneNumberFields: {
  create: FieldsOf<'createPhoneNumber'>;
  update: FieldsOf<'updatePhoneNumber', 'userId' | 'phoneNumberId'>;
  replace: FieldsOf<'replacePhoneNumber', 'userId'>;
} = {
  create: { userId: 'user_id', phoneNumber: 'phone_number', ...identifierFlags, ...secondFactorFlag },
  update: { ...identifierFlags, ...secondFactorFlag },
  replace: { phoneNumber: 'phone_number', identificationStatus: 'identification_status' },
};

export const sessionListFields: FieldsOf<'listSessions'> = {
  userId: 'user_id',
  status: 'status',
  ...pageFields,
};

export const signInTokenFields: FieldsOf<'createSignInToken'> = {
  userId: 'user_id',
  expiresInSeconds: 'expires_in_seconds',
};

export const actorTokenFields: FieldsOf<'createActorToken'> = {
  userId: 'user_id',
  actor: 'actor',
  expiresInSeconds: 'expires_in_seconds',
  sessionMaxDurationInSeconds: 'session_max_duration_in_seconds',
};
