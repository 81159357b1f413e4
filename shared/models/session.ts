/** A user's sessions, and the links that start one: sign-in tokens and actor tokens. */
import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';

const text = z.string().nullable();
const time = z.number().nullable();

export const sessionStatusSchema = z.enum([
  'abandoned',
  'active',
  'ended',
  'expired',
  'pending',
  'removed',
  'replaced',
  'revoked',
]);
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

/** Where and on what a session was last seen. */
export const sessionActivitySchema = z.object({
  deviceType: text,
  isMobile: z.boolean(),
  browserName: text,
  browserVersion: text,
  ipAddress: text,
  city: text,
  country: text,
});

export const userSessionSchema = z.object({
  id: z.string(),
  userId: text,
  clientId: text,
  /** One of {@link sessionStatusSchema}, or what Clerk adds. */
  status: text,
  /** Who impersonates the user in this session; null in an ordinary one. */
  actor: jsonObjectSchema.nullable(),
  latestActivity: sessionActivitySchema.nullable(),
  lastActiveOrganizationId: text,
  lastActiveAt: time,
  expireAt: time,
  abandonAt: time,
  createdAt: time,
  updatedAt: time,
});
export type UserSession = z.infer<typeof userSessionSchema>;

const linkShape = {
  id: z.string(),
  userId: text,
  /** `pending`, `accepted`, `revoked`, or what Clerk adds. */
  status: text,
  /** Whoever opens it is signed in: shown once, never stored, cached or logged. */
  url: text,
  createdAt: time,
  updatedAt: time,
};

/** Signs the user in, once. */
export const signInTokenSchema = z.object(linkShape);
export type SignInToken = z.infer<typeof signInTokenSchema>;

/** Signs somebody else in as the user, once. */
export const actorTokenSchema = z.object({ ...linkShape, actor: jsonObjectSchema.nullable() });
export type ActorToken = z.infer<typeof actorTokenSchema>;
