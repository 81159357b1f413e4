/** One mirror's life: what is put, replaced and removed; what others are told; how it is closed and destroyed. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/models/json.ts';
import { FakeInstance } from './fake-instance.ts';
import {
  allRows,
  fillDirectory,
  makeFolder,
  makeThreads,
  mirroredUsers,
  openDirectory,
  stillClock,
} from './open-directory.ts';
import { epochMs, makeWireUser, makeWireUsers, seededRandom } from './wire-users.ts';

const jane: JsonObject = {
  ...makeWireUser(1, seededRandom(1)),
  id: 'user_jane',
  first_name: 'Jane',
  last_name: 'Doe',
  updated_at: 1000,
  created_at: 500,
};

describe('put', () => {
  test('shows in lists, searches and facets at once', async () => {
    const directory = await openDirectory();
    await directory.put([jane], 1);
    expect((await directory.query({ query: 'jane doe', sort: 'name', limit: 10 })).rows).toHaveLength(1);
    expect((await directory.facets('')).total).toBe(1);
    await directory.put([{ ...jane, first_name: 'Janet', updated_at: 1001 }], 2);
    expect((await directory.query({ query: 'janet', sort: 'name', limit: 10 })).rows).toHaveLength(1);
    await directory.put([{ ...jane, first_name: 'Mary', email_addresses: [], updated_at: 1002 }], 3);
    expect((await directory.query({ query: 'janet', sort: 'name', limit: 10 })).rows).toHaveLength(0);
    expect((await directory.status()).users).toBe(1);
  });

  test('keeps the wire JSON exactly, odd keys included', async () => {
    const directory = await openDirectory();
    const text = String.raw`{"id":"user_odd","public_metadata":{"__proto__":{"a":1},"constructor":2,"snake_case":3,"camelCase":4,"a-b":null,"":"","\ud800":"\udfff"},"created_at":1}`;
    await directory.put([JSON.parse(text) as JsonObject], 1);
    const found = await directory.get('user_odd');
    expect(JSON.stringify(found?.user)).toBe(text);
    expect(Object.hasOwn((found?.user['public_metadata'] ?? {}) as object, '__proto__')).toBe(true);
  });

  test.each([
    ['an older change date', { updated_at: 999, first_name: 'Old' }, 99, 'Jane'],
    ['the same change date, read earlier', { first_name: 'Old' }, 5, 'Jane'],
    ['the same change date, read later', { first_name: 'New' }, 11, 'New'],
    ['a later change date, though read earlier', { updated_at: 1001, first_name: 'New' }, 5, 'New'],
  ])('%s', async (_, change, fetchedAt, expected) => {
    const directory = await openDirectory();
    await directory.put([jane], 10);
    await directory.put([{ ...jane, ...change }], fetchedAt);
    expect((await directory.get('user_jane'))?.user['first_name']).toBe(expected);
  });

  test('a copy that was read before its user was removed does not bring them back', async () => {
    const directory = await openDirectory();
    const removedAt = stillClock.now();
    await directory.put([jane], removedAt - 10);
    await directory.remove(['user_jane']);
    await directory.put([{ ...jane, updated_at: 2000 }], removedAt - 1);
    expect(await directory.get('user_jane')).toBeNull();
    await directory.put([{ ...jane, updated_at: 3000 }], removedAt + 1);
    expect(await directory.get('user_jane')).not.toBeNull();
  });

  test('survives users that are nothing like users', async () => {
    const directory = await openDirectory();
    const odd: unknown[] = [
      {},
      { id: 7 },
      { id: 'user_a', email_addresses: 'none', phone_numbers: [null, 3, {}], created_at: 'yesterday' },
      { id: 'user_b', created_at: 1e300, updated_at: -1, first_name: ['x'], external_accounts: { a: 1 } },
      { id: 'user_c', created_at: -5e12, first_name: '\u0000\ud800', username: ' '.repeat(3) },
      { id: 'user_d', created_at: 1.5, first_name: 'x'.repeat(100_000), last_name: '太'.repeat(5000) },
    ];
    await directory.put(odd as JsonObject[], 1);
    expect((await allRows(directory)).map((row) => row.id).sort()).toEqual([
      'user_a',
      'user_b',
      'user_c',
      'user_d',
    ]);
    expect((await allRows(directory, { query: '太太' })).map((row) => row.id)).toEqual(['user_d']);
    await directory.remove(['user_a', 'user_b', 'user_c', 'user_d', 'user_never']);
    expect((await directory.facets('')).total).toBe(0);
  });
});

test('rows stand in the order of creation, whatever is put, moved and removed', async () => {
  const threads = makeThreads();
  // Few moments, so that most users share one.
  const time = fc.constantFrom(null, -1, 0, 1, 2, epochMs, epochMs + 1);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), id: fc.nat(12), createdAt: time }),
    fc.record({ kind: fc.constant('remove' as const), id: fc.nat(12) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 8 }), async (batches) => {
      const directory = await openDirectory({ threads });
      const model = new Map<string, number | null>();
      let updatedAt = 0;
      for (const batch of batches) {
        const puts: JsonObject[] = [];
        const removals: string[] = [];
        for (const one of batch) {
          const id = `user_${one.id}`;
          updatedAt += 1;
          if (one.kind === 'remove') removals.push(id);
          else
            puts.push({ id, created_at: one.createdAt, updated_at: updatedAt, first_name: `name${one.id}` });
        }
        // Read after every removal so far: an earlier copy would be refused.
        await directory.put(puts, stillClock.now() + updatedAt);
        for (const user of puts) model.set(String(user['id']), user['created_at'] as number | null);
        await directory.remove(removals);
        for (const id of removals) model.delete(id);
      }
      for (const query of ['', 'name']) {
        const newestFirst = await allRows(directory, { query });
        expect(new Map(newestFirst.map((row) => [row.id, row.createdAt]))).toEqual(model);
        const times = newestFirst.map((row) => row.createdAt ?? -Infinity);
        expect(times).toEqual([...times].sort((a, b) => (a === b ? 0 : b - a)));
        const oldestFirst = await allRows(directory, { query, sort: 'createdAt' });
        const dated = (rows: typeof oldestFirst) =>
          rows.filter((row) => row.createdAt !== null).map((row) => row.id);
        expect(dated(oldestFirst)).toEqual(dated(newestFirst).reverse());
        expect(oldestFirst.slice(dated(oldestFirst).length).every((row) => row.createdAt === null)).toBe(
          true,
        );
      }
      await directory.destroy();
    }),
    { numRuns: 40, seed: 3 },
  );
});

describe('tells', () => {
  test('who changed, when they are few; that much changed, when they are many', async () => {
    const directory = await openDirectory();
    const told: (string[] | null)[] = [];
    directory.on('changed', ({ userIds }) => told.push(userIds));
    await directory.put([jane], 1);
    await directory.put([jane], 2);
    await directory.remove(['user_jane']);
    await directory.put(makeWireUsers(60, 2), 1);
    expect(told).toEqual([['user_jane'], ['user_jane'], null]);
  });

  test('the total of a search with very many matches, later', async () => {
    const directory = await openDirectory();
    const users = Array.from({ length: 10_060 }, (_, number) => ({
      id: `user_${number}`,
      first_name: number < 50 ? 'Rare' : 'Common',
      created_at: number,
    }));
    await fillDirectory(directory, users);
    const counted = new Promise((resolve) => {
      directory.on('counted', resolve);
    });
    expect(await directory.query({ query: 'rare', sort: 'name', limit: 5 })).toMatchObject({ total: 50 });
    expect(await directory.query({ query: 'common', sort: '-createdAt', limit: 5 })).toMatchObject({
      total: null,
    });
    expect(await counted).toEqual({ query: 'common', total: 10_010 });
    // Known now, until something changes.
    expect((await directory.query({ query: 'common', sort: '-createdAt', limit: 5 })).total).toBe(10_010);
  });
});

describe('files', () => {
  test('hold nothing that can be read without the key', async () => {
    const folder = await makeFolder();
    const directory = await openDirectory({ folder });
    await directory.put([{ ...jane, email_addresses: [{ email_address: 'jane.findme@acme.com' }] }], 1);
    const everything = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name)).toString('latin1'))
        .join('\n');
    for (const text of [everything(), await directory.close().then(everything)]) {
      expect(text.length).toBeGreaterThan(4096);
      expect(text).not.toMatch(/findme|Jane|user_jane|SQLite format/u);
    }
  });

  test('are readable by nobody else, and counted with their WAL', async () => {
    const folder = await makeFolder();
    const directory = await openDirectory({ folder });
    await fillDirectory(directory, makeWireUsers(300, 3));
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    const sizes = ['mirror.db', 'mirror.db-wal'].map((name) => statSync(join(folder, name)).size);
    expect((await directory.status()).bytes).toBe(sizes.reduce((sum, size) => sum + size));
  });

  test('are one after closing, and none after destroying', async () => {
    const folder = await makeFolder();
    const directory = await openDirectory({ folder });
    await fillDirectory(directory, makeWireUsers(300, 4));
    await directory.close();
    expect(readdirSync(folder)).toEqual(['mirror.db']);
    const again = await openDirectory({ folder });
    expect((await again.status()).users).toBe(300);
    await again.destroy();
    expect(readdirSync(folder)).toEqual([]);
    await expect(again.query({ query: '', sort: 'name', limit: 1 })).rejects.toMatchObject({
      code: 'storage',
    });
  });

  test('wiped, it is empty and can be filled again', async () => {
    const instance = new FakeInstance(makeWireUsers(600, 5));
    const directory = await openDirectory();
    await directory.sync('auto', instance.lister());
    await directory.wipe();
    expect(await directory.status()).toMatchObject({
      state: 'empty',
      users: 0,
      lastSyncedAt: null,
      notice: null,
    });
    expect(await allRows(directory)).toEqual([]);
    await directory.sync('auto', instance.lister());
    expect(await mirroredUsers(directory)).toEqual(instance.users);
  });

  test('closing during a sync ends it, and it goes on at the next start', async () => {
    const folder = await makeFolder();
    const instance = new FakeInstance(makeWireUsers(1600, 6));
    const directory = await openDirectory({ folder });
    const reached = new Promise<void>((resolve) => {
      instance.before = (request) => {
        if (request?.startingAfter !== undefined) resolve();
      };
    });
    const sync = directory.sync('auto', instance.lister());
    sync.catch(() => undefined);
    await reached;
    await directory.close();
    await expect(sync).rejects.toMatchObject({ code: 'cancelled' });
    const again = await openDirectory({ folder });
    expect((await again.status()).state).toBe('partial');
    await again.sync('auto', instance.lister());
    expect(await mirroredUsers(again)).toEqual(instance.users);
  });
});

test('many mirrors share two threads', async () => {
  const threads = makeThreads();
  const folder = await makeFolder();
  const mirrors = await Promise.all(['a', 'b', 'c'].map((name) => openDirectory({ folder, threads, name })));
  const instances = [4, 5, 6].map((seed) => new FakeInstance(makeWireUsers(700 + seed, seed)));
  await Promise.all(
    mirrors.map((mirror, index) => mirror.sync('auto', (instances[index] ?? new FakeInstance()).lister())),
  );
  for (const [index, mirror] of mirrors.entries())
    expect(await mirroredUsers(mirror)).toEqual(instances[index]?.users);
  await mirrors[0]?.close();
  expect((await allRows(mirrors[1] ?? (await openDirectory()))).length).toBe(705);
});

test('a search that was given up is not run', async () => {
  const directory = await openDirectory();
  await fillDirectory(directory, makeWireUsers(300, 9));
  const controllers = Array.from({ length: 50 }, () => new AbortController());
  const searches = controllers.map(({ signal }, number) =>
    directory.query({ query: `j${number}`, sort: 'name', limit: 10 }, signal),
  );
  const last = directory.query({ query: 'jane', sort: 'name', limit: 10 });
  for (const controller of controllers) controller.abort();
  const outcomes = await Promise.allSettled(searches);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  expect((await last).rows.length).toBeGreaterThan(0);
});

test('a mirror that cannot be opened says why, and opens once the reason is gone', async () => {
  const folder = await makeFolder();
  const threads = makeThreads();
  writeFileSync(join(folder, 'taken'), '');
  const open = () => openDirectory({ folder: join(folder, 'taken'), threads });
  await expect(open()).rejects.toMatchObject({ code: 'storage' });
  rmSync(join(folder, 'taken'));
  expect((await (await open()).status()).state).toBe('empty');
});
