/** A million users take no more memory than the few that are looked at. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';

const million = 1_000_000;
const start = Date.UTC(2026, 10, 23, 12);
let api: DemoApi;
let heapBefore: number;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use after garbage collection. */
function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

beforeAll(async () => {
  heapBefore = heapMegabytes();
  api = await startDemoApi({ users: million, clock: { now: () => start } });
});

afterAll(() => api.server.close());

test('the first and the last page come by cursor', async () => {
  expect(await api.count()).toBe(million);
  const newest = await api.users({ limit: 500 });
  const oldest = await api.users({ limit: 500, order_by: '+created_at' });
  expect(newest[0]?.created_at).toBeGreaterThan(start - 3_600_000);
  expect(oldest[0]?.created_at).toBeLessThan(start - 1000 * 86_400_000);
  const cursor = oldest[300]?.id ?? '';
  const tail = await api.users({ limit: 500, starting_after: cursor });
  expect(tail.map((user) => user.id)).toEqual(
    oldest
      .slice(0, 300)
      .map((user) => user.id)
      .toReversed(),
  );
  expect(await api.users({ limit: 500, offset: million - 3 })).toHaveLength(3);
});

test('windows of creation dates hold everybody once', async () => {
  const edges = [0, 900, 600, 300, 100, 30, 7].map((days) => (days === 0 ? 0 : start - days * 86_400_000));
  let sum = 0;
  for (const [place, edge] of edges.entries()) {
    const next = edges[place + 1];
    // "after" leaves the moment itself out.
    const window = { created_at_after: edge - 1, ...(next === undefined ? {} : { created_at_before: next }) };
    const count = await api.count(window);
    const page = await api.users({ ...window, limit: 20 });
    expect(page.every((user) => user.created_at >= edge && user.created_at < (next ?? Infinity))).toBe(true);
    sum += count;
  }
  expect(sum).toBe(million);
});

test('a user is found by its e-mail address and its id', async () => {
  const [, user] = await api.users({ limit: 2, offset: 654_321 });
  const email = user?.email_addresses[0]?.email_address;
  if (user === undefined || email === undefined)
    throw new Error('The population has changed: pick another user');
  expect((await api.users({ email_address: [email] })).map((each) => each.id)).toEqual([user.id]);
  expect((await api.users({ user_id: [user.id] })).map((each) => each.id)).toEqual([user.id]);
});

test('addresses and sessions are found by their ids alone', async () => {
  const page = await api.users({ limit: 100, offset: 765_432 });
  for (const user of page.slice(0, 20)) {
    const [email] = user.email_addresses;
    if (email !== undefined) expect(await api.answer('GET', `/email_addresses/${email.id}`)).toEqual(email);
    const query = { user_id: user.id };
    const [session] = (await api.answer('GET', '/sessions', { query })) as { id: string }[];
    if (session !== undefined) {
      expect(await api.answer('GET', `/sessions/${session.id}`)).toEqual(session);
      await api.answer('POST', `/sessions/${session.id}/revoke`);
    }
  }
});

test('a query walks them all, once for all its pages', async () => {
  const total = await api.count({ name_query: 'featherstone' });
  expect(total).toBeGreaterThan(1000);
  const first = await api.users({ name_query: 'featherstone', limit: 500 });
  const second = await api.users({
    name_query: 'featherstone',
    limit: 500,
    starting_after: first.at(-1)?.id ?? '',
  });
  expect(new Set([...first, ...second].map((user) => user.id)).size).toBe(1000);
});

test('edits among a million are seen, and memory stays below 60 MB', async () => {
  const page = await api.users({ limit: 200, offset: 500_000 });
  for (const { id } of page.slice(0, 100)) await api.user('POST', `/users/${id}/ban`);
  for (const { id } of page.slice(100)) await api.call('DELETE', `/users/${id}`);
  const deleted = page.slice(100).filter((user) => user.scim === null).length;
  expect(await api.count()).toBe(million - deleted);
  const heap = heapMegabytes();
  expect(heap - heapBefore).toBeLessThan(60);
});
