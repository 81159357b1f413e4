/** What the users list has to say in place of rows, or above them. Knows no words and no colours. */
import type { Failure } from '../../../shared/failure.ts';
import type { DirectoryStatus } from '../../../shared/models/directory.ts';

export type ListState =
  | { kind: 'loading' }
  | { kind: 'rows' }
  | { kind: 'noMatch'; query: string }
  /** The instance has no users. */
  | { kind: 'noUsers' }
  | { kind: 'neverSynced'; reason: string | null }
  /** The first sync has begun and brought nothing yet. */
  | { kind: 'firstSync' }
  | { kind: 'unavailable'; code: string; message: string }
  | { kind: 'failed'; failure: Failure };

export interface ListFacts {
  status: DirectoryStatus | null;
  syncRunning: boolean;
  /** What the rows on screen answer; null before the first answer. */
  shownQuery: string | null;
  rowCount: number;
  queryFailure: Failure | null;
}

export function listState({ status, syncRunning, shownQuery, rowCount, queryFailure }: ListFacts): ListState {
  if (status?.state === 'unavailable') {
    return {
      kind: 'unavailable',
      code: status.failure?.code ?? 'storage',
      message: status.failure?.message ?? 'The local copy of this instance’s users cannot be opened.',
    };
  }
  if (shownQuery === null)
    return queryFailure ? { kind: 'failed', failure: queryFailure } : { kind: 'loading' };
  if (rowCount > 0) return { kind: 'rows' };
  if (shownQuery.trim() !== '' && (status === null || status.users > 0)) {
    return { kind: 'noMatch', query: shownQuery.trim() };
  }
  if (syncRunning) return { kind: 'firstSync' };
  if (status === null) return { kind: 'loading' };
  if (status.state === 'ready') return { kind: 'noUsers' };
  return { kind: 'neverSynced', reason: status.failure?.message ?? null };
}
