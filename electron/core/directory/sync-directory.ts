/**
 * One sync, from its first request to its last: says in which order the steps come, and why they end in
 * agreement. Knows no HTTP and no SQL.
 *
 * Why the mirror converges on the instance. Let L be the mirror's users and S the instance's.
 * 1. A walk (walk-users.ts) meets every user that is there throughout and keeps its created_at. Several
 *    streams read at a time, each a window of creation times of its own. The windows leave no gap: a
 *    window is only ever cut in two, at a time that both halves know. Nor do the pages of a window
 *    (created-pages.ts): each begins with the last user of the one before, or is read again from that
 *    user's time on. Before the first page's answer, which all other streams wait for, the server's
 *    clock was at least `since`, so whoever was created or changed afterwards, and might have been
 *    missed, carries a later `updated_at`. Where every window stands is committed with each page, so a
 *    walk that is cut goes on as the same walk, with the same `since`.
 * 2. Following the changes (follow-changes.ts) down to `since`, or in later syncs down to the newest
 *    change that the last one saw, brings all of these. Now S is part of L, in its current state.
 *    Whatever changes later is newer than the mark that the next sync goes down to.
 * 3. Whoever is in L but not in S was deleted. After a walk these are the users that carry no stamp of
 *    it: they are swept. Otherwise the counts differ, and halving finds them (reconcile.ts). As S is
 *    part of L, equal counts mean that nobody is left.
 * 4. If too much differs to search for it, or an assumption did not hold (a creation date edited under
 *    way, an import dated back without a change date), everything is read again, once a sync.
 * Copies never go back in time meanwhile: see is-news.ts, and `removed` for users deleted under way.
 */
import type { SyncMode } from '../../../shared/models/directory.ts';
import { followChanges, refreshActivity } from './follow-changes.ts';
import type { MirrorState } from './mirror-meta.ts';
import { reconcile } from './reconcile.ts';
import type { Agreement } from './reconcile.ts';
import { checkCancelled, countUsers } from './sync-run.ts';
import type { SyncRun } from './sync-run.ts';
import { newWalk } from './walk-position.ts';
import type { WalkPosition } from './walk-position.ts';
import { walkUsers } from './walk-users.ts';

/** Throws AppError; what was read until then is kept, and the next sync goes on from there. */
export async function syncDirectory(run: SyncRun, mode: SyncMode): Promise<void> {
  const state = await run.writer.call('state', []);
  const begun = run.mark().stamp;
  run.progress({ phase: 'counting', done: 0, total: null });
  const walk = chooseWalk(state, mode, begun);
  if (walk !== null) {
    const agreement = await readEverything(run, walk, begun, state.walk === walk);
    // Many were deleted while it was read, or, if it was cut, before it went on.
    if (agreement === 'differs') await readEverything(run, newWalk('full', run.mark().stamp), begun, false);
    return;
  }
  run.progress({ phase: 'reading' });
  const asOf = run.now();
  const [counted, seen] = await together(countUsers(run, {}), followChanges(run, state.watermark));
  await refreshActivity(run);
  run.progress({ phase: 'reconciling' });
  if (seen.complete && (await reconcile(run, counted, seen.newest)) !== 'differs') {
    await run.writer.call('complete', [asOf, seen.newest, begun, false]);
    return;
  }
  await readEverything(run, newWalk('full', run.mark().stamp), begun, false);
}

/** Null: changes are enough. */
function chooseWalk(state: MirrorState, mode: SyncMode, stamp: number): WalkPosition | null {
  const { walk } = state;
  if (state.lastSyncedAt === null) return walk?.kind === 'first' ? walk : newWalk('first', stamp);
  if (mode === 'full') return newWalk('full', stamp);
  // Whoever asks for changes alone leaves a full reading that was cut off as it is.
  return mode === 'auto' && walk?.kind === 'full' ? walk : null;
}

async function readEverything(
  run: SyncRun,
  start: WalkPosition,
  begun: number,
  resumed: boolean,
): Promise<Agreement> {
  if (!resumed) await run.writer.call('beginWalk', [start]);
  run.progress({ done: start.done });
  const walk = await walkUsers(run, start);
  run.progress({ phase: 'reconciling' });
  const asOf = run.now();
  const [[counted, seen]] = await together(
    together(countUsers(run, {}), followChanges(run, walk.since)),
    buildIndexes(run),
  );
  const swept = await run.writer.call('sweep', [walk.stamp, run.now()]);
  if (swept.removed > 0) run.changed(null, swept.users);
  const agreement = await reconcile(run, counted, seen.newest);
  await run.writer.call('complete', [asOf, seen.newest, begun, true]);
  return agreement;
}

/** One at a time, so that a live call's user need not wait for all of them. */
async function buildIndexes(run: SyncRun): Promise<void> {
  while (await run.writer.call('buildIndex', [])) checkCancelled(run);
}

/** Like Promise.all, but ends only when both have: nothing goes on behind a sync that failed. */
async function together<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}
