/**
 * Reads every user once, in several streams at a time, each newest first through a window of creation times
 * of its own; and can go on where it was cut. Knows nothing of what changes meanwhile: that is for the
 * steps after it.
 *
 * The windows leave no gap: one is only ever cut in two, at a time that both halves know, and one that is
 * cut while a page of it is on its way takes of that page only what is still its own. Within a window the
 * pages join (created-pages.ts). So every user that exists from the walk's begin to its end, and keeps its
 * created_at, is met.
 *
 * Pages of all streams are committed one after the other, each with the whole position as far as pages
 * are committed. A stream has one page waiting and one request out at most, so that is what memory holds.
 */
import { setImmediate as requestLeaves } from 'node:timers/promises';
import type { JsonObject } from '../../../shared/models/json.ts';
import { fromTheTop, readCreatedPage } from './created-pages.ts';
import type { CreatedPage, PagePlace } from './created-pages.ts';
import { checkCancelled, countUsers, listPage, preparePage, putPrepared, timeOf } from './sync-run.ts';
import type { PreparedPage, SyncRun } from './sync-run.ts';
import { WalkDensity } from './walk-density.ts';
import type { WalkPosition, WalkWindow } from './walk-position.ts';

/** Pages that a window must have left to be worth cutting in two. */
const pagesWorthSharing = 4;
/** A count at the begin for so many pages, to know where the users are. */
const pagesALook = 8;
const mostLooks = 15;

/** A window that is not read to its end. Its place is as committed; `ahead` is where the next page begins. */
interface OpenWindow extends WalkWindow {
  ahead: PagePlace;
  isTaken: boolean;
}

/** Answers the position at the end. */
export function walkUsers(run: SyncRun, start: WalkPosition): Promise<WalkPosition> {
  return new Walk(run, start).read();
}

class Walk {
  readonly #run: SyncRun;
  readonly #start: WalkPosition;
  readonly #windows: OpenWindow[];
  #begin: () => void = () => undefined;
  /** The first page is there, or never will be. */
  readonly #begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });
  readonly #total: Promise<number | null>;
  #since: number | null;
  #done: number;
  /** The newest time met by anyone. */
  #newest: number | null = null;
  #density: Promise<WalkDensity | null> | null = null;
  #sharing: Promise<unknown> = Promise.resolve();
  #committing: Promise<unknown> = Promise.resolve();
  #failed = false;

  constructor(run: SyncRun, start: WalkPosition) {
    this.#run = run;
    this.#start = start;
    this.#since = start.since;
    this.#done = start.done;
    this.#windows = start.windows.map(opened);
    if (start.since !== null || start.windows.length === 0) this.#begin();
    // Beside the first page rather than before it. It is for progress and balance only: if it fails, so
    // will the pages, with a better reason.
    this.#total = countUsers(run, {}).catch(() => null);
  }

