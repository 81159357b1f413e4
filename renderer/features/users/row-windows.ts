/**
 * Which rows of a long list are at hand: loads windows of it around what is on screen and keeps what
 * is shown true to the newest query and the newest data. Knows neither Vue, nor the bridge, nor pixels.
 */
import type { DirectorySort, UserRow } from '../../../shared/models/directory.ts';

export interface RowQuery {
  query: string;
  sort: DirectorySort;
}

/** Either `offset` or `after` (a cursor), never both. */
export interface PageRequest extends RowQuery {
  limit: number;
  offset?: number;
  after?: string;
}

export interface Page {
  rows: UserRow[];
  nextCursor: string | null;
  total: number | null;
}

export interface RowWindowsOptions {
  /** Rejects when the page cannot be had. An aborted fetch may settle either way. */
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<Page>;
  /** Something to show has changed. `replaced`: it is another list now, to be shown from its top. */
  onUpdate(update: { replaced: boolean }): void;
  /** Rows per request. */
  windowSize?: number;
  /** Rows loaded before and after what is on screen. */
  overscan?: number;
  /** Windows kept in memory. */
  keep?: number;
}

interface RowWindow {
  rows: UserRow[];
  nextCursor: string | null;
  /** The data revision that it was asked for at. Below the current one, it is shown but out of date. */
  revision: number;
}

/** More at once would only queue behind each other in the one worker that answers. */
const concurrentFetches = 2;

/**
 * The list shown changes only when the new query's first page is here, so typing never blanks it.
 * Rows that a change has made doubtful stay on screen until their replacements arrive together.
 */
export class RowWindows {
  readonly #options: Required<RowWindowsOptions>;
  #shown: RowQuery | null = null;
  #wantedQuery: RowQuery | null = null;
  #windows = new Map<number, RowWindow>();
  /** Fresh copies of windows on screen, held back until all of them are here. */
  #staged = new Map<number, RowWindow>();
  #inFlight = new Map<number, AbortController>();
  #first = 0;
  #last = 0;
  #revision = 0;
  #total: number | null = null;
  #counted: { query: string; total: number } | null = null;
  #failure: unknown = null;
  #failedQuery = false;

  constructor(options: RowWindowsOptions) {
    this.#options = { windowSize: 100, overscan: 40, keep: 6, ...options };
  }

  /** The list on screen; null before the first answer. */
  get shown(): RowQuery | null {
    return this.#shown;
  }

  /** True while another query or sort than the shown one has been asked for. */
  get settling(): boolean {
    return this.#wantedQuery !== null && this.#wantedQuery !== this.#shown && !this.#failedQuery;
  }

  /** Why the newest thing that was asked for could not be had; null when it could. */
  get failure(): unknown {
    return this.#failure;
  }

  /** How many users match; null while that is being counted. */
  get total(): number | null {
    return this.#total;
  }

