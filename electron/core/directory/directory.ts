/**
 * The contract between the core and a mirror: one Directory per instance. All database work happens
 * in a worker thread behind this asynchronous interface. Knows no HTTP: its sync is handed a lister.
 */
import type {
  DirectoryFacets,
  DirectorySort,
  DirectoryStatus,
  NameMatches,
  SyncMode,
  SyncProgress,
  UserRow,
} from '../../../shared/models/directory.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { Clock, Logger } from '../ports.ts';
import type { DatabaseThreads } from '../storage/database-threads.ts';

/** How sync reads the API. Background priority; throws AppError. Users are wire JSON, untouched. */
export interface UserLister {
  /** Lists that it pays to ask for at once; one if absent. */
  streams?: number;
  /** A page of at most 500 users. `startingAfter` only with the created_at orders. */
  list(
    input: {
      limit: number;
      orderBy: string;
      startingAfter?: string;
      offset?: number;
      createdAtBefore?: number;
      createdAtAfter?: number;
      userId?: string[];
    },
    signal: AbortSignal,
  ): Promise<JsonObject[]>;
  count(input: { createdAtBefore?: number; createdAtAfter?: number }, signal: AbortSignal): Promise<number>;
}

export interface DirectoryQuery {
  query: string;
  sort: DirectorySort;
  after?: string | undefined;
  offset?: number | undefined;
  limit: number;
}

export interface DirectoryPage {
  rows: UserRow[];
  nextCursor: string | null;
  /** Null: still counting; `counted` follows. */
  total: number | null;
}

export interface DirectoryEvents {
  changed: { userIds: string[] | null };
  counted: { query: string; total: number };
  progressed: SyncProgress;
}

export interface Directory {
  query(input: DirectoryQuery, signal?: AbortSignal): Promise<DirectoryPage>;
  /** The wire JSON as it was fetched, or null. */
  get(userId: string): Promise<{ user: JsonObject; fetchedAt: number } | null>;
  /** Who has exactly this name as a user id, external id, e-mail address or username; in the names' order. */
  match(names: string[], signal?: AbortSignal): Promise<NameMatches[]>;
  /** Those that are not in the mirror. */
  absent(userIds: string[]): Promise<string[]>;
  facets(query: string, signal?: AbortSignal): Promise<DirectoryFacets>;
  /** Inserts or replaces. Users that a write or a read of the API returned. Never replaces a newer copy. */
  put(users: JsonObject[], fetchedAt: number): Promise<void>;
  remove(userIds: string[]): Promise<void>;
  /** Resolves when the sync has ended; a second call while one runs joins it. Throws AppError. */
  sync(mode: SyncMode, lister: UserLister, signal?: AbortSignal): Promise<void>;
  /** Everything but the connection and the pause, which the core knows. */
  status(): Promise<Omit<DirectoryStatus, 'connection' | 'instanceId' | 'paused'>>;
  wipe(): Promise<void>;
  on<E extends keyof DirectoryEvents>(event: E, listener: (payload: DirectoryEvents[E]) => void): () => void;
  /** Ends a running sync, checkpoints, closes. */
  close(): Promise<void>;
  /** Closes and deletes every file of the mirror. */
  destroy(): Promise<void>;
}

export interface DirectoryOptions {
  instanceId: InstanceId;
  /** The database file; `-wal` and `-shm` stand beside it. */
  file: string;
  /** 32 bytes as 64 hex digits. */
  key: string;
  storage: DirectoryStatus['storage'];
  /** Shared by all instances. */
  threads: Pick<DatabaseThreads, 'read' | 'write'>;
  /** Users that a sync asks for at once; the most that the API gives if absent. */
  pageSize?: number;
  clock: Clock;
  logger: Logger;
}
