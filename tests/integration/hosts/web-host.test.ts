/** The browser host over real HTTP: who may ask, what is answered, what is streamed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { transformWithOxc } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/shell/content-security-policy.ts';
import { maximumInputBytes } from '../../../electron/shell/payload-guard.ts';
import type { Envelope } from '../../../shared/failure.ts';
import { startWebHost, type WebHost } from '../../harness/web-host/server.ts';

type Listener = (event: string, payload: unknown) => void;

/** Answers every call with what it was asked. */
function echoingCore() {
  const listeners = new Set<Listener>();
  const asked: unknown[] = [];
  return {
    asked,
    listeners,
    emit: (event: string, payload: unknown) => listeners.forEach((listener) => listener(event, payload)),
    dispatch: async (method: string, input: unknown): Promise<Envelope> => {
      asked.push(method);
      return { ok: true, value: { method, input } };
    },
    avatar: async (instanceId: string, userId: string) =>
      userId === 'none'
        ? null
        : { contentType: 'image/png' as const, bytes: new TextEncoder().encode(`${instanceId} ${userId}`) },
    subscribeAll(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

let rendererRoot: string;
let installBridge: string;
let core: ReturnType<typeof echoingCore>;
let host: WebHost;

beforeAll(async () => {
  rendererRoot = await mkdtemp(join(tmpdir(), 'roster-page-'));
  await writeFile(
    join(rendererRoot, 'index.html'),
    '<!doctype html><html><head><script type="module" src="./a.js"></script></head></html>',
  );
  await writeFile(join(rendererRoot, 'a.js'), 'app');
  const source = new URL('../../harness/web-host/install-bridge.ts', import.meta.url);
  ({ code: installBridge } = await transformWithOxc(await readFile(source, 'utf8'), 'install-bridge.ts'));
});
afterAll(() => rm(rendererRoot, { recursive: true }));
beforeEach(async () => {
  core = echoingCore();
  host = await startWebHost({ core, rendererRoot, installBridge });
});
afterEach(() => host.close());

/** `fetch` sets Host by itself and lets nobody change it. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = request(`${host.origin}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const bearer = () => ({ authorization: `Bearer ${host.token}` });
const call = (headers: Record<string, string>, body = '{"method":"users.get","input":{"userId":"user_1"}}') =>
  ask('/bridge/invoke', { method: 'POST', headers: { ...json, ...headers }, body });

async function signIn(url = host.url): Promise<{ status: number; cookie: string }> {
  const code = new URL(url).hash.replace('#code=', '');
  const { status, headers } = await ask('/bridge/session', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ code }),
  });
  const [cookie = ''] = (headers['set-cookie'] as string[] | undefined) ?? [];
  return { status, cookie };
}

describe('a program', () => {
  it('is answered with the core’s envelope', async () => {
    const { status, body } = await call(bearer());
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      ok: true,
      value: { method: 'users.get', input: { userId: 'user_1' } },
    });
  });

  it('gets every key of its input through, whatever it is called', async () => {
    const { body } = await call(bearer(), '{"method":"x","input":{"__proto__":{"a":1},"a-b":[]}}');
    expect(body).toBe('{"ok":true,"value":{"method":"x","input":{"__proto__":{"a":1},"a-b":[]}}}');
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer AAAA' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic AAAA' }],
    ['a cookie of the wrong value', { cookie: 'roster=x; roster-1=y' }],
  ])('with %s is refused', async (_, headers) => {
    const { status, body } = await call(headers);
    expect([status, (JSON.parse(body) as { failure: { code: string } }).failure.code]).toEqual([
      401,
      'forbidden',
    ]);
    expect(core.asked).toEqual([]);
  });

  it.each([
    ['no JSON', '{"method":'],
    ['no object', '[]'],
    ['no method', '{"input":{}}'],
    ['a method that is no text', '{"method":1}'],
    ['nothing', ''],
  ])('that sends %s gets an envelope', async (_, body) => {
    const answer = await call(bearer(), body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, failure: { code: 'invalid_input' } });
    expect(core.asked).toEqual([]);
  });

  it('that sends another content type gets an envelope', async () => {
    const { status } = await call({ ...bearer(), 'content-type': 'text/plain' });
    expect(status).toBe(400);
    expect(core.asked).toEqual([]);
  });

  it('that sends too much gets an envelope', async () => {
    const body = JSON.stringify({ method: 'x', input: 'x'.repeat(maximumInputBytes) });
    const answer = await call(bearer(), body);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, failure: { code: 'invalid_input' } });
    expect(core.asked).toEqual([]);
  });

  it('can have another page opened', async () => {
    const { body } = await ask('/bridge/page', { method: 'POST', headers: bearer() });
    const { url } = (JSON.parse(body) as { value: { url: string } }).value;
    expect((await signIn(url)).status).toBe(204);
    expect((await signIn()).status).toBe(204);
  });

  it('hears the events', async () => {
    const response = await fetch(`${host.origin}/bridge/events`, { headers: bearer() });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = (await reader?.read())?.value ?? '';
    core.emit('directory.onChanged', { a: 'line\nbreak' });
    while (!heard.includes('data:')) heard += (await reader?.read())?.value ?? '';
    const data = /data: (.*)\n\n/.exec(heard)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({ event: 'directory.onChanged', payload: { a: 'line\nbreak' } });

    await reader?.cancel();
    await expect.poll(() => core.listeners.size).toBe(0);
  });
});

describe('the page', () => {
  it('signs in once per code, with a cookie that no script reads', async () => {
    const { status, cookie } = await signIn();
    expect(status).toBe(204);
    expect(cookie).toMatch(/^roster-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await signIn()).status).toBe(401);
    expect((await call({ cookie: cookie.split(';')[0] ?? '', origin: host.origin })).status).toBe(200);
  });

  it('cannot make codes for others', async () => {
    const cookie = (await signIn()).cookie.split(';')[0] ?? '';
    expect((await ask('/bridge/page', { method: 'POST', headers: { cookie } })).status).toBe(404);
  });

  it('gets its bridge before its own scripts, and the policy with everything', async () => {
    const { body, headers } = await ask('/');
    expect(body).toMatch(/<head><script src="\/bridge\/install\.js"><\/script><script type="module"/);
    expect(headers['content-security-policy']).toBe(contentSecurityPolicy("'self'"));
    const script = await ask('/bridge/install.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    // A classic script: an export would keep it from running at all.
    expect(() => new Script(script.body)).not.toThrow();
    expect((await ask('/a.js')).body).toBe('app');
  });

  it('finds pictures at its own origin once it is signed in, and leaves none on the disk', async () => {
    const path = '/avatar/one/user%201?v=abc';
    expect((await ask(path)).status).toBe(401);
    const cookie = (await signIn()).cookie.split(';')[0] ?? '';
    const { status, body, headers } = await ask(path, { headers: { cookie } });
    expect({ status, body }).toEqual({ status: 200, body: 'one user 1' });
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': contentSecurityPolicy("'self'"),
    });
    for (const none of [
      '/avatar/one/none',
      '/avatar/one',
      '/avatar/one/',
      '/avatar//u',
      '/avatar/a/b/c',
      '/avatar/%/u',
    ]) {
      expect((await ask(none, { headers: { cookie } })).status, none).toBe(404);
    }
    expect((await ask(path, { method: 'POST', headers: { cookie } })).status).toBe(404);
  });

  it.each(['/no-such-file.js', '/..%2f..%2fpackage.json', '/bridge', '/bridge/other'])(
    'finds nothing at %s',
    async (path) => expect((await ask(path, { headers: bearer() })).status).toBe(404),
  );
});

describe('another page or machine', () => {
  it.each([
    ['a name that was rebound to loopback', { host: 'evil.example' }],
    ['a name that begins like loopback', { host: '127.0.0.1.evil.example' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a page of another port on this machine', { origin: 'http://127.0.0.1:1' }],
    ['no origin to speak of', { origin: 'null' }],
    ['a page that the browser calls another site’s', { 'sec-fetch-site': 'cross-site' }],
    ['a page that the browser calls the same site’s', { 'sec-fetch-site': 'same-site' }],
  ])('%s is refused, with the right token too', async (_, headers) => {
    for (const path of ['/', '/bridge/install.js', '/bridge/events', '/avatar/one/u1']) {
      expect((await ask(path, { headers: { ...bearer(), ...headers } })).status).toBe(403);
    }
    expect((await call({ ...bearer(), ...headers })).status).toBe(403);
    expect(core.asked).toEqual([]);
  });

  it('is not invited by any answer', async () => {
    const { headers } = await call(bearer());
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('cannot reach it but over loopback', () => {
    expect(new URL(host.origin).hostname).toBe('127.0.0.1');
  });
});