  /** Rows the list has as far as is known: the total, else what is loaded and a window to go on with. */
  get count(): number {
    if (this.#shown === null) return 0;
    let known = 0;
    let open = false;
    let end = Infinity;
    for (const [index, { rows, nextCursor, revision }] of this.#windows) {
      const stop = index * this.#options.windowSize + rows.length;
      if (stop >= known && rows.length > 0) {
        known = stop;
        open = nextCursor !== null;
      }
      if (nextCursor === null && revision === this.#revision) end = Math.min(end, stop);
    }
    return Math.min(this.#total ?? known + (open ? this.#options.windowSize : 0), end);
  }

  row(index: number): UserRow | undefined {
    const { windowSize } = this.#options;
    return this.#windows.get(Math.floor(index / windowSize))?.rows[index % windowSize];
  }

  /** Where a user stands in the list, if that part of it is loaded. */
  indexOf(userId: string): number | undefined {
    for (const [index, { rows }] of this.#windows) {
      const within = rows.findIndex((row) => row.id === userId);
      if (within >= 0) return index * this.#options.windowSize + within;
    }
    return undefined;
  }

  /** Asks for another list. The one on screen stays until this one's first page is here. */
  show(query: RowQuery): void {
    this.#abortAll();
    this.#wantedQuery = query;
    this.#failure = null;
    this.#failedQuery = false;
    this.#counted = null;
    this.#pump();
  }

  /** Says which rows are on screen, both ends included. */
  look(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    if (this.#commitStaged()) this.#options.onUpdate({ replaced: false });
    this.#pump();
  }

  /** The data has changed: what is on screen is read again, the rest when it is looked at. */
  refresh(): void {
    this.#revision += 1;
    this.#failure = null;
    this.#failedQuery = false;
    this.#pump();
  }

  /** The total of a query that answered without one. */
  counted(query: string, total: number): void {
    this.#counted = { query, total };
    if (this.#shown?.query !== query || this.#total === total) return;
    this.#total = total;
    this.#options.onUpdate({ replaced: false });
  }

  dispose(): void {
    this.#abortAll();
    this.#wantedQuery = null;
  }

  #abortAll(): void {
    for (const controller of this.#inFlight.values()) controller.abort();
    this.#inFlight.clear();
    this.#staged.clear();
  }

  /** Windows that should be here, those on screen before those around it. */
  #wanted(): number[] {
    if (this.settling) return [0];
    const { windowSize, overscan } = this.#options;
    const end = Math.max(this.count, 1) - 1;
    const clamp = (row: number) => Math.floor(Math.min(Math.max(row, 0), end) / windowSize);
    const wanted = new Set<number>();
    for (let at = clamp(this.#first); at <= clamp(this.#last); at += 1) wanted.add(at);
    wanted.add(clamp(this.#last + overscan));
    wanted.add(clamp(this.#first - overscan));
    return [...wanted];
  }

  #isFresh(index: number): boolean {
    if (this.settling) return false;
    const copy = this.#staged.get(index) ?? this.#windows.get(index);
    return copy?.revision === this.#revision;
  }

  #pump(): void {
    if (this.#wantedQuery === null || this.#failure !== null) return;
    for (const index of this.#wanted()) {
      if (this.#inFlight.size >= concurrentFetches) return;
      if (!this.#inFlight.has(index) && !this.#isFresh(index)) this.#load(this.#wantedQuery, index);
    }
  }

  #load(query: RowQuery, index: number): void {
    const { windowSize, fetchPage } = this.#options;
    const controller = new AbortController();
    const revision = this.#revision;
    this.#inFlight.set(index, controller);
    // A cursor is cheaper than a deep offset, and right as long as nothing has changed since.
    const before = this.settling ? undefined : this.#windows.get(index - 1);
    const after = before?.revision === revision ? before.nextCursor : null;
    const place = after === null ? { offset: index * windowSize } : { after };
    fetchPage({ ...query, ...place, limit: windowSize }, controller.signal).then(
      (page) => {
        if (this.#inFlight.get(index) !== controller) return;
        this.#inFlight.delete(index);
        this.#receive(query, index, page, revision);
        this.#pump();
      },
      (error: unknown) => {
        if (this.#inFlight.get(index) !== controller) return;
        this.#inFlight.delete(index);
        this.#fail(query, error);
      },
    );
  }

  #receive(query: RowQuery, index: number, page: Page, revision: number): void {
    const arrived = { rows: page.rows, nextCursor: page.nextCursor, revision };
    const replaced = this.#shown !== query;
    if (replaced) {
      // Another order of the same users has the same total.
      if (this.#shown?.query !== query.query) this.#total = null;
      this.#shown = query;
      this.#windows = new Map([[index, arrived]]);
      this.#first = 0;
      this.#last = 0;
    } else if (this.#windows.has(index)) {
      this.#staged.set(index, arrived);
    } else {
      this.#windows.set(index, arrived);
    }
    if (page.total !== null) {
      this.#total = page.total;
      this.#counted = null;
    } else if (this.#counted?.query === query.query) {
      this.#total = this.#counted.total;
    }
    this.#commitStaged();
    this.#evict();
    this.#options.onUpdate({ replaced });
  }

  /** Swaps refreshed windows in together: one by one, a row could show twice or not at all. */
  #commitStaged(): boolean {
    const waiting = this.#wanted().some((index) => this.#windows.has(index) && !this.#isFresh(index));
    // When another change came meanwhile, showing these copies now beats waiting for a quiet moment.
    const behind = [...this.#staged.values()].some(({ revision }) => revision < this.#revision);
    if (this.#staged.size === 0 || (waiting && !behind)) return false;
    for (const [index, copy] of this.#staged) this.#windows.set(index, copy);
    this.#staged.clear();
    return true;
  }

  #evict(): void {
    const centre = (this.#first + this.#last) / 2 / this.#options.windowSize;
    const farthestFirst = [...this.#windows.keys()].sort(
      (a, b) => Math.abs(b - centre) - Math.abs(a - centre),
    );
    for (const index of farthestFirst.slice(0, Math.max(0, farthestFirst.length - this.#options.keep))) {
      this.#windows.delete(index);
    }
  }

  #fail(query: RowQuery, error: unknown): void {
    this.#failure = error;
    this.#failedQuery = this.#shown !== query;
    if (this.#failedQuery) {
      // Rows of the query before would pass for the answer to this one.
      this.#shown = null;
      this.#windows.clear();
      this.#total = null;
    } else {
      for (const [index, copy] of this.#staged) this.#windows.set(index, copy);
    }
    this.#staged.clear();
    this.#options.onUpdate({ replaced: this.#failedQuery });
  }
}
