/**
 * Says how each kind of query is answered: as one to three index walks that follow each other, each
 * already in the wanted order. Builds SQL text and runs nothing, so that a test can ask SQLite for the
 * plan of every statement there is.
 */
import type { DirectorySort, DirectorySortField } from '../../../shared/models/directory.ts';
import type { Position } from './query-cursor.ts';
import { firstDatedRow } from './row-order.ts';

/** Statements end in `LIMIT ? OFFSET ?`, bound after `bind`. They answer row numbers. */
export interface Phase {
  select: string;
  count: string;
  bind: (bigint | number | string)[];
}

export type Source =
  | { kind: 'all' }
  /** Whom the search expression finds, in the order of the index: that of creation. */
  | { kind: 'search'; expression: string }
  /** Whose row numbers are in this table: few enough to be sorted one by one, or too many for that. */
  | { kind: 'few' | 'many'; table: string }
  /**
   * Everyone, or those in the table, during a first sync, which makes the sorts' indexes at its end:
   * sorted one by one.
   */
  | { kind: 'unindexed'; table?: string };

interface KeyedSort {
  column: string;
  index: string;
}

const keyedSorts: Readonly<Record<Exclude<DirectorySortField, 'createdAt'>, KeyedSort>> = {
  lastActiveAt: { column: 'last_active_at', index: 'user_by_last_active' },
  lastSignInAt: { column: 'last_sign_in_at', index: 'user_by_last_sign_in' },
  name: { column: 'name_key', index: 'user_by_name' },
  email: { column: 'email_key', index: 'user_by_email' },
};

const lowestRow = -(1n << 63n);
const highestRow = (1n << 63n) - 1n;

/** The column that rows are sorted by; null for the order of creation. */
export function sortColumn(sort: DirectorySort): string | null {
  const { field } = parseSort(sort);
  return field === 'createdAt' ? null : keyedSorts[field].column;
}

/** One after the other, these give the rows after `position` in order. */
export function phasesOf(sort: DirectorySort, source: Source, position: Position | null): Phase[] {
  const { field, descending } = parseSort(sort);
  if (field === 'createdAt') return rowPhases(descending, source, position?.rowId ?? null);
  if (source.kind === 'few' || source.kind === 'unindexed') {
    const from =
      source.kind === 'few'
        ? `${source.table} m CROSS JOIN user u INDEXED BY user_sort_keys ON u.row_id = m.row_id`
        : source.table === undefined
          ? 'user u'
          : `${source.table} m CROSS JOIN user u ON u.row_id = m.row_id`;
    return [sortedPhase(keyedSorts[field], descending, from, position)];
  }
  return keyedPhases(keyedSorts[field], descending, source, position);
}

function parseSort(sort: DirectorySort): { field: DirectorySortField; descending: boolean } {
  const descending = sort.startsWith('-');
  return { field: (descending ? sort.slice(1) : sort) as DirectorySortField, descending };
}

/** In the order of creation. Undated rows stand below all others, so only upwards they need a turn. */
function rowPhases(descending: boolean, source: Source, after: bigint | null): Phase[] {
  const ranges: [bigint, bigint][] = descending
    ? [[lowestRow, highestRow]]
    : [
        [firstDatedRow, highestRow],
        [lowestRow, firstDatedRow],
      ];
  const undated = after !== null && after < firstDatedRow;
  return ranges
    .filter(([low]) => descending || !undated || low === lowestRow)
    .map(([low, high]) => {
      if (after === null || after >= high || after < low) return rowPhase(descending, source, low, high);
      return descending
        ? rowPhase(descending, source, low, after)
        : rowPhase(descending, source, after + 1n, high);
    });
}

function rowPhase(descending: boolean, source: Source, low: bigint, high: bigint): Phase {
  const direction = descending ? 'DESC' : 'ASC';
  if (source.kind === 'search') {
    const body = 'FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ?';
    return {
      select: `SELECT rowid ${body} ORDER BY rowid ${direction} LIMIT ? OFFSET ?`,
      count: `SELECT count(*) ${body}`,
      bind: [source.expression, low, high],
    };
  }
  // The small index rather than the table: a far offset then passes few pages.
  const body = 'FROM user INDEXED BY user_by_row WHERE row_id >= ? AND row_id < ?';
  return {
    select: `SELECT row_id ${body} ORDER BY row_id ${direction} LIMIT ? OFFSET ?`,
    count: `SELECT count(*) ${body}`,
    bind: [low, high],
  };
}

/**
 * First the rest of the rows with the position's own key, then those beyond it, then those without a
 * key. Apart, because SQLite would enter an index only at the key, and a day's worth of users may
 * share one.
 */
function keyedPhases(
  { column, index }: KeyedSort,
  descending: boolean,
  source: Source,
  position: Position | null,
): Phase[] {
  const beyond = descending ? '<' : '>';
  const direction = descending ? 'DESC' : 'ASC';
  const join = source.kind === 'many' ? `CROSS JOIN ${source.table} m ON m.row_id = u.row_id` : '';
  const phase = (condition: string, bind: (bigint | number | string)[]): Phase => {
    const body = `FROM user u INDEXED BY ${index} ${join} WHERE ${condition}`;
    return {
      select: `SELECT u.row_id ${body} ORDER BY u.${column} ${direction}, u.row_id ${direction} LIMIT ? OFFSET ?`,
      count: `SELECT count(*) ${body}`,
      bind,
    };
  };
  const withoutKey = `u.${column} IS NULL`;
  if (position === null) return [phase(`u.${column} IS NOT NULL`, []), phase(withoutKey, [])];
  const { key, rowId } = position;
  if (key === null) return [phase(`${withoutKey} AND u.row_id ${beyond} ?`, [rowId])];
  return [
    phase(`u.${column} = ? AND u.row_id ${beyond} ?`, [key, rowId]),
    phase(`u.${column} ${beyond} ?`, [key]),
    phase(withoutKey, []),
  ];
}

/** Rows are looked up one by one and sorted. */
function sortedPhase(
  { column }: KeyedSort,
  descending: boolean,
  from: string,
  position: Position | null,
): Phase {
  const beyond = descending ? '<' : '>';
  const direction = descending ? 'DESC' : 'ASC';
  const bind: (bigint | number | string)[] = [];
  let condition = 'true';
  if (position?.key === null) {
    condition = `u.${column} IS NULL AND u.row_id ${beyond} ?`;
    bind.push(position.rowId);
  } else if (position !== null) {
    condition = `((u.${column}, u.row_id) ${beyond} (?, ?) OR u.${column} IS NULL)`;
    bind.push(position.key, position.rowId);
  }
  const body = `FROM ${from} WHERE ${condition}`;
  return {
    select: `SELECT u.row_id ${body}
      ORDER BY u.${column} IS NULL, u.${column} ${direction}, u.row_id ${direction} LIMIT ? OFFSET ?`,
    count: `SELECT count(*) ${body}`,
    bind,
  };
}
