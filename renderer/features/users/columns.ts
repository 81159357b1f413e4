/** Which columns the users list shows at a given width, and how each is sorted. Draws nothing. */
import type { DirectorySort, DirectorySortField } from '../../../shared/models/directory.ts';

export type ColumnId =
  | 'user'
  | 'email'
  | 'username'
  | 'phone'
  | 'externalId'
  | 'status'
  | 'lastActiveAt'
  | 'lastSignInAt'
  | 'createdAt';

export interface Column {
  id: ColumnId;
  label: string;
  /** It never gets narrower than this. */
  minPx: number;
  /** Its share of the room that is left; 0 keeps it at its minimum. */
  share: number;
  /** Numbers and times are right-aligned. */
  end: boolean;
  sort: DirectorySortField | null;
}

/** In the order in which they stand on screen. */
const columns: readonly Column[] = [
  { id: 'user', label: 'User', minPx: 120, share: 1.1, end: false, sort: 'name' },
  { id: 'email', label: 'E-mail', minPx: 140, share: 1.4, end: false, sort: 'email' },
  { id: 'username', label: 'Username', minPx: 100, share: 0.7, end: false, sort: null },
  { id: 'phone', label: 'Phone', minPx: 128, share: 0, end: false, sort: null },
  { id: 'externalId', label: 'External id', minPx: 110, share: 0.7, end: false, sort: null },
  { id: 'status', label: 'Status', minPx: 148, share: 0, end: false, sort: null },
  { id: 'lastActiveAt', label: 'Active', minPx: 96, share: 0, end: true, sort: 'lastActiveAt' },
  { id: 'lastSignInAt', label: 'Last sign-in', minPx: 100, share: 0, end: true, sort: 'lastSignInAt' },
  { id: 'createdAt', label: 'Created', minPx: 96, share: 0, end: true, sort: 'createdAt' },
];

/** Who may stay when there is not room for all. */
const byImportance: readonly ColumnId[] = ['user', 'email', 'status', 'lastActiveAt', 'createdAt'];

/** From which width of the pane on a column that is good to have takes no room from the important ones. */
const extraFromPx: Partial<Record<ColumnId, number>> = {
  username: 1080,
  lastSignInAt: 1200,
  phone: 1400,
  externalId: 1560,
};

export const columnGapPx = 12;
/** Left and right of each row. */
export const rowPaddingPx = 12;

/** The column that the list is sorted by is shown at any width: it says what the order means. */
export function columnsFor(widthPx: number, sort: DirectorySort): Column[] {
  const { field } = partsOf(sort);
  const shown = columns.filter(
    (column) => column.sort === field || widthPx >= (extraFromPx[column.id] ?? Infinity),
  );
  let roomPx = widthPx - 2 * rowPaddingPx + columnGapPx;
  for (const { minPx } of shown) roomPx -= minPx + columnGapPx;
  for (const id of byImportance) {
    const column = columns.find((one) => one.id === id);
    if (!column || shown.includes(column)) continue;
    const needsPx = column.minPx + columnGapPx;
    // The user is what a row is about.
    if (id !== 'user' && needsPx > roomPx) break;
    shown.push(column);
    roomPx -= needsPx;
  }
  return columns.filter((column) => shown.includes(column));
}

/** The value of `grid-template-columns`. */
export function tracksOf(shown: readonly Column[]): string {
  return shown
    .map(({ minPx, share }) => (share === 0 ? `${minPx}px` : `minmax(${minPx}px, ${share}fr)`))
    .join(' ');
}

export function partsOf(sort: DirectorySort): { field: DirectorySortField; descending: boolean } {
  const descending = sort.startsWith('-');
  return { field: (descending ? sort.slice(1) : sort) as DirectorySortField, descending };
}

/** What a click on a column's head sorts by: the other way round, or the way people mean first. */
export function nextSort(current: DirectorySort, field: DirectorySortField): DirectorySort {
  const { field: now, descending } = partsOf(current);
  const newestFirst = field !== 'name' && field !== 'email';
  const down = now === field ? !descending : newestFirst;
  return down ? `-${field}` : field;
}

export function ariaSort(
  column: Column,
  sort: DirectorySort,
): 'ascending' | 'descending' | 'none' | undefined {
  if (column.sort === null) return undefined;
  const { field, descending } = partsOf(sort);
  if (field !== column.sort) return 'none';
  return descending ? 'descending' : 'ascending';
}
