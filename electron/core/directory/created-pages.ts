/**
 * Reads users newest first, page by page, so that nobody is passed over who keeps their created_at. Knows
 * no mirror, and not what the pages are for.
 *
 * The API's cursor is a user, and stands where that user stands when the page is read: should somebody have
 * given it an earlier created_at, the page would begin further down. So the cursor is the last user but
 * one, and a page has to begin with the last one: then nobody is between the two. Otherwise, or when the
 * cursor's user is gone, one goes on from the last one's time, that very millisecond included: whoever
 * shares it is merely read again.
 */
import { AppError } from '../../../shared/failure.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { CreatedWindow } from './user-windows.ts';
import { idOf, listPage, timeOf } from './sync-run.ts';
import type { ListedPage, SyncRun } from './sync-run.ts';

/** Where the next page begins. */
export interface PagePlace {
  /** The user that it starts after. Null: from the window's end. */
  cursor: string | null;
  /** The user that it begins with, unless null, and when that one was created. */
  last: string | null;
  lastCreatedAt: number | null;
}

export const fromTheTop: PagePlace = { cursor: null, last: null, lastCreatedAt: null };

export interface CreatedPage extends ListedPage {
  /** Without the user that was on the page before. */
  users: JsonObject[];
  /** Null after the last page. */
  next: PagePlace | null;
}

/** Throws AppError. */
export async function readCreatedPage(
  run: SyncRun,
  window: CreatedWindow,
  place: PagePlace,
): Promise<CreatedPage> {
  const found = place.cursor === null ? null : await listAfter(run, window, place);
  const joins = found !== null && (place.last === null || idOf(found.page[0] ?? {}) === place.last);
  const { page, mark } = joins ? found : await listPage(run, requestFor(run, window, place));
  const users = joins && place.last !== null ? page.slice(1) : page;
  return { page, mark, users, next: page.length < run.pageSize ? null : placeAfter(page) };
}

/** Null when the cursor's user is gone. */
async function listAfter(run: SyncRun, window: CreatedWindow, place: PagePlace): Promise<ListedPage | null> {
  try {
    const startingAfter = place.cursor ?? '';
    return await listPage(run, { ...requestFor(run, window, place), startingAfter });
  } catch (error) {
    if (error instanceof AppError && (error.code === 'rejected' || error.code === 'not_found')) return null;
    throw error;
  }
}

function requestFor(run: SyncRun, { from, to }: CreatedWindow, { lastCreatedAt }: PagePlace) {
  // Beside the cursor too, whose user may have been given a later time: it would begin further up.
  const before = lastCreatedAt === null ? to : Math.min(lastCreatedAt + 1, to ?? Infinity);
  return {
    limit: run.pageSize,
    orderBy: '-created_at',
    ...boundsOf({ from, to: before }),
  };
}

function placeAfter(page: JsonObject[]): PagePlace {
  const [cursor, last] = [page.at(-2), page.at(-1)];
  return {
    cursor: cursor === undefined ? null : idOf(cursor),
    last: last === undefined ? null : idOf(last),
    lastCreatedAt: timeOf(last, 'created_at'),
  };
}

/** The API's bounds leave out the time itself. */
export function boundsOf({ from, to }: CreatedWindow): { createdAtAfter?: number; createdAtBefore?: number } {
  return {
    ...(from === null ? {} : { createdAtAfter: from - 1 }),
    ...(to === null ? {} : { createdAtBefore: to }),
  };
}
