/** A later sync brings changes and removals with few requests, and ends in agreement whatever happens under way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { Directory } from '../../../electron/core/directory/directory.ts';
import { FakeInstance } from './fake-instance.ts';
import { mirroredUsers, openDirectory } from './open-directory.ts';
import { epochMs, makeWireUser, makeWireUsers, pick, seededRandom } from './wire-users.ts';

async function synced(users: JsonObject[]): Promise<{ instance: FakeInstance; directory: Directory }> {
  const instance = new FakeInstance(users);
  const directory = await openDirectory();
  await directory.sync('auto', instance.lister());
  instance.requests.length = 0;
  return { instance, directory };
}

test('nothing to do costs a look at the changes, at who was active, and a count', async () => {
  const { instance, directory } = await synced(makeWireUsers(1300, 1));
  await directory.sync('auto', instance.lister());
  expect(instance.requests).toHaveLength(3);
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('brings what was created, changed and edited back in time', async () => {
  const { instance, directory } = await synced(makeWireUsers(1300, 2));
  const ids = [...instance.users.keys()];
  const random = seededRandom(3);
  for (let number = 0; number < 700; number += 1)
    instance.update(pick(random, ids), { first_name: `New${number}` });
  for (let number = 0; number < 40; number += 1) {
    instance.create(makeWireUser(9000 + number, random, { created_at: epochMs + number * 3_600_000 }));
    instance.update(pick(random, ids), { created_at: epochMs + Math.floor(random() * 1e9) });
  }
  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('misses no change when deletions move the pages under way', async () => {
  // Those that change were never active, so that looking at activity does not make up for a miss.
  const users = makeWireUsers(2200, 31).map((user, number) =>
    number < 1200 ? { ...user, last_active_at: null } : user,
  );
  const { instance, directory } = await synced(users);
  const ids = [...instance.users.keys()];
  for (const id of ids.slice(0, 1200)) instance.update(id, { first_name: 'Changed' });
  let pages = 0;
  instance.before = async (request) => {
    if (request?.orderBy !== '-updated_at') return;
    pages += 1;
    // More than the pages overlap by, from the second page: the rest moves up, past the third's edge,
    // and too far down for the next pass to meet it by chance.
    if (pages !== 3) return;
    const gone = ids.slice(500, 600);
    for (const id of gone) instance.delete(id);
    // By Roster's own hand, so that no count differs and leads to a full reading.
    await directory.remove(gone);
  };
  await directory.sync('auto', instance.lister());
  expect(pages).toBeGreaterThan(3);
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('brings activity, though it moves no change date', async () => {
  const { instance, directory } = await synced(makeWireUsers(900, 4));
  const [id, user] = [...instance.users][5] ?? [];
  if (id === undefined || user === undefined) throw new Error('There are 900');
  instance.users.set(id, { ...user, last_active_at: epochMs + 900 * 86_400_000 });
  await directory.sync('auto', instance.lister());
  expect((await directory.get(id))?.user['last_active_at']).toBe(epochMs + 900 * 86_400_000);
});

test('activity and countdowns of locks are no changes to be followed', async () => {
  const lock = { locked: true, lockout_expires_in_seconds: 3600 };
  const { instance, directory } = await synced(makeWireUsers(2600, 30).map((user) => ({ ...user, ...lock })));
  let number = 0;
  for (const [id, user] of instance.users) {
    number += 1;
    const active: JsonObject = number % 50 === 0 ? { last_active_at: epochMs + 900 * 86_400_000 } : {};
    instance.users.set(id, { ...user, ...active, lockout_expires_in_seconds: 3000 });
  }
  await directory.sync('auto', instance.lister());
  // One page of changes; of activity those that bring some, and the one that brings none.
  const orders = instance.requests.map((one) => ('orderBy' in one ? one.orderBy : 'count')).sort();
  expect(orders).toEqual(['-last_active_at', '-last_active_at', '-updated_at', 'count']);
  const [newest] = (await directory.query({ query: '', sort: '-lastActiveAt', limit: 1 })).rows;
  expect((await directory.get(newest?.id ?? ''))?.user['lockout_expires_in_seconds']).toBe(3000);
});

describe('finds who was deleted', () => {
  test('one of many, without reading everyone', async () => {
    const { instance, directory } = await synced(makeWireUsers(6000, 5));
    // Not a recent one: those are found among the changes.
    const oldest = [...instance.users.values()].sort(
      (a, b) => Number(a['updated_at']) - Number(b['updated_at']),
    );
    instance.delete(String(oldest[100]?.['id']));
    await directory.sync('auto', instance.lister());
    expect(await mirroredUsers(directory)).toEqual(instance.users);
    // Twelve pages would be a full reading.
    const pages = instance.requests.filter((one) => 'orderBy' in one && one.orderBy === '-created_at');
    expect(pages.length).toBeLessThanOrEqual(2);
    expect(instance.requests.length).toBeLessThanOrEqual(12);
  });

  test('most of them', async () => {
    const { instance, directory } = await synced(makeWireUsers(1600, 6));
    for (const id of [...instance.users.keys()].filter((_, number) => number % 3 > 0)) instance.delete(id);
    await directory.sync('auto', instance.lister());
    expect(await mirroredUsers(directory)).toEqual(instance.users);
  });

  test('all of them', async () => {
    const { instance, directory } = await synced(makeWireUsers(700, 7));
    instance.users.clear();
    await directory.sync('auto', instance.lister());
    expect((await directory.status()).users).toBe(0);
  });

  test('as many as were created', async () => {
    const { instance, directory } = await synced(makeWireUsers(1100, 8));
    const random = seededRandom(9);
    [...instance.users.keys()].slice(0, 5).forEach((id, number) => {
      instance.delete(id);
      instance.create(makeWireUser(7000 + number, random));
    });
    await directory.sync('auto', instance.lister());
    expect(await mirroredUsers(directory)).toEqual(instance.users);
  });

  test('among thousands of one moment', async () => {
    const sameMoment = { created_at: epochMs, updated_at: epochMs };
    const { instance, directory } = await synced(
      makeWireUsers(1700, 10).map((user) => ({ ...user, ...sameMoment })),
    );
    instance.delete([...instance.users.keys()][800] ?? '');
    await directory.sync('auto', instance.lister());
    expect(await mirroredUsers(directory)).toEqual(instance.users);
  });
});

test('brings users that an import dated back, change date and all', async () => {
  const { instance, directory } = await synced(makeWireUsers(1500, 11));
  const random = seededRandom(12);
  for (let number = 0; number < 3; number += 1) {
    const user = makeWireUser(8000 + number, random, {
      created_at: epochMs + number,
      updated_at: epochMs + number,
    });
    instance.users.set(String(user['id']), user);
  }
  await directory.sync('auto', instance.lister());
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

test('full: reads everything again, and follows a server that went back', async () => {
  const users = makeWireUsers(1100, 13);
  const { instance, directory } = await synced(users);
  for (const id of [...instance.users.keys()].slice(0, 20)) instance.update(id, { first_name: 'Edited' });
  instance.create(makeWireUser(6000, seededRandom(14)));
  await directory.sync('auto', instance.lister());
  // A restored backup: older contents, older dates, someone gone.
  const restored = new FakeInstance(users);
  await directory.sync('full', restored.lister());
  expect(await mirroredUsers(directory)).toEqual(restored.users);
});

test('a server that went back is noticed by the changes alone', async () => {
  const users = makeWireUsers(1100, 15);
  const { instance, directory } = await synced(users);
  for (const id of [...instance.users.keys()].slice(0, 20)) instance.update(id, { first_name: 'Edited' });
  await directory.sync('auto', instance.lister());
  const restored = new FakeInstance(users);
  await directory.sync('auto', restored.lister());
  expect(await mirroredUsers(directory)).toEqual(restored.users);
});

test('a user deleted by Roster during the sync does not come back with a page that left before', async () => {
  const instance = new FakeInstance(makeWireUsers(1200, 16));
  const directory = await openDirectory();
  const [victim] = [...instance.users.keys()];
  if (victim === undefined) throw new Error('There are 1200');
  const lister = instance.lister();
  await directory.sync('auto', {
    ...lister,
    list: async (input, signal) => {
      const page = await lister.list(input, signal);
      if (instance.users.has(victim) && page.some((user) => user['id'] === victim)) {
        // The page is on its way; meanwhile the user is deleted, here and there.
        instance.delete(victim);
        await directory.remove([victim]);
      }
      return page;
    },
  });
  expect(await directory.get(victim)).toBeNull();
  expect(await mirroredUsers(directory)).toEqual(instance.users);
});

/** What others do to the instance while a sync runs. */
const writes = fc.array(
  fc.record({
    beforeRequest: fc.nat(12),
    kind: fc.constantFrom('create', 'createBack', 'update', 'move', 'delete', 'deleteNewest', 'activity'),
    many: fc.integer({ min: 1, max: 60 }),
    seed: fc.nat(1000),
  }),
  { maxLength: 8 },
);

