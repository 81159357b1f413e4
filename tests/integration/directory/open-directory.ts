/** Opens real mirrors in real files and threads for tests, and cleans up after them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { DirectorySort, UserRow } from '../../../shared/models/directory.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { createDirectory } from '../../../electron/core/directory/create-directory.ts';
import type { Directory, DirectoryQuery } from '../../../electron/core/directory/directory.ts';
import type { Clock, Logger } from '../../../electron/core/ports.ts';
import { createDatabaseThreads } from '../../../electron/core/storage/database-threads.ts';
import type { DatabaseThreads } from '../../../electron/core/storage/database-threads.ts';

const sortFields = ['createdAt', 'lastActiveAt', 'lastSignInAt', 'name', 'email'] as const;
export const everySort: DirectorySort[] = sortFields.flatMap((field) => [field, `-${field}` as const]);

export const workerScript = new URL('../../../electron/core/storage/database-worker.ts', import.meta.url);
export const testKey = '0123456789abcdef'.repeat(4);

/** Its time moves only when asked, so that equal readings happen as they do in a fast sync. */
export const stillClock: Clock = {
  now: () => Date.UTC(2026, 5, 1),
  sleep: () => Promise.resolve(),
};

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-directory-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function makeThreads(): DatabaseThreads {
  const threads = createDatabaseThreads(workerScript);
  onTestFinished(() => threads.close());
  return threads;
}

export interface OpenOptions {
  folder?: string;
  threads?: DatabaseThreads;
  key?: string;
  clock?: Clock;
  name?: string;
}

export async function openDirectory(options: OpenOptions = {}): Promise<Directory> {
  const folder = options.folder ?? (await makeFolder());
  const directory = await createDirectory({
    instanceId: 'instance-1' as InstanceId,
    file: join(folder, `${options.name ?? 'mirror'}.db`),
    key: options.key ?? testKey,
    storage: 'persistent',
    threads: options.threads ?? makeThreads(),
    clock: options.clock ?? stillClock,
    logger: silentLogger,
  });
  onTestFinished(() => directory.close());
  return directory;
}

/** Puts generated users in batches: the quick way to a large mirror. */
export async function fillDirectory(directory: Directory, users: JsonObject[], fetchedAt = 1): Promise<void> {
  for (let start = 0; start < users.length; start += 1000) {
    await directory.put(users.slice(start, start + 1000), fetchedAt);
  }
}

/** Every row of a query, read page by page with the cursor. */
export async function allRows(
  directory: Directory,
  query: Partial<DirectoryQuery> = {},
  limit = 500,
): Promise<UserRow[]> {
  const rows: UserRow[] = [];
  let after: string | undefined;
  do {
    const page = await directory.query({ query: '', sort: '-createdAt', ...query, limit, after });
    rows.push(...page.rows);
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** What the mirror holds, by id, as wire JSON. */
export async function mirroredUsers(directory: Directory): Promise<Map<string, JsonObject>> {
  const found = new Map<string, JsonObject>();
  for (const { id } of await allRows(directory)) {
    const copy = await directory.get(id);
    if (copy !== null) found.set(id, copy.user);
  }
  return found;
}
