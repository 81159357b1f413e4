/** What the steps of one sync share. Knows the lister and the mirror's writer, and no order of steps. */
import { fail } from '../../../shared/failure.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { SyncProgress } from '../../../shared/models/directory.ts';
import type { ServiceHandle } from '../storage/database-thread.ts';
import type { BatchResult, DirectoryWriter, UserBatch } from './directory-writer.ts';
import type { UserLister } from './directory.ts';
import type { WalkPosition } from './walk-position.ts';
import type { ReadMark } from './user-rows.ts';

/** The most that the API gives at once; asked for more it gives ten. */
export const largestPage = 500;

export interface SyncRun {
  lister: UserLister;
  /** Users asked for at once. */
  pageSize: number;
  writer: ServiceHandle<DirectoryWriter>;
  signal: AbortSignal;
  now(): number;
  /** Taken right before a request leaves: what it brings is at least as new as this. */
  mark(): ReadMark;
  progress(change: Partial<Pick<SyncProgress, 'phase' | 'done' | 'total'>>): void;
  /** Users that are other than before; null: more than worth naming. */
  changed(userIds: string[] | null, users: number): void;
}

/** Throws AppError `cancelled` when the sync was. */
export function checkCancelled(run: SyncRun): void {
  if (run.signal.aborted) throw fail('cancelled', 'The sync was cancelled. What it had read is kept.');
}

export interface ListedPage {
  page: JsonObject[];
  mark: ReadMark;
}

export async function listPage(run: SyncRun, input: Parameters<UserLister['list']>[0]): Promise<ListedPage> {
  checkCancelled(run);
  const mark = run.mark();
  const page = await run.lister.list(input, run.signal);
  checkCancelled(run);
  return { page, mark };
}

export async function countUsers(run: SyncRun, input: Parameters<UserLister['count']>[0]): Promise<number> {
  checkCancelled(run);
  return run.lister.count(input, run.signal);
}

/** A page as the writer takes it. */
export interface PreparedPage {
  batch: UserBatch;
  userIds: string[];
}

/** Apart from writing, so that it is done while another page is being written. */
export function preparePage(page: JsonObject[], mark: ReadMark, trustedOver?: number): PreparedPage {
  return {
    batch: {
      ...mark,
      // As text: the writer stores it untouched, and keys such as __proto__ survive the border.
      users: page.map((user) => JSON.stringify(user)),
      ...(trustedOver === undefined ? {} : { trustedOver }),
    },
    userIds: page.map(idOf),
  };
}

export async function putPrepared(
  run: SyncRun,
  { batch, userIds }: PreparedPage,
  walk?: WalkPosition,
): Promise<BatchResult> {
  const result = await run.writer.call('put', [batch, walk]);
  const news = userIds.filter((_, index) => bringsNews(result, index));
  if (news.length > 0) run.changed(news, result.users);
  return result;
}

export function putPage(
  run: SyncRun,
  page: JsonObject[],
  mark: ReadMark,
  trustedOver?: number,
): Promise<BatchResult> {
  return putPrepared(run, preparePage(page, mark, trustedOver));
}

/** The mirror did not know this user, or not in this state. */
export function isChange({ outcomes }: BatchResult, index: number): boolean {
  return outcomes[index] === 'new' || outcomes[index] === 'changed';
}

/** The same, or it merely tells more. */
export function bringsNews(result: BatchResult, index: number): boolean {
  return isChange(result, index) || result.outcomes[index] === 'refreshed';
}

export function idOf(user: JsonObject): string {
  return typeof user['id'] === 'string' ? user['id'] : '';
}

export function timeOf(user: JsonObject | undefined, field: 'created_at' | 'updated_at'): number | null {
  const value = user?.[field];
  return typeof value === 'number' ? Math.trunc(value) : null;
}
