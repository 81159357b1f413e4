/** Users' pictures from end to end: what the mirror says of a user, what the server has, what the page gets. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aheadDelayMs } from '../../../electron/core/instances/avatars.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import type { DemoServerOptions } from '../../../electron/demo/start-demo-server.ts';
import type { User } from '../../../shared/models/user.ts';
import { startTestCore, startWithInstance } from '../../harness/test-core.ts';

interface Sent {
  url: string;
  init: RequestInit;
}

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const base64Of = (picture: { bytes: Uint8Array } | null) =>
  picture === null ? null : Buffer.from(picture.bytes).toString('base64');

let ends: (() => Promise<void>)[];
let sent: Sent[];
/** Asked before the network; null lets the request through. */
let instead: (url: string) => Promise<Response> | null;

beforeEach(() => {
  ends = [];
  sent = [];
  instead = () => null;
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

function watchedFetch(url: string, init: RequestInit): Promise<Response> {
  sent.push({ url, init });
  return instead(url) ?? fetch(url, init);
}

async function start(server: DemoServerOptions = {}) {
  const test = await startWithInstance(server, { fetch: watchedFetch });
  ends.push(test.end);
  const { api, instanceId } = test;
  await api.directory.sync({ instanceId });
  const { users } = await api.users.list({ instanceId, limit: 50 });
  const of = (hasImage: boolean) => {
    const user = users.find((one) => one.hasImage === hasImage);
    if (user === undefined) throw new Error('The demo has no such user.');
    return user;
  };
  sent.length = 0;
  return {
    ...test,
    pictured: of(true),
    plain: of(false),
    get: (user: Pick<User, 'id'>) => test.core.avatar(instanceId, user.id),
  };
}

/** What the API says of a user from now on, with another picture. */
async function claim(test: Awaited<ReturnType<typeof start>>, user: User, imageUrl: string): Promise<void> {
  instead = async (url) => {
    if (!url.includes(`/users/${user.id}`)) return Response.error();
    return Response.json({ ...user.raw, image_url: imageUrl, updated_at: Date.now() });
  };
  const { instanceId } = test;
  const told = await test.api.users.get({ instanceId, userId: user.id });
  expect(told.imageUrl).toBe(imageUrl);
  sent.length = 0;
  instead = async () => new Response(Buffer.from(onePixel, 'base64'));
}

it('answers the picture that the server serves, once fetched', async () => {
  const { get, pictured } = await start();
  const served = Buffer.from(await (await fetch(String(pictured.imageUrl))).arrayBuffer());
  const picture = await get(pictured);
  expect(picture && { ...picture, bytes: new Uint8Array(picture.bytes) }).toEqual({
    contentType: 'image/png',
    bytes: new Uint8Array(served),
  });
  expect(Buffer.from((await get(pictured))!.bytes)).toEqual(served);
  expect(sent.map(({ url }) => url)).toEqual([pictured.imageUrl]);
  expect(JSON.stringify(sent[0]?.init.headers).toLowerCase()).not.toContain('auth');
});

it('asks nobody for users without a picture, or that the mirror does not know', async () => {
  const { get, plain } = await start();
  expect(await get(plain)).toBeNull();
  expect(await get({ id: 'user_nobody' })).toBeNull();
  expect(sent).toEqual([]);
});

it('answers the new picture once there is one, and none once it is gone', async () => {
  const { api, instanceId, get, pictured } = await start();
  const before = await get(pictured);
  const user = { instanceId, userId: pictured.id };
  await api.users.setProfileImage({ ...user, contentType: 'image/png', base64: onePixel });
  const after = await get(pictured);
  expect(base64Of(after)).toBe(onePixel);
  expect(base64Of(before)).not.toBe(onePixel);
  await api.users.deleteProfileImage(user);
  expect(await get(pictured)).toBeNull();
});

it('hands out the whole picture as the way back, fetched anew and kept nowhere', async () => {
  const { api, instanceId, pictured, plain } = await start();
  const of = (user: Pick<User, 'id'>) => api.images.original({ instanceId, userId: user.id });
  const served = Buffer.from(await (await fetch(String(pictured.imageUrl))).arrayBuffer());
  const whole = { contentType: 'image/png', base64: served.toString('base64') };
  expect(await of(pictured)).toEqual(whole);
  expect(await of(pictured)).toEqual(whole);
  expect(sent.map(({ url }) => url)).toEqual([pictured.imageUrl, pictured.imageUrl]);
  expect(JSON.stringify(sent[0]?.init)).not.toMatch(/authorization|sk_test/i);
  expect(sent[0]?.init).toMatchObject({ credentials: 'omit', redirect: 'error' });
  expect(await of(plain)).toBeNull();
  instead = () => Promise.reject(new TypeError('fetch failed'));
  await expect(of(pictured)).rejects.toMatchObject({ code: 'not_found' });
});

it('hands out no whole picture from a host that is not Clerk’s, and asks Clerk for no other size', async () => {
  const test = await start();
  const { api, instanceId, pictured } = test;
  const user = { instanceId, userId: pictured.id };
  await claim(test, pictured, 'https://example.com/a.png');
  await expect(api.images.original(user)).rejects.toMatchObject({ code: 'not_found' });
  expect(sent).toEqual([]);
  await claim(test, pictured, 'https://img.clerk.com/abc');
  expect((await api.images.original(user))?.base64).toBe(onePixel);
  expect(sent.map(({ url }) => url)).toEqual(['https://img.clerk.com/abc']);
});

it('never calls a host that a picture’s address names, but Clerk’s', async () => {
  const test = await start();
  const { get, pictured } = test;
  for (const url of [
    'https://example.com/a.png',
    'http://img.clerk.com/a.png',
    'http://127.0.0.1:9/a.png',
    'file:///etc/passwd',
  ]) {
    await claim(test, pictured, url);
    expect(await get(pictured), url).toBeNull();
    expect(sent, url).toEqual([]);
  }
  await claim(test, pictured, 'https://img.clerk.com/abc');
  expect(base64Of(await get(pictured))).toBe(onePixel);
  expect(sent.map(({ url }) => url)).toEqual([
    'https://img.clerk.com/abc?width=192&height=192&fit=crop&quality=85',
  ]);
});

it('is null offline, without trying again and again, and costs nothing of the API’s budget', async () => {
  const { api, instanceId, get, pictured } = await start();
  const { used } = await api.app.budget({ instanceId });
  instead = () => Promise.reject(new TypeError('fetch failed'));
  expect(await get(pictured)).toBeNull();
  expect(await get(pictured)).toBeNull();
  expect(sent).toHaveLength(1);
  expect((await api.app.budget({ instanceId })).used).toBeLessThanOrEqual(used);
  const { connection } = await api.directory.status({ instanceId });
  expect(connection.state).toBe('online');
});

it('ends when nobody waits for it any more', async () => {
  const { core, instanceId, pictured } = await start();
  const leaving = new AbortController();
  let reached = (): void => undefined;
  const asked = new Promise<void>((resolve) => (reached = resolve));
  instead = () => {
    reached();
    return new Promise(() => undefined);
  };
  const pending = core.avatar(instanceId, pictured.id, leaving.signal);
  await asked;
  leaving.abort();
  expect(await pending).toBeNull();
  expect(sent[0]?.init.signal?.aborted).toBe(true);
});

it('ends, and is forgotten, with its instance', async () => {
  const { api, instanceId, get, pictured } = await start();
  let reached = (): void => undefined;
  const asked = new Promise<void>((resolve) => (reached = resolve));
  instead = () => {
    reached();
    return new Promise(() => undefined);
  };
  const pending = get(pictured);
  await asked;
  await api.instances.remove({ instanceId });
  expect(await pending).toBeNull();
  expect(sent[0]?.init.signal?.aborted).toBe(true);
  expect(await get(pictured)).toBeNull();
});

it('comes from where the demo answers now, though the mirror was filled in an earlier run', async () => {
  const first = await startTestCore({ fetch: watchedFetch });
  const { instanceId } = await first.api.instances.addDemo();
  await first.api.directory.sync({ instanceId });
  const { rows } = await first.api.directory.query({ instanceId, limit: 20 });
  const row = rows.find(({ hasImage }) => hasImage);
  const second = await first.restart();
  ends.push(second.end);
  sent.length = 0;
  const picture = await second.core.avatar(instanceId, String(row?.id));
  expect(picture?.contentType).toBe('image/png');
  expect(sent).toHaveLength(1);
  expect(new URL(sent[0]?.url ?? '').origin).not.toBe(new URL(String(row?.imageUrl)).origin);
});

/** Every file under the profile, with its bytes. */
async function filesOf(dataDir: string): Promise<[string, Buffer][]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => [file, await readFile(file)] as [string, Buffer]));
}

