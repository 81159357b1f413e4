/** Trouble that tests order from the demo server comes as ordered, to the requests it was meant for. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';

let api: DemoApi;
let id: string;

beforeEach(async () => {
  api = await startDemoApi({ users: 20 });
  id = (await api.users({ limit: 1 }))[0]?.id ?? '';
});

afterEach(() => api.server.close());

const ban = () => fetch(`${api.server.url}/users/${id}/ban`, { method: 'POST', headers: key() });
const key = () => ({ authorization: `Bearer ${api.server.secretKey}` });
const isBanned = async () => (await api.user('GET', `/users/${id}`)).banned;

beforeEach(async () => {
  await api.user('POST', `/users/${id}/unban`);
});

describe('answers', () => {
  test.each([
    [
      'an HTML page',
      { status: 503, body: '<html>down</html>', contentType: 'text/html' },
      '<html>down</html>',
      'text/html',
    ],
    ['an empty body', { status: 500 }, '', 'application/json'],
    ['no content type', { status: 200, body: 'OK', contentType: null }, 'OK', null],
    ['JSON', { status: 402, body: { errors: [] } }, '{"errors":[]}', 'application/json'],
  ])('%s, without carrying the operation out', async (_name, fault, body, contentType) => {
    api.server.faults.add({ kind: 'respond', ...fault });
    const reply = await ban();
    expect([reply.status, await reply.text(), reply.headers.get('content-type')]).toEqual([
      fault.status,
      body,
      contentType,
    ]);
    expect(await isBanned()).toBe(false);
  });

  test('may come although the operation was carried out', async () => {
    api.server.faults.add({ kind: 'respond', status: 502, applied: true, headers: { 'cf-ray': 'abc' } });
    const reply = await ban();
    expect([reply.status, reply.headers.get('cf-ray')]).toEqual([502, 'abc']);
    expect(await isBanned()).toBe(true);
  });

  test('of a limit say when to come back', async () => {
    api.server.faults.add({ kind: 'rate-limit', retryAfterSeconds: 9 });
    const reply = await ban();
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '9']);
    expect(await reply.json()).toMatchObject({ errors: [{ code: 'too_many_requests' }] });
    expect(api.server.stats.rateLimited).toBe(0);
  });
});

describe('connections', () => {
  test('break in the middle of the body, after the operation', async () => {
    api.server.faults.add({ kind: 'cut-off' });
    const reply = await ban();
    expect(reply.status).toBe(200);
    await expect(reply.text()).rejects.toThrow();
    expect(await isBanned()).toBe(true);
  });

  test.each([true, false])('break without an answer; carried out: %s', async (applied) => {
    api.server.faults.add({ kind: 'reset', applied });
    await expect(ban()).rejects.toThrow();
    expect(await isBanned()).toBe(applied);
  });

  test('hang until the client gives up or the server closes', async () => {
    api.server.faults.add({ kind: 'hang' }, {}, 2);
    const signal = AbortSignal.timeout(50);
    await expect(fetch(`${api.server.url}/instance`, { headers: key(), signal })).rejects.toThrow();
    const waiting = fetch(`${api.server.url}/instance`, { headers: key() });
    const refused = expect(waiting).rejects.toThrow();
    while (api.server.faults.hits < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await api.server.close();
    await refused;
  });

  test('are as slow as asked', async () => {
    api.server.faults.add({ kind: 'latency', ms: 80 });
    const started = performance.now();
    expect((await ban()).status).toBe(200);
    // A lower bound only: a busy machine may take longer.
    expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  });
});

describe('faults', () => {
  test('meet only the requests they are meant for, so many times', async () => {
    const { faults } = api.server;
    faults.add({ kind: 'respond', status: 500 }, { operation: 'BanUser' }, 2);
    faults.add({ kind: 'respond', status: 501 }, { method: 'get', path: '/users/count' });
    faults.add({ kind: 'respond', status: 502 }, { path: /^\/dom/ }, Infinity);
    faults.add({ kind: 'respond', status: 503 }, { when: ({ query }) => query.has('starting_after') });
    const status = async (path: string) => (await fetch(api.server.url + path, { headers: key() })).status;
    expect([(await ban()).status, (await ban()).status, (await ban()).status]).toEqual([500, 500, 200]);
    expect([await status('/users/count'), await status('/users/count')]).toEqual([501, 200]);
    expect([await status('/domains'), await status('/domains'), await status('/instance')]).toEqual([
      502, 502, 200,
    ]);
    expect([await status('/users'), await status(`/users?starting_after=${id}`)]).toEqual([200, 503]);
    expect(faults.hits).toBe(6);
  });

  test('that both answer wait for one request each; they can be taken back', async () => {
    const { faults } = api.server;
    faults.add({ kind: 'respond', status: 500 });
    faults.add({ kind: 'respond', status: 501 });
    expect([(await ban()).status, (await ban()).status, (await ban()).status]).toEqual([500, 501, 200]);
    const takeBack = faults.add({ kind: 'respond', status: 500 }, {}, 5);
    takeBack();
    expect((await ban()).status).toBe(200);
    faults.add({ kind: 'respond', status: 500 }, {}, 5);
    faults.clear();
    expect((await ban()).status).toBe(200);
  });
});
