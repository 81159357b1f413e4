/** The mirror against the demo server, over HTTP, through the app's own client: the real shapes and rules. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClerkClient } from '../../../electron/core/clerk/clerk-client.ts';
import type { UserLister } from '../../../electron/core/directory/directory.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { startDemoServer, type DemoServer } from '../../../electron/demo/start-demo-server.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { createTestClient } from '../../harness/clerk/test-client.ts';
import { mirroredUsers, openDirectory } from './open-directory.ts';

let server: DemoServer;
let client: ClerkClient;

beforeAll(async () => {
  server = await startDemoServer({ users: 2000, environment: 'production' });
  client = createTestClient(server.url, {
    secretKey: server.secretKey,
    environment: 'production',
    clock: systemClock,
  });
});
afterAll(async () => {
  client.close();
  await server.close();
});

const lister: UserLister = {
  list: (input, signal) => client.listRaw(input, { signal, priority: 'background' }),
  count: async (input, signal) => (await client.call('count', input, { signal })).total,
};

/** Without the countdown of locks, which moves by itself. */
function settled(users: Map<string, JsonObject>): Map<string, JsonObject> {
  return new Map([...users].map(([id, user]) => [id, { ...user, lockout_expires_in_seconds: null }]));
}

async function everyoneOnTheServer(): Promise<Map<string, JsonObject>> {
  const users = new Map<string, JsonObject>();
  for (;;) {
    const page = await client.listRaw({ limit: 500, offset: users.size, orderBy: 'created_at' });
    for (const user of page) users.set(String(user['id']), user);
    if (page.length < 500) return users;
  }
}

test('mirrors everyone, then what was changed, created, dated back and deleted', async () => {
  const directory = await openDirectory({ clock: systemClock });
  await directory.sync('auto', lister);
  const before = await everyoneOnTheServer();
  expect(before.size).toBe(2000);
  expect(settled(await mirroredUsers(directory))).toEqual(settled(before));

  const ids = [...before.keys()];
  const take = (): string => ids.splice(Math.floor(ids.length / 2), 1)[0] ?? '';
  for (const number of [1, 2, 3]) {
    await client.call('update', { userId: take(), changes: { firstName: `Changed ${number}` } });
    await client.call('delete', { userId: take() });
  }
  const { raw } = await client.call('create', {
    user: { emailAddress: ['dated.back@example.com'], firstName: 'Älva', createdAt: '2019-01-01T00:00:00Z' },
  });
  await directory.sync('auto', lister);

  expect(settled(await mirroredUsers(directory))).toEqual(settled(await everyoneOnTheServer()));
  const oldest = await directory.query({ query: '', sort: 'createdAt', limit: 1 });
  expect(oldest.rows[0]).toMatchObject({ id: raw['id'], name: 'Älva', email: 'dated.back@example.com' });
  const found = await directory.query({ query: 'alva dated.b', sort: 'name', limit: 10 });
  expect(found.rows.map((row) => row.id)).toEqual([raw['id']]);
});
