/** The core's requests through Electron's own network stack: what they carry, and what they never do. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { startDemoServer } from '../../electron/demo/start-demo-server.ts';
import type { Envelope } from '../../shared/failure.ts';
import { expect, test } from './shell-fixture.ts';

async function call(page: Page, method: string, input: unknown): Promise<Envelope> {
  const text = await page.evaluate(([name, body]) => window.bridge.invoke(name, body), [
    method,
    JSON.stringify(input),
  ] as const);
  return JSON.parse(text) as Envelope;
}

async function valueOf<T>(page: Page, method: string, input: unknown): Promise<T> {
  const answer = await call(page, method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.failure.code} ${answer.failure.message}`);
  return answer.value as T;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const secretKey = 'sk_test_abcdefghijklmnopqrstuvwxyz0123456789';

test('a request says who asks, keeps no cookie and follows no redirect', async ({ shell }) => {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    const redirect = {
      location: '/elsewhere',
      'set-cookie': 'tracked=yes; path=/',
      'cache-control': 'max-age=3600',
    };
    const isInstance = request.url?.startsWith('/v1/instance') === true;
    response.writeHead(isInstance ? 302 : 200, isInstance ? redirect : {}).end();
  });
  const origin = await listen(server);
  for (let round = 0; round < 2; round += 1) {
    const answer = await call(shell.page, 'instances.probe', { apiUrl: origin, secretKey });
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).not.toContain(secretKey);
  }
  server.close();
  expect(seen.map(({ url }) => url)).not.toContain('/elsewhere');
  const asked = seen.filter(({ url }) => url?.startsWith('/v1/instance'));
  expect(asked.length).toBeGreaterThanOrEqual(2);
  for (const { headers } of asked) {
    expect(headers['user-agent']).toMatch(/^Roster\/\d/);
    expect(headers.authorization).toBe(`Bearer ${secretKey}`);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('origin');
  }
});

test('a server that is not there is told from one that refuses', async ({ shell }) => {
  const server = createServer((_request, response) => response.writeHead(401).end('{"errors":[]}'));
  const origin = await listen(server);
  const refused = await call(shell.page, 'instances.probe', { apiUrl: origin, secretKey });
  expect(refused).toMatchObject({ ok: false, failure: { code: 'unauthorized' } });

  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  const absent = await call(shell.page, 'instances.probe', { apiUrl: origin, secretKey });
  expect(absent).toMatchObject({ ok: false, failure: { code: 'offline' } });
});

test('a running call can be cancelled', async ({ shell }) => {
  const server = createServer(() => undefined);
  const origin = await listen(server);
  const asked = once(server, 'request');
  const callId = 'probe-1';
  const running = call(shell.page, 'instances.probe', { apiUrl: origin, secretKey, callId });
  await asked;
  expect(await valueOf(shell.page, 'app.cancel', { callId })).toEqual({ cancelled: true });
  expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  server.closeAllConnections();
  server.close();
});

test('a picture arrives as it was sent', async ({ shell }) => {
  const demo = await startDemoServer({ users: 3 });
  const { instanceId } = await valueOf<{ instanceId: string }>(shell.page, 'instances.add', {
    apiUrl: demo.url,
    secretKey: demo.secretKey,
  });
  const { users } = await valueOf<{ users: { id: string }[] }>(shell.page, 'users.list', {
    instanceId,
    limit: 1,
  });
  const userId = users[0]?.id ?? '';
  // One transparent pixel.
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  const user = await valueOf<{ imageUrl: string }>(shell.page, 'users.setProfileImage', {
    instanceId,
    userId,
    contentType: 'image/png',
    base64,
  });
  const served = await fetch(user.imageUrl);
  expect(Buffer.from(await served.arrayBuffer()).toString('base64')).toBe(base64);
  await demo.close();
});

test('metadata comes back as it went, whatever its keys are called', async ({ shell }) => {
  const demo = await startDemoServer({ users: 3 });
  const { instanceId } = await valueOf<{ instanceId: string }>(shell.page, 'instances.add', {
    apiUrl: demo.url,
    secretKey: demo.secretKey,
  });
  const { users } = await valueOf<{ users: { id: string }[] }>(shell.page, 'users.list', {
    instanceId,
    limit: 1,
  });
  const unsafeMetadata = '{"__proto__":{"a":1},"constructor":2,"snake_case":[{"camelCase":null}],"a-b":""}';
  const target = JSON.stringify({ instanceId, userId: users[0]?.id });
  // As text throughout: a literal or a copy in between could lose the keys itself.
  const answer = await shell.page.evaluate(
    (input) => window.bridge.invoke('users.updateMetadata', input),
    `${target.slice(0, -1)},"unsafeMetadata":${unsafeMetadata}}`,
  );
  const { value } = JSON.parse(answer) as { value: { unsafeMetadata: Record<string, unknown> } };
  const expected = JSON.parse(unsafeMetadata) as Record<string, unknown>;
  const returned = Object.entries(value.unsafeMetadata).filter(([key]) => Object.hasOwn(expected, key));
  expect(new Map(returned)).toEqual(new Map(Object.entries(expected)));
  await demo.close();
});

test('a write whose connection breaks is sent once, and its outcome is unknown', async ({ shell }) => {
  const demo = await startDemoServer({ users: 3 });
  const { instanceId } = await valueOf<{ instanceId: string }>(shell.page, 'instances.add', {
    apiUrl: demo.url,
    secretKey: demo.secretKey,
  });
  const { users } = await valueOf<{ users: { id: string }[] }>(shell.page, 'users.list', {
    instanceId,
    limit: 1,
  });
  const userId = users[0]?.id ?? '';
  // Chromium sends a request again by itself, writes included, when a kept connection breaks; a read
  // before leaves one to keep.
  demo.faults.add({ kind: 'reset', applied: true }, { method: 'POST', path: /\/lock$/ });
  await valueOf(shell.page, 'users.get', { instanceId, userId });
  const answer = await call(shell.page, 'users.lock', { instanceId, userId });
  expect(answer).toMatchObject({ ok: false, failure: { code: 'outcome_unknown' } });
  expect(demo.stats.byOperation['LockUser']).toBe(1);
  const { entries } = await valueOf<{ entries: unknown[] }>(shell.page, 'audit.list', { instanceId });
  expect(entries).toMatchObject([{ method: 'users.lock', userId, state: 'unknown' }]);
  await demo.close();
});
