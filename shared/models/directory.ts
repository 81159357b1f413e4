/** The mirror of an instance's users: its list rows, its state, its progress. */
import { z } from 'zod';
import { instanceIdSchema } from './instance.ts';

const text = z.string().nullable();
const time = z.number().nullable();

export const directorySorts = ['createdAt', 'lastActiveAt', 'lastSignInAt', 'name', 'email'] as const;
export type DirectorySortField = (typeof directorySorts)[number];

/** A field, with `-` before it for descending. Users without a value come last either way. */
export const directorySortSchema = z.enum([
  ...directorySorts,
  ...directorySorts.map((field) => `-${field}` as const),
]);
export type DirectorySort = z.infer<typeof directorySortSchema>;

/** One line of the users list. Times are Unix milliseconds. */
export const userRowSchema = z.object({
  id: z.string(),
  /** First and last name, else username, else the primary e-mail, phone or id. */
  name: z.string(),
  username: text,
  email: text,
  emailVerified: z.boolean(),
  phone: text,
  externalId: text,
  hasImage: z.boolean(),
  imageUrl: text,
  banned: z.boolean(),
  locked: z.boolean(),
  /** Any second factor. */
  mfa: z.boolean(),
  createdAt: time,
  updatedAt: time,
  lastActiveAt: time,
  lastSignInAt: time,
});
export type UserRow = z.infer<typeof userRowSchema>;

export const nameMatchesSchema = z.object({
  name: z.string(),
  /** Nobody, one user, or several: then the name tells nobody. At most ten. */
  users: z.array(
    z.object({
      /** What of the user the name is. */
      as: z.enum(['id', 'externalId', 'email', 'username']),
      user: userRowSchema,
    }),
  ),
});
export type NameMatches = z.infer<typeof nameMatchesSchema>;
export type MatchedAs = NameMatches['users'][number]['as'];

export const syncModeSchema = z.enum([
  'auto', // goes on with an unfinished first sync, else brings changes and removals
  'changes',
  'full', // reads everything again
]);
export type SyncMode = z.infer<typeof syncModeSchema>;

export const directoryStateSchema = z.enum([
  'empty', // nothing synced yet
  'partial', // a first sync was cut short; it goes on where it was
  'ready', // complete as of lastSyncedAt
  'syncing',
  'unavailable', // the mirror cannot be opened; `failure` says why
]);

/** How the last request to the API went: each told apart in words on the screen. */
export const connectionSchema = z.object({
  state: z.enum(['unknown', 'online', 'offline', 'unauthorized', 'failing']),
  /** Since when, Unix ms. */
  since: time,
  message: text,
});
export type Connection = z.infer<typeof connectionSchema>;

const failureShape = z.object({
  code: z.string(),
  message: z.string(),
  traceId: z.string().optional(),
});

export const syncProgressSchema = z.object({
  instanceId: instanceIdSchema,
  phase: z.enum(['counting', 'reading', 'reconciling', 'done', 'cancelled', 'failed']),
  /** Users read so far. */
  done: z.number(),
  /** What the API counted, null while unknown. It may move while a sync runs. */
  total: z.number().nullable(),
  /** An honest guess from what this sync has done so far; null while there is too little to guess from. */
  remainingMs: z.number().nullable(),
});
export type SyncProgress = z.infer<typeof syncProgressSchema>;

export const directoryStatusSchema = z.object({
  instanceId: instanceIdSchema,
  state: directoryStateSchema,
  /** Users in the mirror. */
  users: z.number(),
  lastSyncedAt: time,
  /** Size on disk, WAL included. */
  bytes: z.number(),
  /** `temporary`: there is no keychain, so the mirror is gone when Roster quits. */
  storage: z.enum(['persistent', 'temporary']),
  progress: syncProgressSchema.nullable(),
  /** Why the last sync or the opening failed. */
  failure: failureShape.nullable(),
  /** Something the user should know once, e.g. that a damaged mirror was set aside and is rebuilt. */
  notice: text,
  connection: connectionSchema,
  /** Held by `directory.pause`: no sync begins or goes on until `directory.resume`. */
  paused: z.boolean(),
});
export type DirectoryStatus = z.infer<typeof directoryStatusSchema>;

const facetValueSchema = z.object({ value: z.string(), count: z.number() });

export const directoryFacetsSchema = z.object({
  total: z.number(),
  facets: z.object({
    /** `active`, `banned`, `locked`. A user may be both of the latter. */
    status: z.array(facetValueSchema),
    /** `none`, `totp`, `backup_code`, `other`. */
    mfa: z.array(facetValueSchema),
    /** OAuth providers, most used first. */
    provider: z.array(facetValueSchema),
    /** Domains of primary e-mail addresses, most used first, at most 50. */
    emailDomain: z.array(facetValueSchema),
    /** `YYYY-MM` in UTC, newest first. */
    signUpMonth: z.array(facetValueSchema),
  }),
});
export type DirectoryFacets = z.infer<typeof directoryFacetsSchema>;
