/** A sync whose process is killed goes on where it was: nothing twice, nothing missing, no page read again. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FakeInstance } from '../../integration/directory/fake-instance.ts';
import {
  allRows,
  makeFolder,
  mirroredUsers,
  openDirectory,
  testKey,
  workerScript,
} from '../../integration/directory/open-directory.ts';
import { makeWireUser, makeWireUsers, seededRandom } from '../../integration/directory/wire-users.ts';

const users = 3200;

async function killAt(request: number, file: string): Promise<void> {
  const script = fileURLToPath(new URL('./killed-child.ts', import.meta.url));
  const settings = JSON.stringify({ worker: workerScript.href, file, key: testKey, users, seed: 1 });
  const child = fork(script, [settings], { execArgv: [] });
  const exited = once(child, 'exit');
  let asked = 0;
  child.on('message', (message: { asked?: string | null }) => {
    if (message.asked === undefined) return;
    asked += 1;
    if (asked === request) child.kill('SIGKILL');
  });
  const [, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe('SIGKILL');
}

test.each([1, 3, 6])('killed at its request no. %i', async (request) => {
  const folder = await makeFolder();
  await killAt(request, join(folder, 'mirror.db'));

  const instance = new FakeInstance(makeWireUsers(users, 1));
  const directory = await openDirectory({ folder });
  const left = await directory.status();
  expect(left.state).toBe('partial');
  expect(left.notice).toBeNull();
  // Whole pages only, each beginning with the last user of the one before; and they are readable at once.
  if (left.users > 0) expect((left.users - 500) % 499).toBe(0);
  expect(await allRows(directory)).toHaveLength(left.users);

  // Meanwhile the instance went on.
  const random = seededRandom(2);
  const ids = [...instance.users.keys()];
  for (const id of ids.slice(0, 2)) instance.delete(id);
  for (const id of ids.slice(30, 60)) instance.update(id, { first_name: 'Changed' });
  for (let number = 0; number < 20; number += 1) instance.create(makeWireUser(50_000 + number, random));

  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
  const walked = instance.requests.filter(
    (one) =>
      'orderBy' in one &&
      one.orderBy === '-created_at' &&
      // Others look for the two who were deleted, in windows that are one page long.
      one.createdAtAfter === undefined &&
      (one.startingAfter !== undefined || one.createdAtBefore === undefined),
  );
  expect(walked.length).toBeLessThanOrEqual(Math.ceil((users - left.users) / 499) + 1);
});
