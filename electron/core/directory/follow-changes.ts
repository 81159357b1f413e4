/**
 * Brings what changed since a known moment: reads users by the time of their last change, newest first,
 * down to where the mirror knows them all. Knows nothing of deletions but those it stumbles over.
 *
 * This order has no cursor, only offsets, and offsets shift: a change moves a user to the top (seen by
 * the next pass), a deletion moves everyone below up, past a page's edge. So pages overlap; one that
 * does not join the page before is asked for again further up; and after a pass of several pages there
 * is another, which reaches only to where the one before began.
 */
import type { JsonObject } from '../../../shared/models/json.ts';
import { bringsNews, idOf, isChange, listPage, putPage, timeOf } from './sync-run.ts';
import type { SyncRun } from './sync-run.ts';

/** The part of a page that the next one repeats. */
const overlapShare = 0.1;
/** A busy instance never stands still; what is left then comes with the next sync. */
const maxPasses = 5;
const maxStepsBack = 20;
/** As many ids as the API takes at once. */
const idsAtOnce = 100;
/** Times a page. */
const maxSuspects = 2;
const maxActivityPages = 4;

export interface ChangesSeen {
  /** The newest change seen: everything up to it is in the mirror. Null when there are no users. */
  newest: number | null;
  news: number;
  /** False: so much differs that only reading everything again helps. */
  complete: boolean;
}

/** `downTo` null: everyone is looked at. */
export async function followChanges(run: SyncRun, downTo: number | null): Promise<ChangesSeen> {
  const total: ChangesSeen = { newest: downTo, news: 0, complete: true };
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const seen = await onePass(run, pass === 0 ? downTo : total.newest);
    total.newest = seen.newest;
    total.news += seen.news;
    if (seen.suspects === null) return { ...total, complete: false };
    await checkSuspects(run, seen.suspects);
    if (seen.pages <= 1) break;
  }
  return total;
}

async function onePass(run: SyncRun, downTo: number | null) {
  const { pageSize } = run;
  const overlap = Math.ceil(pageSize * overlapShare);
  const mostSuspects = maxSuspects * pageSize;
  let offset = 0;
  let pages = 0;
  let stepsBack = 0;
  let news = 0;
  let newest: number | null = null;
  let begun: number | null = null;
  let before: JsonObject[] = [];
  let reached: number | null = null;
  const contrary: string[] = [];
  for (;;) {
    const { page, mark } = await listPage(run, { limit: pageSize, orderBy: '-updated_at', offset });
    if (!joins(before, page) && stepsBack < maxStepsBack && offset > 0) {
      stepsBack += 1;
      offset = Math.max(0, offset - pageSize);
      // What was read stays in the mirror; only the place in the order has to be found again.
      before = [];
      continue;
    }
    begun ??= mark.stamp;
    if (pages === 0) newest = timeOf(page[0], 'updated_at');
    pages += 1;
    const result = await putPage(run, page, mark);
    news += page.filter((_, index) => isChange(result, index)).length;
    contrary.push(...page.filter((_, index) => result.outcomes[index] === 'contrary').map(idOf));
    const last = timeOf(page.at(-1), 'updated_at');
    if (page.length < pageSize) break;
    reached = last;
    const settled = page.every(
      (user, index) =>
        downTo === null || (timeOf(user, 'updated_at') ?? 0) > downTo || !isChange(result, index),
    );
    if (downTo !== null && (last ?? 0) <= downTo && settled) break;
    before = page;
    offset += pageSize - overlap;
  }
  // Those at the very edge may go on below the last page.
  const from = reached === null ? 0 : reached + 1;
  const unseen = await run.writer.call('unseenSince', [from, begun, mostSuspects + 1]);
  const suspects = [...new Set([...unseen, ...contrary])];
  return { newest, news, pages, suspects: suspects.length > mostSuspects ? null : suspects };
}

/** Whether no user can stand between the two pages. */
function joins(before: JsonObject[], page: JsonObject[]): boolean {
  const [first] = page;
  const last = before.at(-1);
  if (last === undefined) return true;
  if (first === undefined) return false;
  if (before.some((user) => idOf(user) === idOf(first))) return true;
  return (timeOf(first, 'updated_at') ?? 0) > (timeOf(last, 'updated_at') ?? 0);
}

/**
 * Users that would have been on the pages if the server still had them as the mirror does: deleted, or
 * gone back to an earlier state (a restored backup). Each is asked for by its id. Should the answer come
 * from a replica that lags, then so did the pages, and what it lacks is above their newest change: the
 * next sync brings it back.
 */
async function checkSuspects(run: SyncRun, userIds: string[]): Promise<void> {
  const { pageSize } = run;
  const atOnce = Math.min(idsAtOnce, pageSize);
  for (let start = 0; start < userIds.length; start += atOnce) {
    const asked = userIds.slice(start, start + atOnce);
    const { page, mark } = await listPage(run, { limit: pageSize, orderBy: '-created_at', userId: asked });
    await putPage(run, page, mark, mark.stamp);
    const found = new Set(page.map(idOf));
    const gone = asked.filter((userId) => !found.has(userId));
    if (gone.length === 0) continue;
    run.changed(gone, await run.writer.call('remove', [gone, mark]));
  }
}

/**
 * Signing in and being active do not move `updated_at`. The most recently active users are read until
 * a page brings nothing new; the times are days, so this is a matter of freshness, not of agreement.
 */
export async function refreshActivity(run: SyncRun): Promise<void> {
  const { pageSize } = run;
  for (let number = 0; number < maxActivityPages; number += 1) {
    const { page, mark } = await listPage(run, {
      limit: pageSize,
      orderBy: '-last_active_at',
      offset: number * pageSize,
    });
    const result = await putPage(run, page, mark);
    if (page.length < pageSize || !page.some((_, index) => bringsNews(result, index))) return;
  }
}
