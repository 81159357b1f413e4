/** What the API tells of a user's organizations and OAuth tokens. */
import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';

const text = z.string().nullable();
const time = z.number().nullable();

export const organizationMembershipSchema = z.object({
  id: z.string(),
  role: z.string(),
  roleName: text,
  permissions: z.array(z.string()),
  organization: z.object({
    id: z.string(),
    name: z.string(),
    slug: text,
    imageUrl: text,
    membersCount: z.number().nullable(),
  }),
  publicMetadata: jsonObjectSchema,
  createdAt: time,
  updatedAt: time,
  raw: jsonObjectSchema,
});
export type OrganizationMembership = z.infer<typeof organizationMembershipSchema>;

export const organizationInvitationStatusSchema = z.enum(['pending', 'accepted', 'revoked', 'expired']);

export const organizationInvitationSchema = z.object({
  id: z.string(),
  emailAddress: z.string(),
  role: z.string(),
  roleName: text,
  /** One of {@link organizationInvitationStatusSchema}, or what Clerk adds. */
  status: text,
  organizationId: text,
  organizationName: text,
  publicMetadata: jsonObjectSchema,
  createdAt: time,
  updatedAt: time,
  expiresAt: time,
  raw: jsonObjectSchema,
});
export type OrganizationInvitation = z.infer<typeof organizationInvitationSchema>;

/** A live secret of the user's: shown on request, never stored, cached or logged. */
export const oauthAccessTokenSchema = z.object({
  externalAccountId: text,
  provider: text,
  providerUserId: text,
  token: z.string(),
  tokenSecret: text,
  idToken: text,
  label: text,
  scopes: z.array(z.string()),
  expiresAt: time,
});
export type OAuthAccessToken = z.infer<typeof oauthAccessTokenSchema>;
