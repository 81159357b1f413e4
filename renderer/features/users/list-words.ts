/** The words for counts and progress in the users list. */
import type { DirectoryStatus, SyncProgress } from '../../../shared/models/directory.ts';
import { countWords, numberWords, remainingWords } from '../../ui/time-words.ts';

/** `48,211 users`, `312 of 48,211`, or how far the counting is; nothing while nothing is known. */
export function countSummary(query: string, total: number | null, status: DirectoryStatus | null): string {
  const all = status?.users ?? null;
  if (status?.state === 'unavailable') return 'Not available';
  if (query.trim() === '') {
    const count = all ?? total;
    if (status?.state === 'empty' && count === 0) return 'Not synced yet';
    return count === null ? '' : countWords(count, 'user');
  }
  if (total === null) return all === null ? 'Counting…' : `Counting… of ${numberWords(all)}`;
  return all === null
    ? countWords(total, 'match', 'matches')
    : `${numberWords(total)} of ${numberWords(all)}`;
}

/** `Syncing 1,500 of 48,211`. */
export function progressSummary(progress: SyncProgress | null): string {
  if (progress === null || progress.phase === 'counting') return 'Syncing…';
  if (progress.phase === 'reconciling') return 'Syncing: looking for removed users…';
  const done = numberWords(progress.done);
  if (progress.total === null) return `Syncing ${done}`;
  return `Syncing ${done} of ${numberWords(progress.total)}${remainingWords(progress.remainingMs)}`;
}
