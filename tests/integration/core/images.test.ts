/** Users' pictures from end to end: what the mirror says of a user, what the server has, what the page gets. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DemoServerOptions } from '../../../electron/demo/start-demo-server.ts';
import type { User } from '../../../shared/models/user.ts';
import { startTestCore, startWithInstance } from '../../harness/test-core.ts';

interface Sent {
  url: string;
  init: RequestInit;
}

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

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
    get: (user: Pick<User, 'id'>) => api.images.get({ instanceId, userId: user.id }),
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
  expect(picture).toEqual({ contentType: 'image/png', base64: served.toString('base64') });
  expect(await get(pictured)).toEqual(picture);
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
  expect(await get(pictured)).toEqual({ contentType: 'image/png', base64: onePixel });
  expect(before?.base64).not.toBe(onePixel);
  await api.users.deleteProfileImage(user);
  expect(await get(pictured)).toBeNull();
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
  expect(await get(pictured)).toEqual({ contentType: 'image/png', base64: onePixel });
  expect(sent.map(({ url }) => url)).toEqual([
    'https://img.clerk.com/abc?width=128&height=128&fit=crop&quality=85',
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

it('ends when its call is cancelled', async () => {
  const { api, instanceId, pictured } = await start();
  let reached = (): void => undefined;
  const asked = new Promise<void>((resolve) => (reached = resolve));
  instead = () => {
    reached();
    return new Promise(() => undefined);
  };
  const pending = api.images.get({ instanceId, userId: pictured.id, callId: 'row' });
  await asked;
  await api.app.cancel({ callId: 'row' });
  await expect(pending).rejects.toMatchObject({ failure: { code: 'cancelled' } });
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
  await expect(get(pictured)).rejects.toMatchObject({ failure: { code: 'not_found' } });
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
  const picture = await second.api.images.get({ instanceId, userId: String(row?.id) });
  expect(picture?.contentType).toBe('image/png');
  expect(sent).toHaveLength(1);
  expect(new URL(sent[0]?.url ?? '').origin).not.toBe(new URL(String(row?.imageUrl)).origin);
});
