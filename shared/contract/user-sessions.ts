/** Of the group `users`: the sessions of one user, and the links that start one. */
import { z } from 'zod';
import { command, event, query } from '../contract-kit.ts';
import { instanceIdSchema } from '../models/instance.ts';
import {
  actorTokenSchema,
  sessionStatusSchema,
  signInTokenSchema,
  userSessionSchema,
} from '../models/session.ts';
import { callIdSchema } from './call-id.ts';
import { id, onUser, page, write } from './user-call.ts';

const seconds = z.number().int().min(1);

export const userSessions = {
  /** Clerk removes old and inactive sessions from time to time: not a history. */
  listSessions: query(
    z.strictObject({ ...onUser, ...page, status: sessionStatusSchema.optional() }),
    z.object({ sessions: z.array(userSessionSchema), total: z.number() }),
  ),
  revokeSession: command(z.strictObject({ ...write, sessionId: id }), userSessionSchema),
  /**
   * Reads the active and pending sessions, then revokes one after the other: Clerk has no call for all.
   * Cancelling ends it between two; what was revoked stays so.
   */
  revokeAllSessions: command(
    z.strictObject(write),
    z.object({
      /** Sessions that are revoked now. */
      revoked: z.number(),
      total: z.number(),
      cancelled: z.boolean(),
      failed: z.array(
        z.object({ sessionId: z.string(), message: z.string(), traceId: z.string().optional() }),
      ),
    }),
  ),
  onSessionsRevoked: event(
    z.object({
      instanceId: instanceIdSchema,
      userId: z.string(),
      /** Of the `revokeAllSessions` that this is the progress of. */
      callId: callIdSchema.nullable(),
      done: z.number(),
      total: z.number(),
    }),
  ),

  /** A link that signs the user in. Clerk's default lifetime: 30 days. */
  createSignInToken: command(
    z.strictObject({ ...write, expiresInSeconds: seconds.max(31_536_000).optional() }),
    signInTokenSchema,
  ),
  /** Only while it is pending. */
  revokeSignInToken: command(z.strictObject({ ...write, signInTokenId: id }), signInTokenSchema),

  /** A link that signs somebody else in as the user. Clerk's defaults: an hour to open it, 30 minutes of session. */
  createActorToken: command(
    z.strictObject({
      ...write,
      /** Goes into the session's token as it is; `sub` says who impersonates. */
      actor: z.strictObject({ sub: z.string().min(1).max(200), note: z.string().max(500).optional() }),
      expiresInSeconds: seconds.max(31_536_000).optional(),
      sessionMaxDurationInSeconds: seconds.max(31_536_000).optional(),
    }),
    actorTokenSchema,
  ),
  /** Only while it is pending: afterwards, revoke the session that it started. */
  revokeActorToken: command(z.strictObject({ ...write, actorTokenId: id }), actorTokenSchema),
};