test('random writes under way: the next quiet sync agrees with the instance', async () => {
  await fc.assert(
    fc.asyncProperty(writes, fc.constantFrom('auto', 'full'), async (planned, mode) => {
      const instance = new FakeInstance(makeWireUsers(1150, 17));
      const directory = await openDirectory();
      let request = 0;
      let number = 20_000;
      instance.before = () => {
        for (const write of planned.filter((one) => one.beforeRequest === request)) {
          const random = seededRandom(write.seed);
          for (let time = 0; time < write.many; time += 1) {
            const ids = [...instance.users.keys()];
            const id = pick(random, ids);
            number += 1;
            const createdAt = epochMs + Math.floor(random() * 6e10);
            if (write.kind === 'create')
              instance.create(makeWireUser(number, random, { created_at: instance.now() }));
            if (write.kind === 'createBack')
              instance.create(makeWireUser(number, random, { created_at: createdAt }));
            if (write.kind === 'update') instance.update(id, { last_name: `Later${number}` });
            if (write.kind === 'move') instance.update(id, { created_at: createdAt });
            if (write.kind === 'delete') instance.delete(id);
            if (write.kind === 'deleteNewest') instance.delete(ids.at(-1) ?? id);
          }
        }
        request += 1;
      };
      await directory.sync(mode, instance.lister());
      request = 0;
      await directory.sync(mode, instance.lister());
      instance.before = () => undefined;
      await directory.sync('auto', instance.lister());
      const [mirrored, expected] = [await mirroredUsers(directory), instance.users];
      expect([...mirrored.keys()].sort()).toEqual([...expected.keys()].sort());
      expect(mirrored).toEqual(expected);
      await directory.destroy();
    }),
    { numRuns: 10, seed: 2 },
  );
});
