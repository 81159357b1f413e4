/** A mirror that cannot be read is set aside and made anew, and the user is told; nothing crashes. */
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Directory } from '../../../electron/core/directory/directory.ts';
import { createDatabaseThreads } from '../../../electron/core/storage/database-threads.ts';
import { FakeInstance } from '../../integration/directory/fake-instance.ts';
import {
  allRows,
  fillDirectory,
  makeFolder,
  makeThreads,
  mirroredUsers,
  openDirectory,
  workerScript,
} from '../../integration/directory/open-directory.ts';
import { makeWireUsers } from '../../integration/directory/wire-users.ts';

async function closedMirror(): Promise<{ folder: string; file: string; instance: FakeInstance }> {
  const folder = await makeFolder();
  const instance = new FakeInstance(makeWireUsers(800, 1));
  const directory = await openDirectory({ folder });
  await directory.sync('auto', instance.lister());
  await directory.close();
  return { folder, file: join(folder, 'mirror.db'), instance };
}

function flipBytes(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  for (let at = from; at < Math.min(to, bytes.length); at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

const setAsideIn = (folder: string) => readdirSync(folder).filter((name) => name.includes('.corrupt-'));

async function expectRebuilt(directory: Directory, folder: string, instance: FakeInstance): Promise<void> {
  const status = await directory.status();
  expect(status).toMatchObject({ state: 'empty', users: 0, lastSyncedAt: null });
  expect(status.notice).toMatch(/damaged.*set aside as mirror\.db\.corrupt-/u);
  expect(setAsideIn(folder)).toHaveLength(1);
  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
}

describe('found at opening', () => {
  test.each<[string, (file: string) => void]>([
    ['the first page overwritten', (file) => flipBytes(file, 0, 4096)],
    ['cut off in the first page', (file) => truncateSync(file, 1000)],
    [
      'another kind of file',
      (file) => writeFileSync(file, 'Not a database, but long enough to be one. '.repeat(200)),
    ],
  ])('%s', async (_, damage) => {
    const { folder, file, instance } = await closedMirror();
    damage(file);
    await expectRebuilt(await openDirectory({ folder }), folder, instance);
  });

  test('made with another key', async () => {
    const { folder, instance } = await closedMirror();
    await expectRebuilt(await openDirectory({ folder, key: 'f'.repeat(64) }), folder, instance);
  });
});

describe('found in use', () => {
  async function damagedInTheMiddle() {
    const mirror = await closedMirror();
    const { size } = statSync(mirror.file);
    // All but the first pages, which opening reads.
    flipBytes(mirror.file, 64 * 4096, size);
    return mirror;
  }

  test('by a query: it answers from the new mirror', async () => {
    const { folder, instance } = await damagedInTheMiddle();
    const directory = await openDirectory({ folder });
    expect(await allRows(directory)).toEqual([]);
    await expectRebuilt(directory, folder, instance);
  });

  test('by a sync: it reads everything again', async () => {
    const { folder, instance } = await damagedInTheMiddle();
    const directory = await openDirectory({ folder });
    await directory.sync('auto', instance.lister());
    expect(await mirroredUsers(directory)).toEqual(instance.users);
    expect((await directory.status()).notice).toMatch(/set aside/u);
    expect(setAsideIn(folder)).toHaveLength(1);
  });

  test('by the check after a crash', async () => {
    const folder = await makeFolder();
    const threads = createDatabaseThreads(workerScript);
    const directory = await openDirectory({ folder, threads });
    await fillDirectory(directory, makeWireUsers(800, 2));
    // The threads end without closing anything, as in a crash.
    await threads.close();
    const file = join(folder, 'mirror.db');
    // What a crash leaves is in the WAL; it is carried over first, so that the damage is in the file.
    const between = await openDirectory({ folder });
    await between.close();
    const unclean = createDatabaseThreads(workerScript);
    await openDirectory({ folder, threads: unclean });
    await unclean.close();
    flipBytes(file, 64 * 4096, 80 * 4096);
    const after = await openDirectory({ folder, threads: makeThreads() });
    await expect.poll(async () => (await after.status()).notice).toMatch(/set aside/u);
  });
});

test('only the last few are kept aside', async () => {
  const { folder, file } = await closedMirror();
  for (let time = 1; time <= 4; time += 1) {
    writeFileSync(file, 'x'.repeat(5000));
    const clock = { now: () => Date.UTC(2026, 0, time), sleep: () => Promise.resolve() };
    await (await openDirectory({ folder, clock })).close();
  }
  expect(setAsideIn(folder)).toEqual([
    'mirror.db.corrupt-2026-01-03T00-00-00-000Z',
    'mirror.db.corrupt-2026-01-04T00-00-00-000Z',
  ]);
});
