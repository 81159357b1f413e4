/** What is sent again and what is not, what is cancelled when, and what is given up: around a plain server. */
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClerkClient } from '../../../electron/core/clerk/clerk-client.ts';
import { createHastyClock, type HastyClock } from '../../harness/clerk/fake-clock.ts';
import {
  sendJson,
  startRecordingServer,
  type RecordingServer,
} from '../../harness/clerk/recording-server.ts';
import { createTestClient, failureOf } from '../../harness/clerk/test-client.ts';

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer(() => undefined);
});
afterAll(() => server.close());

let clock: HastyClock;
let client: ClerkClient;
beforeEach(() => {
  server.requests.length = 0;
  clock = createHastyClock();
  client = createTestClient(server.url, { clock });
  return () => client.close();
});

const calls = {
  read: () => client.call('get', { userId: 'user_1' }),
  write: () => client.call('ban', { userId: 'user_1' }),
};

describe('what passes', () => {
  const good = (response: ServerResponse) =>
    response
      .writeHead(200, { 'content-type': 'Application/JSON; charset=utf-8' })
      .end('\ufeff{"id":"user_1"}');

  it.each(['read', 'write'] as const)('a %s after one 429', async (kind) => {
    server.answer = (response, _request, index) =>
      index === 0 ? sendJson(response, 429, {}, { 'retry-after': '1' }) : good(response);
    await expect(calls[kind]()).resolves.toMatchObject({ id: 'user_1' });
    expect(server.requests).toHaveLength(2);
    expect(clock.slept).toContain(1000);
  });

  it('a read after a 503, a reset and a cut-off body, waiting longer each time', async () => {
    server.answer = (response, _request, index) => {
      if (index === 0) response.writeHead(503).end();
      else if (index === 1) response.destroy();
      else if (index === 2) {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '9' });
        response.write('{', () => response.destroy());
      } else good(response);
    };
    await expect(calls.read()).resolves.toMatchObject({ id: 'user_1' });
    expect(server.requests).toHaveLength(4);
    const backoffs = clock.slept.filter((ms) => [500, 1000, 2000].includes(ms));
    expect(backoffs).toEqual([500, 1000, 2000]);
  });

  it('a read whose 503 names a time is not repeated earlier', async () => {
    server.answer = (response, _request, index) =>
      index === 0 ? response.writeHead(503, { 'retry-after': '5' }).end() : good(response);
    await calls.read();
    expect(clock.slept).toContain(5000);
  });
});

describe('nothing left', () => {
  it.each(['read', 'write'] as const)(
    'a %s to a port where nobody listens is offline, once',
    async (kind) => {
      const gone = await startRecordingServer(() => undefined);
      await gone.close();
      let tries = 0;
      client = createTestClient(gone.url, {
        fetch: (url, init) => {
          tries += 1;
          return fetch(url, init);
        },
      });
      const failure = await failureOf(calls[kind]());
      expect(failure).toMatchObject({ code: 'offline' });
      expect(failure.message).toMatch(/ECONNREFUSED.*Nothing was sent/);
      expect(failure.message).not.toContain(String(gone.port));
      expect(tries).toBe(1);
    },
  );

  it('a write whose noting fails is not sent, and ends with that very failure', async () => {
    const full = new Error('disk full');
    await expect(
      client.call('ban', { userId: 'user_1' }, { beforeSend: () => Promise.reject(full) }),
    ).rejects.toBe(full);
    expect(server.requests).toHaveLength(0);
    expect(client.connection().state).toBe('unknown');
  });

  it('a write that is cancelled while it is noted is not sent', async () => {
    const controller = new AbortController();
    const failure = await failureOf(
      client.call(
        'ban',
        { userId: 'user_1' },
        { signal: controller.signal, beforeSend: async () => controller.abort() },
      ),
    );
    expect(failure.code).toBe('cancelled');
    expect(server.requests).toHaveLength(0);
  });
});

describe('cancelled after it left', () => {
  beforeEach(() => {
    server.answer = () => undefined;
  });

  it.each([
    ['read', 'cancelled'],
    ['write', 'outcome_unknown'],
  ] as const)('a %s is %s', async (kind, code) => {
    const controller = new AbortController();
    const call =
      kind === 'read'
        ? client.call('get', { userId: 'user_1' }, { signal: controller.signal })
        : client.call('ban', { userId: 'user_1' }, { signal: controller.signal });
    const ended = failureOf(call);
    await server.received(1);
    controller.abort();
    const failure = await ended;
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/was cancelled/);
    expect(clock.slept).not.toContain(500);
  });

  it('closing the client ends what runs', async () => {
    const ended = [failureOf(calls.read()), failureOf(calls.write())];
    await server.received(2);
    client.close();
    expect((await Promise.all(ended)).map(({ code }) => code)).toEqual(['cancelled', 'outcome_unknown']);
    expect(await failureOf(calls.read())).toMatchObject({ code: 'cancelled', message: /closed/ });
  });

  it('a write that is cancelled after a 429 was refused, and is not unknown', async () => {
    const controller = new AbortController();
    server.answer = (response) => sendJson(response, 429, {}, { 'retry-after': '45' });
    const ended = failureOf(client.call('ban', { userId: 'user_1' }, { signal: controller.signal }));
    await server.received(1);
    while (client.budget().pausedUntil === null) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect((await ended).code).toBe('cancelled');
    expect(server.requests).toHaveLength(1);
  });
});

describe('beforeSend', () => {
  it('is awaited before each attempt', async () => {
    const seen: number[] = [];
    server.answer = (response, _request, index) =>
      index === 0 ? sendJson(response, 429, {}) : sendJson(response, 200, { id: 'user_1' });
    await client.call(
      'ban',
      { userId: 'user_1' },
      {
        beforeSend: async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          seen.push(server.requests.length);
        },
      },
    );
    expect(seen).toEqual([0, 1]);
  });
});

describe('a very long answer', () => {
  it('is given up, not collected', async () => {
    const chunk = new Uint8Array(8 * 1024 * 1024);
    let pulled = 0;
    client = createTestClient('http://127.0.0.1:1/v1', {
      fetch: async () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              pulled += 1;
              controller.enqueue(chunk);
            },
          }),
          { headers: { 'content-type': 'application/json' } },
        ),
    });
    expect(await failureOf(calls.read())).toMatchObject({ code: 'bad_response', message: /larger/ });
    expect(pulled).toBeLessThan(12);
  });
});
