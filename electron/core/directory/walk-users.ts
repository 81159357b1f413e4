/**
 * Reads every user once, newest first, 500 a page, and can go on where it was cut. Knows nothing of
 * what changes meanwhile: that is for the steps after it.
 *
 * The API's cursor is the last user's place in the order (created_at, id), which neither a creation nor
 * a deletion elsewhere moves; so every user that exists from the walk's begin to its end, and keeps its
 * created_at, is met.
 */
import { setImmediate as requestLeaves } from 'node:timers/promises';
import { AppError } from '../../../shared/failure.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { WalkPosition } from './mirror-meta.ts';
import { idOf, listPage, pageSize, putPage, timeOf } from './sync-run.ts';
import type { SyncRun } from './sync-run.ts';

export function newWalk(kind: WalkPosition['kind'], stamp: number): WalkPosition {
  return { kind, stamp, since: null, cursor: null, cursorCreatedAt: null, bound: null, done: 0 };
}

type Page = Awaited<ReturnType<typeof listPage>>;

/** Answers the position at the end. */
export async function walkUsers(run: SyncRun, start: WalkPosition): Promise<WalkPosition> {
  let position = start;
  let writing: Promise<unknown> = Promise.resolve();
  let reading: Promise<Page | null> | null = nextPage(run, position);
  try {
    while (reading !== null) {
      const found: Page | null = await reading;
      if (found === null) {
        position = withoutCursor(position);
        reading = nextPage(run, position);
        continue;
      }
      position = advance(position, found.page);
      // The next request leaves before this page is prepared and committed, which takes as long as an
      // answer; but never more than one page waits for the one before it.
      reading = found.page.length < pageSize ? null : nextPage(run, position);
      // Their failures are seen at the next await; meanwhile they must not count as unhandled.
      reading?.catch(() => undefined);
      await requestLeaves();
      await writing;
      writing = putPage(run, found.page, found.mark, { trustedOver: position.stamp, walk: position });
      writing.catch(() => undefined);
      run.progress({ phase: 'reading', done: position.done });
    }
  } finally {
    // Also when the next page failed: this one was read and shall not be read again.
    await writing;
  }
  return position;
}

/** Null when the cursor's user is gone. */
async function nextPage(run: SyncRun, position: WalkPosition): Promise<Page | null> {
  try {
    return await listPage(run, {
      limit: pageSize,
      orderBy: '-created_at',
      ...(position.cursor === null ? {} : { startingAfter: position.cursor }),
      ...(position.bound === null ? {} : { createdAtBefore: position.bound }),
    });
  } catch (error) {
    const refused = error instanceof AppError && (error.code === 'rejected' || error.code === 'not_found');
    if (refused && position.cursor !== null) return null;
    throw error;
  }
}

/**
 * Goes on from the deleted user's time, that very millisecond included: whoever shares it and was read
 * already is merely read again. Without a time, from the newest.
 */
function withoutCursor(position: WalkPosition): WalkPosition {
  const { cursorCreatedAt } = position;
  return {
    ...position,
    cursor: null,
    cursorCreatedAt: null,
    bound: cursorCreatedAt === null ? null : cursorCreatedAt + 1,
  };
}

function advance(position: WalkPosition, page: JsonObject[]): WalkPosition {
  const last = page.at(-1);
  return {
    ...position,
    // The server's own clock, from below: when it answered with this page, no change made later could
    // carry an earlier time.
    since: position.since ?? Math.max(0, ...page.map((user) => timeOf(user, 'updated_at') ?? 0)),
    cursor: last === undefined ? position.cursor : idOf(last),
    cursorCreatedAt: last === undefined ? position.cursorCreatedAt : timeOf(last, 'created_at'),
    done: position.done + page.length,
  };
}
