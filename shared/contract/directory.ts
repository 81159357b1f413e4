/** The group `directory`: the local mirror. Only `sync` touches the network. */
import { z } from 'zod';
import { command, event, query } from '../contract-kit.ts';
import {
  directoryFacetsSchema,
  directorySortSchema,
  directoryStatusSchema,
  nameMatchesSchema,
  syncModeSchema,
  syncProgressSchema,
  userRowSchema,
} from '../models/directory.ts';
import { instanceIdSchema } from '../models/instance.ts';
import { userSchema } from '../models/user.ts';
import { callIdSchema } from './call-id.ts';

const target = { instanceId: instanceIdSchema };
const queryText = z.string().max(1000).default('');

export const directory = {
  query: query(
    z.strictObject({
      ...target,
      /** Free words: every one must start a word of a name, e-mail, phone, username, id or external id. */
      query: queryText,
      sort: directorySortSchema.default('-createdAt'),
      /** `nextCursor` of the page before. Not together with `offset`. */
      after: z.string().max(2000).optional(),
      offset: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(500).default(100),
      callId: callIdSchema.optional(),
    }),
    z.object({
      rows: z.array(userRowSchema),
      nextCursor: z.string().nullable(),
      /** Null: still counting; `onCounted` follows. */
      total: z.number().nullable(),
    }),
  ),
  get: query(
    z.strictObject({ ...target, userId: z.string().min(1).max(200) }),
    userSchema.extend({
      /** When this copy was read from the API. Unix ms. */
      fetchedAt: z.number(),
    }),
  ),
  /**
   * Who is called exactly so, name by name: by user id, external id, any e-mail address (in any case) or
   * username (in any case). Accents count; whether they are composed or not does not.
   */
  match: query(
    z.strictObject({
      ...target,
      names: z.array(z.string().min(1).max(300)).min(1).max(500),
      callId: callIdSchema.optional(),
    }),
    z.object({
      /** In the order of the names. */
      matches: z.array(nameMatchesSchema),
    }),
  ),
  facets: query(
    z.strictObject({ ...target, query: queryText, callId: callIdSchema.optional() }),
    directoryFacetsSchema,
  ),
  /**
   * Answers when the sync has ended. One at a time per instance: a second call joins the first, and
   * cancelling either cancels the sync. The syncs that Roster begins by itself have the call id
   * `sync:<instanceId>`.
   */
  sync: command(
    z.strictObject({ ...target, mode: syncModeSchema.default('auto'), callId: callIdSchema.optional() }),
    directoryStatusSchema,
  ),
  status: query(z.strictObject(target), directoryStatusSchema),
  /** Ends a running sync where it is, and lets none begin until `resume`; also after a restart. */
  pause: command(z.strictObject(target), directoryStatusSchema),
  /** Syncs again, from where it was. */
  resume: command(z.strictObject(target), directoryStatusSchema),
  /** Destroys the mirror's content; the next sync makes it anew. */
  wipe: command(z.strictObject(target), directoryStatusSchema),

  /** Rows or the state changed. `userIds` is null when more than a few did. */
  onChanged: event(
    z.object({ ...target, userIds: z.array(z.string()).nullable(), status: directoryStatusSchema }),
  ),
  /** The total of a query that answered with `total: null`. */
  onCounted: event(z.object({ ...target, query: z.string(), total: z.number() })),
  onSyncProgressed: event(syncProgressSchema),
};