  async read(): Promise<WalkPosition> {
    const reportTotal = this.#total.then((total) => {
      if (total !== null) this.#run.progress({ total });
    });
    const streams = Array.from({ length: Math.max(1, this.#run.lister.streams ?? 1) }, () => this.#stream());
    const ends = await Promise.allSettled([...streams, reportTotal]);
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    return this.#position();
  }

  async #stream(): Promise<void> {
    try {
      for (;;) {
        const window = this.#windows.find(({ isTaken }) => !isTaken) ?? (await this.#share());
        if (window === null || this.#failed) return;
        window.isTaken = true;
        await this.#readWindow(window);
      }
    } catch (error) {
      this.#failed = true;
      throw error;
    } finally {
      // Whoever waits for the first page waits in vain when its stream has ended.
      this.#begin();
    }
  }

  async #readWindow(window: OpenWindow): Promise<void> {
    let committed: Promise<unknown> = Promise.resolve();
    let reading: Promise<CreatedPage> | null = readCreatedPage(this.#run, window, window.ahead);
    try {
      while (reading !== null) {
        const found: CreatedPage = await reading;
        this.#noteFirst(found.page);
        const users = found.users.filter((user) => isWithin(user, window.from));
        const next = users.length < found.users.length ? null : found.next;
        window.ahead = next ?? window.ahead;
        // The next request leaves before this page is prepared and committed, which takes as long as an
        // answer; but never more than one page waits for the one before it.
        reading = next === null || this.#failed ? null : readCreatedPage(this.#run, window, next);
        // Their failures are seen at the next await; meanwhile they must not count as unhandled.
        reading?.catch(() => undefined);
        await requestLeaves();
        const prepared = preparePage(users, found.mark, this.#start.stamp);
        await committed;
        committed = this.#commit(window, prepared, next);
        committed.catch(() => undefined);
      }
    } finally {
      // Also when the next page failed: this one was read and shall not be read again.
      await committed;
    }
  }

  /** `reached` null: the window is read to its end. */
  #commit(window: OpenWindow, page: PreparedPage, reached: PagePlace | null): Promise<void> {
    const committing = this.#committing.then(async () => {
      if (reached === null) this.#windows.splice(this.#windows.indexOf(window), 1);
      else Object.assign(window, reached);
      this.#done += page.userIds.length;
      await putPrepared(this.#run, page, this.#position());
      this.#run.progress({ phase: 'reading', done: this.#done });
    });
    // Once one has failed, no later one may be written: its position counts the failed page as read.
    this.#committing = committing;
    committing.catch(() => undefined);
    return committing;
  }

  #position(): WalkPosition {
    const { kind, stamp } = this.#start;
    return {
      kind,
      stamp,
      since: this.#since,
      done: this.#done,
      windows: this.#windows.map(({ from, to, cursor, last, lastCreatedAt }) => {
        return { from, to, cursor, last, lastCreatedAt };
      }),
    };
  }

  /**
   * The server's own clock, from below: when it answered with the walk's first page, no change made later
   * could carry an earlier time. No other stream begins before.
   */
  #noteFirst(page: JsonObject[]): void {
    this.#since ??= Math.max(0, ...page.map((user) => timeOf(user, 'updated_at') ?? 0));
    this.#newest ??= timeOf(page[0], 'created_at');
    this.#begin();
  }

  /** Cuts the largest window in two. Null when none is worth it. One after the other. */
  #share(): Promise<OpenWindow | null> {
    const sharing = this.#sharing.then(() => this.#begun).then(() => this.#shareNow());
    this.#sharing = sharing.catch(() => undefined);
    return sharing;
  }

  async #shareNow(): Promise<OpenWindow | null> {
    if (this.#failed || this.#windows.length === 0) return null;
    this.#density ??= this.#survey();
    const density = await this.#density;
    if (density === null) return null;
    const left = (window: OpenWindow) => density.between(window.from, endOf(window));
    const largest = this.#windows.toSorted((a, b) => left(b) - left(a))[0];
    if (largest === undefined || left(largest) < pagesWorthSharing * this.#run.pageSize) return null;
    const end = endOf(largest) ?? this.#newest;
    const middle = end === null ? null : await density.middle(largest.from, end).catch(() => null);
    checkCancelled(this.#run);
    // Meanwhile it may have been read on, or to its end.
    if (middle === null || middle >= (endOf(largest) ?? Infinity) || !this.#windows.includes(largest))
      return null;
    const taken = opened({ from: largest.from, to: middle, ...fromTheTop });
    largest.from = middle;
    this.#windows.push(taken);
    return taken;
  }

  /** Null when there is too little left to share, or it cannot be known. */
  async #survey(): Promise<WalkDensity | null> {
    const total = await this.#total;
    const { pageSize } = this.#run;
    const pagesLeft = ((total ?? 0) - this.#done) / pageSize;
    if (total === null || pagesLeft < 2 * pagesWorthSharing) return null;
    try {
      const oldest = await listPage(this.#run, { limit: 1, orderBy: 'created_at' });
      const from = timeOf(oldest.page[0], 'created_at');
      const to = Math.max(this.#newest ?? 0, ...this.#windows.map((window) => endOf(window) ?? 0)) + 1;
      if (from === null) return null;
      const density = new WalkDensity({ from, to, total }, (time) =>
        countUsers(this.#run, { createdAtBefore: time }),
      );
      await density.survey(Math.min(mostLooks, Math.floor(pagesLeft / pagesALook)));
      return density;
    } catch {
      return null;
    }
  }
}

function opened({ from, to, cursor, last, lastCreatedAt }: WalkWindow): OpenWindow {
  const place = { cursor, last, lastCreatedAt };
  return { from, to, ...place, ahead: place, isTaken: false };
}

/** What is to be read of it stands before this; null: unknown. */
function endOf({ to, ahead }: OpenWindow): number | null {
  return ahead.lastCreatedAt ?? to;
}

function isWithin(user: JsonObject, from: number | null): boolean {
  return from === null || (timeOf(user, 'created_at') ?? from) >= from;
}
