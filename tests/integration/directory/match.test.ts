/** Names are matched exactly, as whatever they may be of a user, and everyone whom they may mean is told. */
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Directory } from '../../../electron/core/directory/directory.ts';
import { directoryMigrations } from '../../../electron/core/directory/directory-schema.ts';
import { DirectoryWriter } from '../../../electron/core/directory/directory-writer.ts';
import { openDatabase } from '../../../electron/core/storage/open-database.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { FakeInstance } from './fake-instance.ts';
import { fillDirectory, makeFolder, openDirectory, testKey } from './open-directory.ts';
import { epochMs, makeWireUser, makeWireUsers, seededRandom } from './wire-users.ts';

const random = seededRandom(3);
let number = 10_000;

function makeUser(id: string, more: JsonObject = {}): JsonObject {
  number += 1;
  return { ...makeWireUser(number, random), id, external_id: null, username: null, ...more };
}

function emails(...addresses: string[]): JsonObject {
  return {
    primary_email_address_id: 'idn_0',
    email_addresses: addresses.map((address, index) => ({ id: `idn_${index}`, email_address: address })),
  };
}

const jane = makeUser('user_2aBcJane', {
  external_id: 'crm:000 7',
  username: 'jane_doe',
  ...emails('Jane@Acme.com', 'jane+old@example.org'),
});
const zoe = makeUser('user_2aBcZoe', {
  username: 'zoé',
  external_id: 'Zo\u0065\u0301-1',
  ...emails('zoe@acme.com'),
});
const other = makeUser('user_2aBcOther', { username: 'crm:000 7', ...emails('x.jane@acme.com') });

async function found(directory: Directory, name: string): Promise<string[]> {
  const [match] = await directory.match([name]);
  expect(match?.name).toBe(name);
  return (match?.users ?? []).map(({ as, user }) => `${as} ${user.id}`);
}

const cases: [name: string, users: string[]][] = [
  ['user_2aBcJane', ['id user_2aBcJane']],
  ['user_2abcjane', []],
  ['user_2aBc', []],
  ['jane@acme.com', ['email user_2aBcJane']],
  ['JANE@ACME.COM', ['email user_2aBcJane']],
  ['jane+old@example.org', ['email user_2aBcJane']],
  ['jane.old@example.org', []],
  ['jane@acme', []],
  ['@acme.com', []],
  ['.@acme.com', []],
  ['jane_doe', ['username user_2aBcJane']],
  ['Jane_Doe', ['username user_2aBcJane']],
  ['jane-doe', []],
  ['jane', []],
  ['zoé', ['username user_2aBcZoe']],
  ['zoe\u0301', ['username user_2aBcZoe']],
  ['zoe', []],
  ['Zoé-1', ['externalId user_2aBcZoe']],
  ['crm:000 7', ['externalId user_2aBcJane', 'username user_2aBcOther']],
  ['CRM:000 7', ['username user_2aBcOther']],
  ['"', []],
  ['* OR *', []],
  ['a@b" OR "c', []],
];

describe('a complete copy', () => {
  test('finds exactly those who are called so', async () => {
    const directory = await openDirectory();
    await fillDirectory(directory, [...makeWireUsers(50, 4), jane, zoe, other]);
    for (const [name, users] of cases) expect(await found(directory, name), name).toEqual(users);
  });

  test('answers many names in their order, with the rows', async () => {
    const directory = await openDirectory();
    const users = makeWireUsers(500, 9);
    await fillDirectory(directory, users);
    const names = users.map((user) => String(user['id'])).reverse();
    const matches = await directory.match(names);
    expect(matches.map(({ name }) => name)).toEqual(names);
    expect(matches.map((match) => match.users[0]?.user.id)).toEqual(names);
  });

  test('follows a user who is renamed', async () => {
    const directory = await openDirectory();
    await directory.put([jane], 1);
    await directory.put([{ ...jane, username: 'janet', updated_at: 2_000_000_000_000 }], 2);
    expect(await found(directory, 'jane_doe')).toEqual([]);
    expect(await found(directory, 'janet')).toEqual(['username user_2aBcJane']);
  });
});

test('a copy that an earlier Roster made is brought up to date', async () => {
  const folder = await makeFolder();
  const file = join(folder, 'mirror.db');
  const earlier = openDatabase({
    file,
    key: testKey,
    cacheKiB: 2048,
    synchronous: 'NORMAL',
    migrations: directoryMigrations.slice(0, 1),
  });
  new DirectoryWriter(earlier, () => undefined).put({
    users: [JSON.stringify(jane)],
    fetchedAt: 1,
    stamp: 1,
  });
  earlier.close();
  const directory = await openDirectory({ folder });
  expect(await found(directory, 'jane_doe')).toEqual(['username user_2aBcJane']);
  expect(await found(directory, 'crm:000 7')).toEqual(['externalId user_2aBcJane']);
});

test('a copy in the middle of its first sync finds the same, of those it has', async () => {
  const directory = await openDirectory();
  // Newest first: the three are on the first page.
  const known = [jane, zoe, other].map((user) => ({ ...user, created_at: epochMs + 1e12 }));
  const instance = new FakeInstance([...known, ...makeWireUsers(600, 4)]);
  let looked = false;
  instance.before = async (request) => {
    if (looked || request?.startingAfter === undefined) return;
    looked = true;
    // A page is asked for while the one before is written.
    await vi.waitFor(async () => expect(await directory.absent([String(jane['id'])])).toEqual([]), 20_000);
    for (const [name, expected] of cases) expect(await found(directory, name), name).toEqual(expected);
  };
  await directory.sync('auto', instance.lister());
  expect(looked).toBe(true);
  expect(await found(directory, 'jane_doe')).toEqual(['username user_2aBcJane']);
});
