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
  /** A track of `grid-template-columns`. */
  track: string;
  /** Numbers and times are right-aligned. */
  end: boolean;
  sort: DirectorySortField | null;
}

/** In the order in which they stand on screen. */
const columns: readonly Column[] = [
  { id: 'user', label: 'User', track: 'minmax(140px, 1.1fr)', end: false, sort: 'name' },
  { id: 'email', label: 'E-mail', track: 'minmax(160px, 1.4fr)', end: false, sort: 'email' },
  { id: 'username', label: 'Username', track: 'minmax(100px, 0.7fr)', end: false, sort: null },
  { id: 'phone', label: 'Phone', track: '128px', end: false, sort: null },
  { id: 'externalId', label: 'External id', track: 'minmax(110px, 0.7fr)', end: false, sort: null },
  { id: 'status', label: 'Status', track: '148px', end: false, sort: null },
  { id: 'lastActiveAt', label: 'Active', track: '84px', end: true, sort: 'lastActiveAt' },
  { id: 'lastSignInAt', label: 'Last sign-in', track: '96px', end: true, sort: 'lastSignInAt' },
  { id: 'createdAt', label: 'Created', track: '96px', end: true, sort: 'createdAt' },
];

/** From which width of the pane on, in px, a column is worth its place. */
const fromWidthPx: Record<ColumnId, number> = {
  user: 0,
  status: 0,
  lastActiveAt: 440,
  email: 560,
  createdAt: 660,
  username: 1080,
  lastSignInAt: 1200,
  phone: 1400,
  externalId: 1560,
};

/** The column that the list is sorted by is shown at any width: it says what the order means. */
export function columnsFor(widthPx: number, sort: DirectorySort): Column[] {
  const { field } = partsOf(sort);
  return columns.filter((column) => column.sort === field || widthPx >= fromWidthPx[column.id]);
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
