/** A user with nothing set, to be given what a test is about. */
import type { User } from '../../../../shared/models/user.ts';

const verified = { status: 'verified', strategy: 'email_code', attempts: null, expireAt: null };

export function makeEmail(
  emailAddress: string,
  more: Partial<User['emailAddresses'][number]> = {},
): User['emailAddresses'][number] {
  return {
    id: `idn_${emailAddress}`,
    emailAddress,
    reserved: false,
    verification: verified,
    linkedTo: [],
    matchesSsoConnection: false,
    createdAt: null,
    updatedAt: null,
    ...more,
  };
}

export function makePhone(
  phoneNumber: string,
  more: Partial<User['phoneNumbers'][number]> = {},
): User['phoneNumbers'][number] {
  return {
    id: `idn_${phoneNumber}`,
    phoneNumber,
    reserved: false,
    reservedForSecondFactor: false,
    defaultSecondFactor: false,
    verification: verified,
    linkedTo: [],
    createdAt: null,
    updatedAt: null,
    ...more,
  };
}

export function makeAccount(provider: string, emailAddress: string | null): User['externalAccounts'][number] {
  return {
    id: `eac_${provider}`,
    provider,
    identificationId: null,
    providerUserId: null,
    approvedScopes: null,
    emailAddress,
    firstName: null,
    lastName: null,
    username: null,
    phoneNumber: null,
    imageUrl: null,
    label: null,
    publicMetadata: {},
    verification: null,
    createdAt: null,
    updatedAt: null,
  };
}

export function makeUser(id: string, more: Partial<User> = {}): User {
  return {
    id,
    externalId: null,
    username: null,
    firstName: null,
    lastName: null,
    locale: null,
    timezone: null,
    primaryEmailAddressId: null,
    primaryPhoneNumberId: null,
    primaryWeb3WalletId: null,
    imageUrl: null,
    hasImage: false,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    emailAddresses: [],
    phoneNumbers: [],
    web3Wallets: [],
    passkeys: [],
    externalAccounts: [],
    samlAccounts: [],
    enterpriseAccounts: [],
    passwordEnabled: false,
    twoFactorEnabled: false,
    totpEnabled: false,
    backupCodeEnabled: false,
    mfaEnabledAt: null,
    mfaDisabledAt: null,
    passwordLastUpdatedAt: null,
    banned: false,
    locked: false,
    deprovisioned: false,
    lockoutExpiresInSeconds: null,
    verificationAttemptsRemaining: null,
    deleteSelfEnabled: false,
    createOrganizationEnabled: false,
    createOrganizationsLimit: null,
    bypassClientTrust: false,
    scim: null,
    createdAt: null,
    updatedAt: null,
    lastSignInAt: null,
    lastActiveAt: null,
    legalAcceptedAt: null,
    raw: { id, object: 'user' },
    ...more,
  };
}
