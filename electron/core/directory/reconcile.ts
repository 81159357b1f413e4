/**
 * Finds who is in the mirror but gone from the instance, or the other way round, with few requests:
 * compares counts, halves the time line where they differ, and reads the short stretches that remain.
 */
import { boundsOf, fromTheTop, readCreatedPage } from './created-pages.ts';
import type { PagePlace } from './created-pages.ts';
import { followChanges } from './follow-changes.ts';
import { countUsers, idOf, putPage } from './sync-run.ts';
import type { SyncRun } from './sync-run.ts';
import type { CreatedWindow } from './user-windows.ts';

/** Each round ends in counting again; on a busy instance the counts never quite agree. */
const maxRounds = 3;
const everyone: CreatedWindow = { from: null, to: null };

/** Requests that the search may still make before reading everything is cheaper. */
interface Budget {
  left: number;
}

/**
 * `differs`: finding out why would cost more than reading everything. `restless`: something was found
 * each time and the counts differed again, so the instance is changing right now.
 */
export type Agreement = 'agrees' | 'differs' | 'restless';

/** `counted` is the server's count from about the time when the changes were read. */
export async function reconcile(run: SyncRun, counted: number, watermark: number | null): Promise<Agreement> {
  const { pageSize } = run;
  let server = counted;
  for (let round = 0; round < maxRounds; round += 1) {
    const { users } = await run.writer.call('state', []);
    if (server === users) return 'agrees';
    if (round === 0) {
      // It was taken beside the changes, so it may be off by who came or went in between.
      server = await countUsers(run, {});
      if (server === users) return 'agrees';
    }
    // More on the server: most likely somebody signed up between the page and the count.
    const late = server > users ? await followChanges(run, watermark) : null;
    if (late === null || late.news === 0) {
      const local = await run.writer.call('countCreatedIn', [everyone]);
      const budget = { left: Math.ceil(local / pageSize) + 4 };
      // Each difference costs about one way down the halves.
      const likely = Math.abs(server - users) * Math.ceil(Math.log2(local / pageSize + 1));
      if (likely > budget.left || !(await search(run, everyone, server, local, budget))) return 'differs';
    }
    server = await countUsers(run, {});
  }
  const { users } = await run.writer.call('state', []);
  return server === users ? 'agrees' : 'restless';
}

/** False when the budget is used up. */
async function search(
  run: SyncRun,
  window: CreatedWindow,
  server: number,
  local: number,
  budget: Budget,
): Promise<boolean> {
  if (server === local) return true;
  const middle = local <= run.pageSize ? null : await run.writer.call('middleOf', [window]);
  if (middle === null) return readWindow(run, window, budget);
  const [left, right] = [
    { from: window.from, to: middle },
    { from: middle, to: window.to },
  ];
  budget.left -= 1;
  if (budget.left < 0) return false;
  const serverLeft = await countUsers(run, boundsOf(left));
  const localLeft = await run.writer.call('countCreatedIn', [left]);
  const localRight = await run.writer.call('countCreatedIn', [right]);
  return (
    (await search(run, left, serverLeft, localLeft, budget)) &&
    (await search(run, right, server - serverLeft, localRight, budget))
  );
}

/** Reads the window and removes from the mirror whom it does not hold. */
async function readWindow(run: SyncRun, window: CreatedWindow, budget: Budget): Promise<boolean> {
  const listed: string[] = [];
  let begun = null;
  let place: PagePlace | null = fromTheTop;
  while (place !== null) {
    budget.left -= 1;
    if (budget.left < 0) return false;
    const { page, mark, next } = await readCreatedPage(run, window, place);
    begun ??= mark;
    await putPage(run, page, mark, mark.stamp);
    listed.push(...page.map(idOf));
    place = next;
  }
  if (begun === null) return true;
  const { removed, users } = await run.writer.call('removeUnlisted', [window, listed, begun]);
  if (removed.length > 0) run.changed(removed, users);
  return true;
}
