/** A first sync brings every user, once, in few requests, and goes on where it was cut. */
import { expect, test } from 'vitest';
import { FakeInstance } from './fake-instance.ts';
import { allRows, mirroredUsers, openDirectory } from './open-directory.ts';
import { makeWireUsers } from './wire-users.ts';

test('brings everyone, with the JSON untouched, and is ready', async () => {
  const instance = new FakeInstance(makeWireUsers(1234, 1));
  const directory = await openDirectory();
  expect((await directory.status()).state).toBe('empty');

  await directory.sync('auto', instance.lister());

  expect(await mirroredUsers(directory)).toEqual(instance.users);
  expect(await directory.status()).toMatchObject({
    state: 'ready',
    users: 1234,
    progress: null,
    failure: null,
    notice: null,
  });
  const rows = await allRows(directory);
  const times = rows.map((row) => row.createdAt ?? 0);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});
