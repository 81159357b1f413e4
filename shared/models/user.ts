/**
 * A user as the contract shows it: the known fields in camelCase, and `raw`, the wire JSON untouched.
 * A field that the API left out is null, false or empty here; `raw` tells the difference.
 * All times are Unix milliseconds.
 */
import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';

const text = z.string().nullable();
const time = z.number().nullable();

export const verificationSchema = z.object({
  /** `unverified`, `verified`, `failed`, `expired`, `transferable`, or what Clerk adds. */
  status: text,
  strategy: text,
  attempts: z.number().nullable(),
  expireAt: time,
});

const linkedIdentificationSchema = z.object({ id: z.string(), type: z.string() });

export const emailAddressSchema = z.object({
  id: text,
  emailAddress: z.string(),
  reserved: z.boolean(),
  verification: verificationSchema.nullable(),
  linkedTo: z.array(linkedIdentificationSchema),
  matchesSsoConnection: z.boolean(),
  createdAt: time,
  updatedAt: time,
});

export const phoneNumberSchema = z.object({
  id: text,
  phoneNumber: z.string(),
  reserved: z.boolean(),
  reservedForSecondFactor: z.boolean(),
  defaultSecondFactor: z.boolean(),
  verification: verificationSchema.nullable(),
  linkedTo: z.array(linkedIdentificationSchema),
  createdAt: time,
  updatedAt: time,
});

export const web3WalletSchema = z.object({
  id: text,
  web3Wallet: z.string(),
  verification: verificationSchema.nullable(),
  createdAt: time,
  updatedAt: time,
});

export const passkeySchema = z.object({
  id: text,
  name: z.string(),
  lastUsedAt: time,
  verification: verificationSchema.nullable(),
});

export const externalAccountSchema = z.object({
  id: z.string(),
  /** E.g. `oauth_google`; some accounts carry `google`. */
  provider: z.string(),
  identificationId: text,
  providerUserId: text,
  approvedScopes: text,
  emailAddress: text,
  firstName: text,
  lastName: text,
  username: text,
  phoneNumber: text,
  imageUrl: text,
  label: text,
  publicMetadata: jsonObjectSchema,
  verification: verificationSchema.nullable(),
  createdAt: time,
  updatedAt: time,
});

/** SAML and enterprise accounts, which differ in little. */
export const enterpriseAccountSchema = z.object({
  id: z.string(),
  protocol: text,
  provider: z.string(),
  active: z.boolean(),
  emailAddress: text,
  firstName: text,
  lastName: text,
  providerUserId: text,
  connectionName: text,
  lastAuthenticatedAt: time,
  verification: verificationSchema.nullable(),
});

export const userSchema = z.object({
  id: z.string(),
  externalId: text,
  username: text,
  firstName: text,
  lastName: text,
  locale: text,
  timezone: text,
  primaryEmailAddressId: text,
  primaryPhoneNumberId: text,
  primaryWeb3WalletId: text,
  imageUrl: text,
  hasImage: z.boolean(),
  publicMetadata: jsonObjectSchema,
  privateMetadata: jsonObjectSchema,
  unsafeMetadata: jsonObjectSchema,
  emailAddresses: z.array(emailAddressSchema),
  phoneNumbers: z.array(phoneNumberSchema),
  web3Wallets: z.array(web3WalletSchema),
  passkeys: z.array(passkeySchema),
  externalAccounts: z.array(externalAccountSchema),
  samlAccounts: z.array(enterpriseAccountSchema),
  enterpriseAccounts: z.array(enterpriseAccountSchema),
  passwordEnabled: z.boolean(),
  twoFactorEnabled: z.boolean(),
  totpEnabled: z.boolean(),
  backupCodeEnabled: z.boolean(),
  mfaEnabledAt: time,
  mfaDisabledAt: time,
  passwordLastUpdatedAt: time,
  banned: z.boolean(),
  locked: z.boolean(),
  deprovisioned: z.boolean(),
  lockoutExpiresInSeconds: z.number().nullable(),
  verificationAttemptsRemaining: z.number().nullable(),
  deleteSelfEnabled: z.boolean(),
  createOrganizationEnabled: z.boolean(),
  createOrganizationsLimit: z.number().nullable(),
  bypassClientTrust: z.boolean(),
  scim: z.object({ directoryId: z.string(), directoryEnabled: z.boolean(), externalId: text }).nullable(),
  createdAt: time,
  updatedAt: time,
  lastSignInAt: time,
  /** With the precision of a day. */
  lastActiveAt: time,
  legalAcceptedAt: time,
  raw: jsonObjectSchema,
});
export type User = z.infer<typeof userSchema>;
export type Verification = z.infer<typeof verificationSchema>;
