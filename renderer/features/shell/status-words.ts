/** The state of an instance's mirror and connection in words: the same ones wherever it is told. */
import type { DirectoryStatus, SyncProgress } from '../../../shared/models/directory.ts';
import { agoWords, numberWords, remainingWords } from '../../ui/time-words.ts';

/** What a sign for the state looks like; its words always stand beside it or in its label. */
export type StatusSign = 'ok' | 'busy' | 'waiting' | 'warn' | 'bad';

export interface StatusWords {
  sign: StatusSign;
  words: string;
}

export function progressWords(progress: SyncProgress): string {
  switch (progress.phase) {
    case 'counting':
      return 'Counting users';
    case 'reading':
      return progress.total === null
        ? `${numberWords(progress.done)} users read`
        : `${numberWords(progress.done)} of ${numberWords(progress.total)}${remainingWords(progress.remainingMs)}`;
    case 'reconciling':
      return 'Looking for removed users';
    case 'done':
      return 'Done';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return 'Failed';
  }
}

function lastSyncWords(status: DirectoryStatus, now: number): string {
  return status.lastSyncedAt === null ? 'not synced yet' : `synced ${agoWords(status.lastSyncedAt, now)}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** In a few words: `Synced 2 min ago`, `Offline, synced 2 min ago`, `Key refused`. Null: not known yet. */
export function statusWords(status: DirectoryStatus | null, now: number): StatusWords {
  if (!status) return { sign: 'waiting', words: 'Opening' };
  if (status.state === 'unavailable') return { sign: 'bad', words: 'Mirror unavailable' };
  const synced = lastSyncWords(status, now);
  switch (status.connection.state) {
    case 'unauthorized':
      return { sign: 'bad', words: `Key refused, ${synced}` };
    case 'offline':
      return { sign: 'warn', words: `Offline, ${synced}` };
    case 'failing':
      return { sign: 'warn', words: `Clerk is failing, ${synced}` };
    case 'unknown':
    case 'online':
      break;
  }
  if (status.state === 'syncing') {
    return {
      sign: 'busy',
      words: status.progress ? `Syncing, ${progressWords(status.progress)}` : 'Syncing',
    };
  }
  if (status.paused) return { sign: 'waiting', words: `Paused, ${synced}` };
  if (status.failure && status.failure.code !== 'cancelled') {
    return { sign: 'warn', words: `Last sync failed, ${synced}` };
  }
  if (status.state === 'partial') return { sign: 'waiting', words: 'Sync unfinished' };
  return { sign: status.lastSyncedAt === null ? 'waiting' : 'ok', words: capital(synced) };
}
