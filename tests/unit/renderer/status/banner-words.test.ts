/** The banner tells offline, a refused key and a failing API apart, and what to do about each. */
import { expect, test } from 'vitest';
import { bannerOf } from '../../../../renderer/features/status/banner-words.ts';
import type { DirectoryStatus } from '../../../../shared/models/directory.ts';
import { instance, makeStatus } from '../users/fake-bridge.ts';

const now = Date.now();
const connection = (state: DirectoryStatus['connection']['state'], message: string | null = null) => ({
  connection: { state, since: null, message },
});
const banner = (more: Partial<DirectoryStatus>, of = instance) =>
  bannerOf(of, makeStatus({ lastSyncedAt: now - 120_000, ...more }), now);

test('nothing is said when nothing is wrong', () => {
  expect(banner({})).toBeNull();
  expect(banner({ failure: { code: 'cancelled', message: 'Cancelled.' } })).toBeNull();
});

test('the pane tells of the mirror’s own state', () => {
  expect(banner({ state: 'unavailable', ...connection('offline') })).toBeNull();
});

test('offline says how old what is shown is', () => {
  expect(banner(connection('offline'))).toMatchObject({
    tone: 'warn',
    action: 'sync',
    words: 'Offline. What you see was synced 2 min ago. Nothing can be changed until the connection is back.',
  });
  expect(banner({ ...connection('offline'), lastSyncedAt: null })?.words).toContain('Nothing is here yet.');
});

test('a refused key is to be replaced; the demo has none to replace', () => {
  expect(banner(connection('unauthorized'))).toMatchObject({ tone: 'bad', action: 'replace-key' });
  expect(banner(connection('unauthorized'), { ...instance, kind: 'demo' })?.action).toBeNull();
});

test('a failing API is quoted', () => {
  const said = banner(connection('failing', 'The API answered 502.'));
  expect(said).toMatchObject({ tone: 'warn', action: 'sync' });
  expect(said?.words).toContain('The API answered 502.');
});

test('a failed sync says why, and stands back while the next one runs', () => {
  const failure = { code: 'storage', message: 'The disk reports an error.' };
  expect(banner({ failure })?.words).toContain('The disk reports an error.');
  expect(banner({ failure, state: 'syncing' })).toBeNull();
  expect(banner({ failure: { code: 'unauthorized', message: 'No key.' } })?.action).toBe('replace-key');
});
