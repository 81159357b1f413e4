/** A first sync brings every user, once, in few requests, and goes on where it was cut. */
import { expect, test } from 'vitest';
import { fail } from '../../../shared/failure.ts';
import { FakeInstance } from './fake-instance.ts';
import { compareRows } from './naive-directory.ts';
import { allRows, makeFolder, mirroredUsers, openDirectory } from './open-directory.ts';
import { epochMs, makeWireUsers } from './wire-users.ts';

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

test('reports counting, reading with a total, and the end', async () => {
  const instance = new FakeInstance(makeWireUsers(1200, 2));
  const directory = await openDirectory();
  const seen: string[] = [];
  directory.on('progressed', ({ phase, done, total }) => seen.push(`${phase} ${done}/${total}`));
  await directory.sync('auto', instance.lister());
  expect(seen[0]).toBe('counting 0/null');
  // The second page begins with the last user of the first.
  expect(seen).toEqual(expect.arrayContaining(['reading 500/1200', 'reading 999/1200', 'reading 1200/1200']));
  expect(seen.at(-1)).toBe('done 1200/1200');
});

test('whoever hears of the end and asks is told that it has ended', async () => {
  const instance = new FakeInstance(makeWireUsers(10, 2));
  const directory = await openDirectory();
  const states: Promise<string>[] = [];
  directory.on('progressed', ({ phase }) => {
    if (phase === 'done') states.push(directory.status().then(({ state }) => state));
  });
  await directory.sync('auto', instance.lister());
  expect(await Promise.all(states)).toEqual(['ready']);
});

test('asks for each page once, and for little else', async () => {
  const instance = new FakeInstance(makeWireUsers(3000, 3));
  const directory = await openDirectory();
  await directory.sync('auto', instance.lister());
  // Six full pages and the empty one that says so; a count before and after; the latest changes.
  expect(instance.requests.length).toBeLessThanOrEqual(6 + 1 + 2 + 1);
});

