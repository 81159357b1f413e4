/** The group `users`: the live operations on Clerk's users. */
import { z } from 'zod';
import { command, query } from '../contract-kit.ts';
import { jsonObjectSchema } from '../models/json.ts';
import {
  oauthAccessTokenSchema,
  organizationInvitationSchema,
  organizationInvitationStatusSchema,
  organizationMembershipSchema,
} from '../models/organization.ts';
import { userFilterShape, userOrderSchema } from '../models/user-filter.ts';
import { userCreateSchema, userUpdateSchema } from '../models/user-input.ts';
import { userSchema } from '../models/user.ts';
import { deleted, id, onInstance, onUser, page, write } from './user-call.ts';
import { userIdentifiers } from './user-identifiers.ts';
import { userSessions } from './user-sessions.ts';

const metadata = {
  publicMetadata: jsonObjectSchema.optional(),
  privateMetadata: jsonObjectSchema.optional(),
  unsafeMetadata: jsonObjectSchema.optional(),
};
const ofUser = z.object({ userId: z.string() });

export const users = {
  ...userIdentifiers,
  ...userSessions,

  list: query(
    z.strictObject({
      ...onInstance,
      ...userFilterShape,
      ...page,
      /** The id of the last user of the page before; only with the `created_at` orders. */
      startingAfter: id.optional(),
      orderBy: userOrderSchema.optional(),
    }),
    z.object({ users: z.array(userSchema) }),
  ),
  count: query(z.strictObject({ ...onInstance, ...userFilterShape }), z.object({ total: z.number() })),
  get: query(z.strictObject(onUser), userSchema),

  /** `confirmation` is accepted on every write; only destructive ones want it. */
  create: command(
    z.strictObject({ ...onInstance, user: userCreateSchema, confirmation: z.string().max(200).optional() }),
    userSchema,
  ),
  update: command(z.strictObject({ ...write, changes: userUpdateSchema }), userSchema),
  delete: command(z.strictObject(write), deleted),
  ban: command(z.strictObject(write), userSchema),
  unban: command(z.strictObject(write), userSchema),
  lock: command(z.strictObject(write), userSchema),
  unlock: command(z.strictObject(write), userSchema),
  setProfileImage: command(
    z.strictObject({
      ...write,
      /** As the bytes have it. */
      contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
      /** A whole picture, at most 10 MB once decoded, Clerk's own limit. */
      base64: z.base64().max(13_500_000, 'Larger than 10 MB'),
    }),
    userSchema,
  ),
  deleteProfileImage: command(z.strictObject(write), userSchema),
  /** Deep merge; a null deletes its key. */
  updateMetadata: command(z.strictObject({ ...write, ...metadata }), userSchema),
  /** Each kind that is given is replaced whole; `{}` clears it. */
  replaceMetadata: command(z.strictObject({ ...write, ...metadata }), userSchema),

  /** Live secrets. May refresh a token at the provider, hence a command. */
  listOAuthAccessTokens: command(
    z.strictObject({ ...onUser, ...page, provider: z.string().min(1).max(200) }),
    z.object({ tokens: z.array(oauthAccessTokenSchema) }),
  ),
  listOrganizationMemberships: query(
    z.strictObject({ ...onUser, ...page }),
    z.object({ memberships: z.array(organizationMembershipSchema), total: z.number() }),
  ),
  listOrganizationInvitations: query(
    z.strictObject({ ...onUser, ...page, status: organizationInvitationStatusSchema.optional() }),
    z.object({ invitations: z.array(organizationInvitationSchema), total: z.number() }),
  ),

  /** A wrong password is `verified: false`, not a failure. Counts as a try. */
  verifyPassword: command(
    z.strictObject({ ...write, password: z.string().min(1).max(2000) }),
    z.object({ verified: z.boolean() }),
  ),
  /** A wrong code is `verified: false`. Counts as a try; a backup code is used up. */
  verifyTotp: command(
    z.strictObject({ ...write, code: z.string().min(1).max(100) }),
    z.object({ verified: z.boolean(), codeType: z.enum(['totp', 'backup_code']).optional() }),
  ),

  removePassword: command(
    z.strictObject({ ...write, signOutOfOtherSessions: z.boolean().optional() }),
    userSchema,
  ),
  /** The user must choose a new one at the next sign-in. Clerk's users do not show whether that is so. */
  setPasswordCompromised: command(
    z.strictObject({ ...write, revokeAllSessions: z.boolean().optional() }),
    userSchema,
  ),
  unsetPasswordCompromised: command(z.strictObject(write), userSchema),

  disableMfa: command(z.strictObject(write), ofUser),
  deleteBackupCodes: command(z.strictObject(write), ofUser),
  deleteTotp: command(z.strictObject(write), ofUser),
  deletePasskey: command(z.strictObject({ ...write, passkeyId: id }), deleted),
  deleteWeb3Wallet: command(z.strictObject({ ...write, web3WalletId: id }), deleted),
  deleteExternalAccount: command(z.strictObject({ ...write, externalAccountId: id }), deleted),
  /** The one output with a secret: it must reach the screen once. Never stored or logged. */
  createTotp: command(z.strictObject(write), z.object({ secret: z.string(), uri: z.string() })),
};
