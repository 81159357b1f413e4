/**
 * The group `directory`: the local mirror. Only `sync` touches the network. The calls that read lists (`query`,
 * `facets`, `values`, `paths`) take `all` for the instance: every mirror at once.
 */
import { z } from 'zod';
import { command, event, query } from '../contract-kit.ts';
import {
  directoryFacetsSchema,
  directorySortSchema,
  directoryStatusSchema,
  metadataPathSchema,
  nameMatchesSchema,
  syncModeSchema,
  syncProgressSchema,
  userRowSchema,
} from '../models/directory.ts';
import { instanceIdSchema } from '../models/instance.ts';
import { userSchema } from '../models/user.ts';
import { callIdSchema } from './call-id.ts';

const target = { instanceId: instanceIdSchema };
/** In the query language: `shared/query`. */
const queryText = z.string().max(4000).default('');

export const directory = {
  query: query(
    z.strictObject({
      ...target,
      query: queryText,
      sort: directorySortSchema.default('-createdAt'),
      /** `nextCursor` of the page before. Not together with `offset`. */
      after: z.string().max(2000).optional(),
      offset: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(500).default(100),
      /** What the rows carry as `extra`: metadata paths (`public.plan`) and names of other fields. */
      columns: z.array(z.string().min(1).max(300)).max(50).default([]),
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
  /** The values of a field or metadata path that occur and start so, most used first, for completing. */
  values: query(
    z.strictObject({
      ...target,
      /** A choice field of the query language (`provider`) or a metadata path (`public.plan`). */
      field: z.string().min(1).max(300),
      prefix: z.string().max(300).default(''),
      limit: z.number().int().min(1).max(100).default(20),
      callId: callIdSchema.optional(),
    }),
    z.object({ values: z.array(z.object({ value: z.string(), count: z.number() })) }),
  ),
  /** The metadata paths that occur, most used first. */
  paths: query(z.strictObject(target), z.object({ paths: z.array(metadataPathSchema) })),
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