it('is there after a restart without a network, and nowhere readable on the disk', async () => {
  const { restart, api, dataDir, instanceId, pictured, plain } = await start();
  const on = { instanceId, contentType: 'image/png', base64: onePixel } as const;
  await api.users.setProfileImage({ ...on, userId: pictured.id });
  // Nobody has looked at it yet: it is fetched all the same.
  await expect.poll(() => sent.filter(({ url }) => url.includes('/images/')).length).toBe(1);
  await api.users.setProfileImage({ ...on, userId: plain.id });
  await expect.poll(() => sent.filter(({ url }) => url.includes('/images/')).length).toBe(2);
  const offline = await restart({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
  try {
    expect(base64Of(await offline.core.avatar(instanceId, pictured.id))).toBe(onePixel);
    expect(base64Of(await offline.core.avatar(instanceId, plain.id))).toBe(onePixel);
  } finally {
    await offline.core.dispose();
  }
  const files = await filesOf(dataDir);
  expect(files.some(([file]) => file.includes(`pictures/${instanceId}.db`))).toBe(true);
  const pixel = Buffer.from(onePixel, 'base64');
  for (const [file, bytes] of files) expect(bytes.includes(pixel), file).toBe(false);
});

it('goes from the disk with its instance, and with a wipe of the mirror', async () => {
  const { api, core, dataDir, instanceId, get, pictured } = await start();
  const pictures = async () => (await filesOf(dataDir)).filter(([file]) => file.includes('/pictures/'));
  expect(await get(pictured)).not.toBeNull();
  expect(await pictures()).not.toEqual([]);
  await api.directory.wipe({ instanceId });
  sent.length = 0;
  await api.users.get({ instanceId, userId: pictured.id });
  expect(await get(pictured)).not.toBeNull();
  expect(sent.some(({ url }) => url === pictured.imageUrl)).toBe(true);
  await api.instances.remove({ instanceId });
  expect(await pictures()).toEqual([]);
  expect(await core.avatar(instanceId, pictured.id)).toBeNull();
  expect(await pictures()).toEqual([]);
});

it('of the newest users is fetched after a sync, with nothing of the key', async () => {
  const asked: [string, IncomingHttpHeaders][] = [];
  // Nobody does anything that would have to go first.
  const clock: Clock = {
    ...systemClock,
    sleep: (ms, signal) => systemClock.sleep(ms === aheadDelayMs ? 0 : ms, signal),
  };
  const test = await startWithInstance({ users: 30 }, { fetch: watchedFetch, backgroundSync: true, clock });
  ends.push(test.end);
  // A real server in the place of Clerk's pictures sees what arrives.
  const pictures = createServer((request, response) => {
    asked.push([request.url ?? '', request.headers]);
    response.end(Buffer.from(onePixel, 'base64'));
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  ends.push(async () => void pictures.close());
  const { port } = pictures.address() as AddressInfo;
  const passOn = ({ url, init }: Sent) => fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, init);
  instead = (url) => {
    const last = sent.at(-1);
    return url.includes('/images/') && last ? passOn(last) : null;
  };
  const { api, instanceId } = test;
  await api.directory.sync({ instanceId });
  const { rows } = await api.directory.query({ instanceId, limit: 100 });
  const paths = rows
    .filter(({ hasImage }) => hasImage)
    .map(({ imageUrl }) => new URL(String(imageUrl)).pathname);
  expect(paths.length).toBeGreaterThan(2);
  await expect.poll(() => new Set(asked.map(([url]) => url)).size, { timeout: 20_000 }).toBe(paths.length);
  expect(new Set(asked.map(([url]) => url))).toEqual(new Set(paths));
  for (const [, headers] of asked) {
    expect(JSON.stringify(headers)).not.toContain(test.server.secretKey);
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
  }
  // The last of them may still be on its way to the disk.
  for (const { id } of rows) await test.core.avatar(instanceId, id);
  // The next one finds them all at hand.
  const before = asked.length;
  await api.directory.sync({ instanceId });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked).toHaveLength(before);
});
