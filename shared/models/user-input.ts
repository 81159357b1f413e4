/** What `users.create` and `users.update` take: Clerk's body fields in camelCase. */
import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';

const text = z.string().max(2000);
const flag = z.boolean().nullable().optional();
/** RFC 3339, as Clerk wants it in bodies (its answers carry Unix milliseconds). */
const rfc3339 = z.iso.datetime({ offset: true });
const identificationStatus = z.array(z.enum(['verified', 'reserved']));

const sharedShape = {
  externalId: text.nullable().optional(),
  firstName: text.nullable().optional(),
  lastName: text.nullable().optional(),
  locale: text.nullable().optional(),
  timezone: text.nullable().optional(),
  username: text.nullable().optional(),
  password: text.nullable().optional(),
  passwordDigest: text.nullable().optional(),
  passwordHasher: text.optional(),
  skipPasswordChecks: flag,
  totpSecret: text.nullable().optional(),
  backupCodes: z.array(text).optional(),
  deleteSelfEnabled: flag,
  createOrganizationEnabled: flag,
  createOrganizationsLimit: z.number().int().min(0).nullable().optional(),
  legalAcceptedAt: rfc3339.nullable().optional(),
  skipLegalChecks: flag,
  createdAt: rfc3339.nullable().optional(),
  bypassClientTrust: flag,
};

export const userCreateSchema = z.strictObject({
  ...sharedShape,
  emailAddress: z.array(text).optional(),
  emailAddressIdentificationStatus: identificationStatus.optional(),
  phoneNumber: z.array(text).optional(),
  phoneNumberIdentificationStatus: identificationStatus.optional(),
  web3Wallet: z.array(text).optional(),
  publicMetadata: jsonObjectSchema.optional(),
  privateMetadata: jsonObjectSchema.optional(),
  unsafeMetadata: jsonObjectSchema.optional(),
  skipPasswordRequirement: flag,
  skipUserRequirement: flag,
  banned: flag,
  locked: flag,
});
export type UserCreate = z.infer<typeof userCreateSchema>;

/** Metadata is not here: API version 2026-05-12 refuses it in `PATCH /users/{id}`. */
export const userUpdateSchema = z.strictObject({
  ...sharedShape,
  primaryEmailAddressId: text.nullable().optional(),
  notifyPrimaryEmailAddressChanged: flag,
  primaryPhoneNumberId: text.nullable().optional(),
  primaryWeb3WalletId: text.nullable().optional(),
  profileImageId: text.nullable().optional(),
  signOutOfOtherSessions: flag,
});
export type UserUpdate = z.infer<typeof userUpdateSchema>;
