/** Queries find and order as a plain model does, page by page, whatever is asked. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { Directory } from '../../../electron/core/directory/directory.ts';
import { createDatabaseThreads } from '../../../electron/core/storage/database-threads.ts';
import { createDirectory } from '../../../electron/core/directory/create-directory.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { compareRows, naiveMatch } from './naive-directory.ts';
import { allRows, fillDirectory, silentLogger, stillClock, testKey, workerScript } from './open-directory.ts';
import { everySort } from './open-directory.ts';
import { makeWireUsers } from './wire-users.ts';

const sorts = everySort;
const users = makeWireUsers(1500, 7);
// More than the list sorts row by row share a word.
const crowd: JsonObject[] = makeWireUsers(1500, 8).map((user, number) => ({
  ...user,
  id: `user_crowd${number}`,
  username: `crowd${number}`,
}));
const everyone = [...users, ...crowd];
let directory: Directory;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roster-query-'));
  const threads = createDatabaseThreads(workerScript);
  directory = await createDirectory({
    instanceId: 'instance-1' as InstanceId,
    file: join(folder, 'mirror.db'),
    key: testKey,
    storage: 'persistent',
    threads,
    clock: stillClock,
    logger: silentLogger,
  });
  await fillDirectory(directory, everyone);
  return async () => {
    await directory.close();
    await threads.close();
    await rm(folder, { recursive: true, force: true });
  };
});

const expectedIds = (query: string) =>
  everyone.filter((user) => naiveMatch(user, query)).map((user) => String(user['id']));

async function expectSameAsModel(query: string): Promise<void> {
  const expected = expectedIds(query);
  const rows = await allRows(directory, { query });
  expect(rows.map((row) => row.id).sort()).toEqual(expected.sort());
  const { total } = await directory.query({ query, sort: '-createdAt', limit: 1 });
  expect(total).toBe(expected.length);
}

describe('finds', () => {
  const some = users.find((user) => user['first_name'] === 'Zoë');
  const phone = String(
    (users.find((user) => (user['phone_numbers'] as []).length > 0)?.['phone_numbers'] as JsonObject[])[0]?.[
      'phone_number'
    ],
  );
  const external = String(users.find((user) => user['external_id'] !== null)?.['external_id']);

  test.each([
    'zoe',
    'ZOË',
    'jane doe',
    'doe jane',
    "o'brien",
    'o’brien',
    'brien',
    'strasse',
    'garcia-mar',
    'marquez',
    'crowd1',
    'acme.com',
    '@acme.com',
    'jane@acme',
    'user12.jane@acme.com',
    'lukasz søren',
    '太',
    '郎',
    '中',
    'ольга',
    'user_',
    'user_1',
    external,
    external.slice(0, 6),
    String(some?.['id']),
    String(some?.['id']).slice(0, 12),
    String(some?.['id']).slice(5, 12),
    String(some?.['id']).toUpperCase(),
    phone,
    phone.slice(-7),
    `${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`,
    'no-such-person',
  ])('%s', async (query) => {
    await expectSameAsModel(query);
  });

  test('something for each kind of text', () => {
    // Else the comparison above would hold of a mirror that finds nobody.
    for (const query of [
      'zoe',
      'brien',
      'jane@acme',
      '郎',
      external,
      String(some?.['id']),
      phone.slice(-7),
    ]) {
      expect(expectedIds(query).length).toBeGreaterThan(0);
    }
  });

  test('nothing but words in the index’s own syntax', async () => {
    for (const query of [
      '"',
      '""',
      '* OR *',
      'jane" OR "x',
      'terms:jane',
      'NEAR(jane doe)',
      '^jane',
      'a AND',
      '{a b}:c',
      '(',
      '\\',
      "';--",
      '\u0000',
    ]) {
      await expectSameAsModel(query);
    }
  });
});

test('random pieces of what is there', async () => {
  const words = everyone.flatMap((user) =>
    [user['first_name'], user['last_name'], user['username'], user['external_id'], user['id']].filter(
      (text) => typeof text === 'string',
    ),
  );
  const word = fc
    .tuple(fc.constantFrom(...words), fc.nat(4), fc.integer({ min: 1, max: 12 }))
    .map(([text, from, length]) => [...text].slice(from, from + length).join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 3 }), async (some) => {
      await expectSameAsModel(some.join(' '));
    }),
    { numRuns: 60, seed: 1 },
  );
});

describe.each(sorts)('sorted by %s', (sort) => {
  // Everyone; few enough to be sorted; too many for that; nobody.
  test.each(['', 'jane', 'crowd', 'nobody-at-all'])(
    '"%s" comes in order, and alike by every way of paging',
    async (query) => {
      const whole = (await allRows(directory, { query, sort })).map((row) => row.id);
      const rows = new Map((await allRows(directory, { query })).map((row) => [row.id, row]));
      expect([...whole].sort()).toEqual([...rows.keys()].sort());
      const ordered = whole.map((id) => rows.get(id)).filter((row) => row !== undefined);
      const compare = compareRows(sort);
      for (let index = 1; index < ordered.length; index += 1) {
        const [before, after] = [ordered[index - 1], ordered[index]];
        if (before === undefined || after === undefined) throw new Error('Unreachable');
        expect(compare(before, after), `${before.id} and ${after.id}`).toBeLessThanOrEqual(0);
      }

      expect((await allRows(directory, { query, sort }, 97)).map((row) => row.id)).toEqual(whole);
      const byOffset: string[] = [];
      for (let offset = 0; offset < whole.length + 300; offset += 300) {
        const page = await directory.query({ query, sort, offset, limit: 300 });
        byOffset.push(...page.rows.map((row) => row.id));
      }
      expect(byOffset).toEqual(whole);
    },
  );
});

test('those without a value come last either way', async () => {
  for (const sort of ['lastActiveAt', '-lastActiveAt', 'email', '-email'] as const) {
    const field = sort.replace('-', '') as 'email' | 'lastActiveAt';
    const values = (await allRows(directory, { sort })).map((row) => row[field]);
    const firstEmpty = values.indexOf(null);
    expect(firstEmpty).toBeGreaterThan(0);
    expect(values.slice(firstEmpty).every((value) => value === null)).toBe(true);
  }
});

test('a cursor of another order, or none at all, is refused by name', async () => {
  const { nextCursor } = await directory.query({ query: '', sort: 'name', limit: 5 });
  for (const after of [
    nextCursor ?? '',
    'nonsense',
    '',
    'W10',
    Buffer.from('["-createdAt",null,"x"]').toString('base64url'),
  ]) {
    await expect(directory.query({ query: '', sort: '-createdAt', limit: 5, after })).rejects.toMatchObject({
      failure: { code: 'invalid_input', fields: { after: expect.any(String) as string } },
    });
  }
});

test('facets count everyone, and whom a search finds', async () => {
  for (const query of ['', 'jane', 'crowd']) {
    const matching = everyone.filter((user) => naiveMatch(user, query));
    const count = (test: (user: JsonObject) => boolean) => matching.filter(test).length;
    const { total, facets } = await directory.facets(query);
    const valueOf = (values: { value: string; count: number }[], value: string) =>
      values.find((one) => one.value === value)?.count ?? 0;
    expect(total).toBe(matching.length);
    expect(valueOf(facets.status, 'banned')).toBe(count((user) => user['banned'] === true));
    expect(valueOf(facets.status, 'active')).toBe(
      count((user) => user['banned'] !== true && user['locked'] !== true),
    );
    expect(valueOf(facets.mfa, 'none')).toBe(count((user) => user['two_factor_enabled'] !== true));
    expect(valueOf(facets.mfa, 'totp')).toBe(count((user) => user['totp_enabled'] === true));
    expect(valueOf(facets.provider, 'github')).toBe(
      count((user) => JSON.stringify(user['external_accounts']).includes('github')),
    );
    expect(facets.emailDomain.reduce((sum, one) => sum + one.count, 0)).toBe(
      count((user) => user['primary_email_address_id'] !== null),
    );
    expect(facets.signUpMonth.reduce((sum, one) => sum + one.count, 0)).toBe(matching.length);
    expect(facets.signUpMonth.map((one) => one.value)).toEqual(
      facets.signUpMonth
        .map((one) => one.value)
        .sort()
        .reverse(),
    );
  }
});
