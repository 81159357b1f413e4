/** A full disk ends a sync cleanly: it is said so, what was read stays, and it goes on when there is room. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FakeInstance } from '../../integration/directory/fake-instance.ts';
import {
  allRows,
  makeFolder,
  mirroredUsers,
  openDirectory,
} from '../../integration/directory/open-directory.ts';
import { makeWireUsers } from '../../integration/directory/wire-users.ts';

/** A disk of its own, or null where this user may not mount one. */
async function smallDisk(sizeMb: number): Promise<string | null> {
  const folder = await makeFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

test('on a real, small disk', async ({ skip }) => {
  const folder = await smallDisk(16);
  if (folder === null) return skip('Mounting a small disk needs root');
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(10 * 1024 * 1024));
  const instance = new FakeInstance(makeWireUsers(3000, 1));
  const directory = await openDirectory({ folder });

  await expect(directory.sync('auto', instance.lister())).rejects.toMatchObject({ code: 'disk_full' });

  const full = await directory.status();
  expect(full).toMatchObject({ state: 'partial', failure: { code: 'disk_full' }, notice: null });
  expect(full.users).toBeGreaterThan(0);
  // Whole pages only, each beginning with the last user of the one before.
  expect((full.users - 500) % 499).toBe(0);
  expect(await allRows(directory)).toHaveLength(full.users);
  await expect(directory.put(makeWireUsers(3000, 2), 1)).rejects.toMatchObject({ code: 'disk_full' });
  expect((await directory.status()).users).toBe(full.users);

  rmSync(ballast);
  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
  expect((await directory.status()).failure).toBeNull();
});
