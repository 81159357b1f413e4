/** The one line about an instance's state: the worst of what is the case. */
import { expect, test } from 'vitest';
import { statusWords } from '../../../../renderer/features/shell/status-words.ts';
import type { DirectoryStatus } from '../../../../shared/models/directory.ts';
import { instanceId, makeStatus } from '../users/fake-bridge.ts';

const now = Date.now();
const synced = { lastSyncedAt: now - 120_000 };
const progress = { instanceId, phase: 'reading', done: 1500, total: 5000, remainingMs: null } as const;
const connection = (state: DirectoryStatus['connection']['state']) => ({
  connection: { state, since: null, message: null },
});

test.each<[string, string, Partial<DirectoryStatus>]>([
  ['Synced 2 min ago', 'ok', synced],
  ['Not synced yet', 'waiting', { state: 'empty', lastSyncedAt: null }],
  ['Sync unfinished', 'waiting', { state: 'partial', lastSyncedAt: null }],
  ['Syncing, 1,500 of 5,000', 'busy', { ...synced, state: 'syncing', progress }],
  [
    'Syncing, 1,500 of 5,000, about 2 min left',
    'busy',
    { ...synced, state: 'syncing', progress: { ...progress, remainingMs: 110_000 } },
  ],
  ['Offline, synced 2 min ago', 'warn', { ...synced, state: 'syncing', progress, ...connection('offline') }],
  ['Key refused, synced 2 min ago', 'bad', { ...synced, ...connection('unauthorized') }],
  ['Clerk is failing, not synced yet', 'warn', { lastSyncedAt: null, ...connection('failing') }],
  ['Paused, synced 2 min ago', 'waiting', { ...synced, paused: true }],
  ['Paused, not synced yet', 'waiting', { state: 'partial', lastSyncedAt: null, paused: true }],
  ['Mirror unavailable', 'bad', { state: 'unavailable', ...connection('offline') }],
  ['Last sync failed, synced 2 min ago', 'warn', { ...synced, failure: { code: 'storage', message: 'x' } }],
  ['Synced 2 min ago', 'ok', { ...synced, failure: { code: 'cancelled', message: 'x' } }],
])('%s (%s)', (words, sign, status) => {
  expect(statusWords(makeStatus(status), now)).toEqual({ sign, words });
});

test('before anything is known', () => {
  expect(statusWords(null, now).sign).toBe('waiting');
});
