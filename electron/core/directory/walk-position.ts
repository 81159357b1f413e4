/**
 * Where a walk over all users stands: what is kept of it, and how it is read again. Knows no database and
 * no network.
 */
import { fromTheTop } from './created-pages.ts';
import type { PagePlace } from './created-pages.ts';
import type { CreatedWindow } from './user-windows.ts';

/** What is left of one stretch of creation times, that one stream reads at a time, newest first. */
export interface WalkWindow extends CreatedWindow, PagePlace {}

/** It survives a kill: it is committed with each page. */
export interface WalkPosition {
  /** `first` fills an empty mirror; `full` reads a complete one again. */
  kind: 'first' | 'full';
  /** Copies stored since the walk began carry at least this stamp. */
  stamp: number;
  /**
   * No user changed by the server after the walk began has an `updated_at` below this. Null until the
   * first page came.
   */
  since: number | null;
  /** Users read so far. */
  done: number;
  /** Together all that is not read yet. */
  windows: WalkWindow[];
}

export function newWalk(kind: WalkPosition['kind'], stamp: number): WalkPosition {
  const everyone = { from: null, to: null, ...fromTheTop };
  return { kind, stamp, since: null, done: 0, windows: [everyone] };
}

/** Null for what no version of Roster has written: the walk then begins anew. */
export function readWalk(stored: unknown): WalkPosition | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const walk = stored as Partial<WalkPosition> & Partial<SinglePosition>;
  if (walk.kind !== 'first' && walk.kind !== 'full') return null;
  if (typeof walk.stamp !== 'number' || typeof walk.done !== 'number') return null;
  const { kind, stamp, done, since = null } = walk;
  const windows = walk.windows ?? windowsOf(walk);
  return windows === null ? null : { kind, stamp, done, since, windows };
}

/** As schemas 1 and 2 hold it: one stream over everyone, whose `bound` is its end, and its cursor the last one read. */
interface SinglePosition {
  cursor: string | null;
  cursorCreatedAt: number | null;
  bound: number | null;
}

function windowsOf({ cursor, cursorCreatedAt, bound }: Partial<SinglePosition>): WalkWindow[] | null {
  if (cursor === undefined || cursorCreatedAt === undefined || bound === undefined) return null;
  return [{ from: null, to: bound, cursor, last: null, lastCreatedAt: cursorCreatedAt }];
}