test('a count that misses who signed up a moment later loses nobody', async () => {
  const instance = new FakeInstance(makeWireUsers(1000, 14));
  const directory = await openDirectory();
  const late = makeWireUsers(1003, 15)
    .slice(1000)
    .map((user, index) => ({ ...user, created_at: epochMs * 2 + index }));
  let isCounted = false;
  instance.before = (request) => {
    // Counted before they came; listed, newest first, with them: the last full page is not the last.
    if (request === null) isCounted = true;
    else if (isCounted) for (const user of late.splice(0)) instance.create(user);
  };
  await directory.sync('auto', instance.lister());
  expect(instance.users.size).toBe(1003);
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('asks for a page while the one before is written', async () => {
  const instance = new FakeInstance(makeWireUsers(1600, 4));
  const directory = await openDirectory();
  const writtenAtRequest: Promise<number>[] = [];
  instance.before = (request) => {
    if (request?.orderBy !== '-created_at') return;
    writtenAtRequest.push(directory.status().then(({ users }) => users));
  };
  await directory.sync('auto', instance.lister());
  // Had the first page been waited for, 500 would be known when the second is asked for.
  const [, atSecond, ...later] = await Promise.all(writtenAtRequest);
  expect(atSecond).toBe(0);
  expect(later).toHaveLength(2);
});

test('goes on where a failure cut it, and reads no page twice', async () => {
  const instance = new FakeInstance(makeWireUsers(2400, 5));
  const folder = await makeFolder();
  const directory = await openDirectory({ folder });
  instance.before = (request) => {
    if (request?.startingAfter !== undefined && instance.requests.length > 4)
      throw fail('offline', 'No network');
  };
  await expect(directory.sync('auto', instance.lister())).rejects.toMatchObject({ code: 'offline' });
  const cut = await directory.status();
  expect(cut).toMatchObject({ state: 'partial', lastSyncedAt: null, failure: { code: 'offline' } });
  expect(cut.users).toBeGreaterThan(0);
  expect(cut.users).toBeLessThan(2400);
  // What is there can be searched and sorted.
  for (const sort of ['name', '-email', 'lastActiveAt'] as const) {
    const rows = await allRows(directory, { sort }, 70);
    expect(new Set(rows.map((row) => row.id)).size).toBe(cut.users);
    rows.slice(1).forEach((row, index) => {
      expect(compareRows(sort)(rows[index] ?? row, row)).toBeLessThanOrEqual(0);
    });
  }
  await directory.close();

  instance.before = () => undefined;
  const asked = instance.requests.length;
  const again = await openDirectory({ folder });
  expect(await again.status()).toMatchObject({ state: 'partial', users: cut.users });
  await again.sync('auto', instance.lister());
  expect(await mirroredUsers(again)).toEqual(instance.users);
  const pagesLeft = Math.ceil((2400 - cut.users) / 500);
  expect(instance.requests.length - asked).toBeLessThanOrEqual(pagesLeft + 1 + 2 + 1);
});

test('can be cancelled, keeps what it has, and goes on later', async () => {
  const instance = new FakeInstance(makeWireUsers(2000, 6));
  const directory = await openDirectory();
  const controller = new AbortController();
  instance.before = (request) => {
    if (request?.startingAfter !== undefined && instance.requests.length === 4) controller.abort();
  };
  await expect(directory.sync('auto', instance.lister(), controller.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  const cut = await directory.status();
  expect(cut).toMatchObject({ state: 'partial', failure: null, progress: null });
  expect(cut.users).toBeGreaterThanOrEqual(500);
  instance.before = () => undefined;
  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('goes on when the user it stopped at was deleted meanwhile, also among users of one moment', async () => {
  const sameMoment = { created_at: epochMs + 5 };
  const users = [
    ...makeWireUsers(700, 7),
    ...makeWireUsers(900, 8).map((user) => ({ ...user, ...sameMoment })),
  ];
  const instance = new FakeInstance(users);
  const directory = await openDirectory();
  let deleted = 0;
  instance.before = (request) => {
    // Each cursor's user vanishes right before the request that names it.
    if (request?.startingAfter !== undefined && instance.users.has(request.startingAfter) && deleted < 3) {
      instance.delete(request.startingAfter);
      deleted += 1;
    }
  };
  await directory.sync('auto', instance.lister());
  expect(deleted).toBe(3);
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('a second call joins the first; the sync ends early only when nobody waits any more', async () => {
  const instance = new FakeInstance(makeWireUsers(1600, 9));
  const directory = await openDirectory();
  const controller = new AbortController();
  const first = directory.sync('auto', instance.lister(), controller.signal);
  const second = directory.sync('full', instance.lister());
  controller.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await second;
  expect(await mirroredUsers(directory)).toEqual(instance.users);
  // One walk only.
  expect(instance.requests.filter((one) => 'orderBy' in one && one.orderBy === '-created_at')).toHaveLength(
    4,
  );
});

test('users who are deleted in number while they are read do not stay', async () => {
  const instance = new FakeInstance(makeWireUsers(2600, 10));
  const directory = await openDirectory();
  const newest = [...instance.users.values()].sort(
    (a, b) => Number(b['created_at']) - Number(a['created_at']),
  );
  instance.before = (request) => {
    if (request?.startingAfter === undefined || instance.requests.length !== 5) return;
    for (const user of newest.slice(0, 200)) instance.delete(String(user['id']));
  };
  await directory.sync('auto', instance.lister());
  expect(instance.users.size).toBe(2400);
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('goes on to the end though as many of those read were deleted as are still to be read', async () => {
  const instance = new FakeInstance(makeWireUsers(2500, 12));
  const directory = await openDirectory();
  instance.before = (request) => {
    if (request?.startingAfter !== undefined && instance.requests.length > 3)
      throw fail('offline', 'No network');
  };
  await expect(directory.sync('auto', instance.lister())).rejects.toMatchObject({ code: 'offline' });
  expect((await directory.status()).users).toBe(999);
  instance.before = () => undefined;
  // Never active, and unchanged for long: nothing but reading to the end can tell.
  const read = [...instance.users.values()].sort((a, b) => Number(b['created_at']) - Number(a['created_at']));
  for (const user of read.slice(0, 500)) instance.delete(String(user['id']));
  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});
