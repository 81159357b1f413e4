/** Keys, versions, limits, pictures and the log: what holds for every request. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemoServer } from '../../../electron/demo/start-demo-server.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';
import { wholeImages } from '../../harness/whole-images.ts';

let api: DemoApi;

beforeAll(async () => {
  api = await startDemoApi({ users: 60 });
});

afterAll(() => api.server.close());

describe('a server', () => {
  test('has its own port and key, and says which instance it is', async () => {
    const other = await startDemoApi({ users: 60, environment: 'production' });
    expect(other.server.url).not.toBe(api.server.url);
    expect(other.server.secretKey).toMatch(/^sk_live_[A-Za-z0-9]{42}$/);
    expect(api.server.secretKey).toMatch(/^sk_test_[A-Za-z0-9]{42}$/);
    const { body } = await other.call('GET', '/instance');
    expect(body).toMatchObject({ id: other.server.instanceId, environment_type: 'production' });
    expect(other.server.instanceId).not.toBe(api.server.instanceId);
    await other.server.close();
  });

  test('started again is the same instance with the same users', async () => {
    const clock = { now: () => Date.UTC(2026, 0, 1) };
    const [first, second] = [
      await startDemoApi({ users: 50, clock }),
      await startDemoApi({ users: 50, clock }),
    ];
    expect(first.server.instanceId).toBe(second.server.instanceId);
    const ids = async (of: DemoApi) =>
      (await of.users({ limit: 50 })).map((user) => [user.id, user.created_at, user.first_name]);
    expect(await ids(first)).toEqual(await ids(second));
    await Promise.all([first.server.close(), second.server.close()]);
  });

  test('answers on loopback only, and is gone after close', async () => {
    const server = await startDemoServer({ users: 1 });
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    await server.close();
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  });

  test('refuses a size that it cannot make up, and a port in use', async () => {
    await expect(startDemoServer({ users: -1 })).rejects.toThrow(RangeError);
    await expect(startDemoServer({ users: 5_000_001 })).rejects.toThrow(RangeError);
    await expect(startDemoServer({ port: Number(new URL(api.server.url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('a request', () => {
  test('needs the key', async () => {
    const refuse = (authorization: string) => api.refusal('GET', '/users', { headers: { authorization } });
    expect(await refuse('')).toBe('401 authentication_invalid');
    expect(await refuse(`Basic ${api.server.secretKey}`)).toBe('401 authorization_header_format_invalid');
    expect(await refuse('Bearer sk_test_other')).toBe('401 clerk_key_invalid');
    expect(await refuse(`Bearer ${api.server.secretKey}x`)).toBe('401 clerk_key_invalid');
  });

  test('asks for one known version', async () => {
    const refuse = (headers: Record<string, string>, query = {}) =>
      api.refusal('GET', '/instance', { headers, query });
    expect(await refuse({ 'clerk-api-version': '2099-01-01' })).toBe('400 malformed_request_parameters');
    expect(await refuse({}, { __clerk_api_version: '2026-05-12' })).toBe('400 malformed_request_parameters');
  });

  test('is answered with exactly application/json and, when refused, a trace id', async () => {
    const reply = await api.call('GET', '/users/user_nobody');
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.body).toEqual({
      errors: [{ code: 'resource_not_found', message: expect.any(String), long_message: expect.any(String) }],
      clerk_trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test('to another path is not found, with another method not allowed', async () => {
    expect(await api.refusal('GET', '/nowhere', { judge: false })).toBe('404 resource_not_found');
    expect((await api.call('PUT', '/users', { judge: false })).status).toBe(405);
    const outside = await fetch(api.server.url.replace('/v1', '/v2/users'), {
      headers: { authorization: `Bearer ${api.server.secretKey}` },
    });
    expect(outside.status).toBe(404);
  });
});

describe('limits', () => {
  test.each([
    ['development', 100],
    ['production', 1000],
  ] as const)('%s: %i requests in ten seconds', async (environment, limit) => {
    let time = Date.UTC(2026, 0, 1);
    const server = await startDemoServer({ users: 5, environment, clock: { now: () => time } });
    const ask = async () => {
      const reply = await fetch(`${server.url}/instance`, {
        headers: { authorization: `Bearer ${server.secretKey}` },
      });
      return [reply.status, reply.headers.get('retry-after')];
    };
    expect(await ask()).toEqual([200, null]);
    time += 4000;
    for (let sent = 1; sent < limit; sent += 1) await ask();
    // The first leaves the window in six seconds.
    expect(await ask()).toEqual([429, '6']);
    time += 5999;
    expect(await ask()).toEqual([429, '1']);
    time += 1;
    expect(await ask()).toEqual([200, null]);
    expect(await ask()).toEqual([429, '4']);
    expect(server.stats.rateLimited).toBe(3);
    await server.close();
  });

  test('ten writes to a user in ten seconds', async () => {
    let time = Date.UTC(2026, 0, 1);
    const limited = await startDemoApi({ users: 5, clock: { now: () => time } });
    const [one, other] = await limited.users();
    const patch = (id = '') => limited.call('PATCH', `/users/${id}`, { body: { locale: 'de' } });
    for (let sent = 0; sent < 5; sent += 1) {
      expect((await patch(one?.id)).status).toBe(200);
      expect((await limited.call('PATCH', `/users/${one?.id ?? ''}/metadata`, { body: {} })).status).toBe(
        200,
      );
    }
    const refused = await patch(one?.id);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(refused.body).toMatchObject({ errors: [{ code: 'too_many_requests' }] });
    expect((await patch(other?.id)).status).toBe(200);
    expect((await limited.user('POST', `/users/${one?.id ?? ''}/ban`)).banned).toBe(true);
    time += 10_000;
    expect((await patch(one?.id)).status).toBe(200);
    await limited.server.close();
  });
});

describe('pictures', () => {
  const { png, jpeg, gif, webp } = wholeImages;
  const kinds = [png, jpeg, gif, webp].map(({ kind, bytes }): [string, Buffer] => [
    `image/${kind}`,
    Buffer.from(bytes),
  ]);

  async function upload(id: string, bytes: Buffer, field = 'file') {
    const form = new FormData();
    form.set('note', 'no file');
    form.set(field, new Blob([new Uint8Array(bytes)], { type: 'text/plain' }), 'picture.txt');
    return ['POST', `/users/${id}/profile_image`, { body: form }] as const;
  }

  test.each(kinds)('%s is known by its bytes, stored and served', async (type, bytes) => {
    const { id, image_url: before } = await api.find((user) => user.scim === null);
    const reply = await api.call(...(await upload(id, bytes)));
    const { image_url, has_image } = reply.body as { image_url: string; has_image: boolean };
    expect(has_image).toBe(true);
    expect(image_url).not.toBe(before);
    const served = await fetch(image_url);
    expect(served.headers.get('content-type')).toBe(type);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(bytes);
    const without = await api.user('DELETE', `/users/${id}/profile_image`);
    expect(without.has_image).toBe(false);
    expect((await fetch(image_url)).status).toBe(404);
    expect(await api.refusal('DELETE', `/users/${id}/profile_image`)).toBe('404 image_not_found');
  });

  test('of 10 MB are taken, larger and other ones are not', async () => {
    const [{ id = '' } = {}] = await api.users({ limit: 1 });
    const whole = Buffer.from(png.bytes);
    const ofSize = (size: number) => Buffer.concat([whole, Buffer.alloc(size - whole.length)]);
    expect((await api.call(...(await upload(id, ofSize(10_000_000))))).status).toBe(200);
    expect(await api.refusal(...(await upload(id, ofSize(10_000_001))))).toBe('413 image_too_large');
    expect(await api.refusal(...(await upload(id, ofSize(14_000_000))))).toBe('413 image_too_large');
    expect(await api.refusal(...(await upload(id, Buffer.from('<svg/>'))))).toBe(
      '400 request_body_invalid:file',
    );
    expect(await api.refusal(...(await upload(id, whole, 'image')))).toBe('400 form_param_missing:file');
    expect(await api.refusal('POST', `/users/${id}/profile_image`, { body: {} })).toBe(
      '415 unsupported_content_type',
    );
  });

  test.each(kinds)('%s that is cut off is not taken', async (_, bytes) => {
    const [{ id = '' } = {}] = await api.users({ limit: 1 });
    const cutOff = bytes.subarray(0, Math.floor(bytes.length / 2));
    expect(await api.refusal(...(await upload(id, cutOff)))).toBe('400 request_body_invalid:file');
  });

  test('are there for everybody, drawn or with initials', async () => {
    const drawn = await api.find((user) => user.has_image);
    const portrait = Buffer.from(await (await fetch(drawn.image_url)).arrayBuffer());
    expect(portrait.subarray(1, 4).toString()).toBe('PNG');
    const plain = await api.find((user) => !user.has_image && /^[A-Z]/.test(user.first_name ?? ''));
    const initials = await fetch(plain.image_url);
    expect(initials.headers.get('content-type')).toBe('image/svg+xml');
    expect(await initials.text()).toContain(`>${plain.first_name?.[0] ?? '?'}`);
    expect((await fetch(`${new URL(plain.image_url).origin}/images/nonsense`)).status).toBe(404);
  });
});

describe('the log', () => {
  test('has a line of JSON per request, without keys, bodies or passwords', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'roster-demo-'));
    const file = join(directory, 'requests.log');
    const logged = await startDemoApi({ users: 5, log: file });
    await logged.users({ limit: 2 });
    const { id } = await logged.user('POST', '/users', { username: 'log_me', password: 'a secret password' });
    await logged.call('POST', `/users/${id}/verify_password`, { body: { password: 'a secret password' } });
    await logged.server.close();
    const text = await readFile(file, 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => [line.method, line.operation, line.status])).toEqual([
      ['GET', 'GetUserList', 200],
      ['POST', 'CreateUser', 200],
      ['POST', 'VerifyPassword', 200],
    ]);
    expect(lines[0]).toMatchObject({ path: '/v1/users', query: 'limit=2', apiVersion: '2026-05-12' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain(logged.server.secretKey);
    await rm(directory, { recursive: true });
  });

  test('that cannot be written is reported by close', async () => {
    const logged = await startDemoApi({ users: 5, log: join(tmpdir(), 'no', 'such', 'folder', 'log') });
    await logged.users();
    await expect(logged.server.close()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the stats', () => {
  test('count requests by operation and answer', async () => {
    const counted = await startDemoApi({ users: 5 });
    await counted.users();
    await counted.users();
    await counted.call('GET', '/users/user_nobody');
    expect(counted.server.stats).toMatchObject({
      total: 3,
      byOperation: { GetUserList: 2, GetUser: 1 },
      byStatus: { 200: 2, 404: 1 },
    });
    counted.server.stats.reset();
    expect(counted.server.stats.total).toBe(0);
    await counted.server.close();
  });
});
