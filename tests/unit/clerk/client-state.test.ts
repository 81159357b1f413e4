import { beforeEach, describe, expect, it } from 'vitest';
import type { ClerkClient } from '../../../electron/core/clerk/clerk-client.ts';
import { createFakeClock, settle, type FakeClock } from '../../harness/clerk/fake-clock.ts';
import { createTestClient, failureOf } from '../../harness/clerk/test-client.ts';

type Answer = () => Promise<Response>;
const good: Answer = async () => Response.json({ id: 'user_1' });
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  async () =>
    new Response('', { status: code, headers });
const broken =
  (code: string): Answer =>
  async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });
  };

let clock: FakeClock;
let client: ClerkClient;
let answer: Answer;
let sent: number;
beforeEach(() => {
  clock = createFakeClock(0);
  sent = 0;
  client = createTestClient('http://127.0.0.1:1/v1', {
    clock,
    fetch: () => {
      sent += 1;
      return answer();
    },
  });
  return () => client.close();
});

const get = () => client.call('get', { userId: 'user_1' });
const ban = () => client.call('ban', { userId: 'user_1' });

describe('connection', () => {
  it('is unknown at first, and then what the last outcome says', async () => {
    expect(client.connection()).toEqual({ state: 'unknown', since: null, message: null });

    answer = good;
    await get();
    expect(client.connection()).toEqual({ state: 'online', since: 0, message: null });

    await clock.advance(1000);
    answer = broken('ENOTFOUND');
    await failureOf(get());
    expect(client.connection()).toMatchObject({ state: 'offline', since: 1000 });
    expect(client.connection().message).toMatch(/cannot be reached/);

    await clock.advance(1000);
    answer = broken('ECONNREFUSED');
    await failureOf(ban());
    expect(client.connection()).toMatchObject({
      state: 'offline',
      since: 1000,
      message: expect.stringContaining('ECONNREFUSED'),
    });

    answer = status(401);
    await failureOf(get());
    expect(client.connection()).toMatchObject({ state: 'unauthorized', since: 2000 });

    // Refused, but by an API that is there and takes the key.
    answer = status(422);
    await failureOf(get());
    expect(client.connection()).toEqual({ state: 'online', since: 2000, message: null });

    answer = status(502);
    await failureOf(ban());
    expect(client.connection().state).toBe('failing');

    answer = broken('ECONNRESET');
    await failureOf(ban());
    expect(client.connection().state).toBe('failing');
  });

  it('says nothing of calls that were cancelled or never sent', async () => {
    await failureOf(client.call('get', { userId: '..' }));
    await failureOf(client.call('get', { userId: 'user_1' }, { signal: AbortSignal.abort() }));
    expect(client.connection().state).toBe('unknown');
    expect(sent).toBe(0);
  });
});

describe('a wrong password or code', () => {
  const refused =
    (code: string): Answer =>
    async () =>
      Response.json({ errors: [{ code, message: 'm', long_message: 'm' }] }, { status: 422 });

  it('is an answer, not a failure', async () => {
    answer = refused('incorrect_password');
    await expect(client.call('verifyPassword', { userId: 'user_1', password: 'x' })).resolves.toEqual({
      verified: false,
    });
    for (const code of ['totp_incorrect_code', 'totp_invalid_length']) {
      answer = refused(code);
      await expect(client.call('verifyTotp', { userId: 'user_1', code: '1' })).resolves.toEqual({
        verified: false,
      });
    }
    expect(client.connection().state).toBe('online');
    expect(sent).toBe(3);
  });

  it('only where it is the answer to that question', async () => {
    answer = refused('incorrect_password');
    expect(await failureOf(client.call('verifyTotp', { userId: 'user_1', code: '1' }))).toMatchObject({
      code: 'rejected',
    });
    expect(await failureOf(get())).toMatchObject({ code: 'rejected' });
    answer = refused('form_param_format_invalid');
    expect(await failureOf(client.call('verifyPassword', { userId: 'user_1', password: 'x' }))).toMatchObject(
      { code: 'rejected', clerkCode: 'form_param_format_invalid' },
    );
  });
});

describe('a 429', () => {
  it('pauses the whole instance for what it asks and a little more, visibly', async () => {
    client = createTestClient('http://127.0.0.1:1/v1', {
      clock,
      random: () => 0.5,
      fetch: () => {
        sent += 1;
        return answer();
      },
    });
    answer = status(429, { 'retry-after': '7' });
    const refused = get();
    await settle();
    expect(client.budget().pausedUntil).toBe(7500);

    answer = good;
    const other = ban();
    await clock.advance(7499);
    expect(sent).toBe(1);
    await clock.advance(1);
    expect(await refused).toMatchObject({ id: 'user_1' });
    expect(await other).toMatchObject({ id: 'user_1' });
    expect(sent).toBe(3);
    expect(client.budget().pausedUntil).toBeNull();
  });

  it('that asks for a long pause is answered at once, and so is whoever comes meanwhile', async () => {
    answer = status(429, { 'retry-after': '600' });
    expect(await failureOf(ban())).toMatchObject({ code: 'rate_limited', retryAfterMs: 600_000 });
    await clock.advance(60_000);
    answer = good;
    expect(await failureOf(get())).toMatchObject({ code: 'rate_limited', retryAfterMs: 540_000 });
    expect(sent).toBe(1);
    await clock.advance(541_000);
    await expect(get()).resolves.toMatchObject({ id: 'user_1' });
  });

  it('that asks for more than a minute is the answer itself', async () => {
    answer = status(429, { 'retry-after': '90' });
    expect(await failureOf(ban())).toMatchObject({ code: 'rate_limited', status: 429, retryAfterMs: 90_000 });
    expect(sent).toBe(1);
  });
});

describe('writes that Clerk limits per user', () => {
  it('wait for their turn; other writes do not', async () => {
    answer = good;
    const input = { userId: 'user_1' };
    const calls = Array.from({ length: 6 }, () => [
      client.call('updateMetadata', { ...input, publicMetadata: {} }),
      client.call('update', { ...input, changes: {} }),
    ]).flat();
    await clock.advance(9_999);
    expect(sent).toBe(10);
    await ban();
    expect(sent).toBe(11);
    await clock.advance(1);
    await Promise.all(calls);
    expect(sent).toBe(13);
  });
});

describe('retries', () => {
  it('end after two minutes, however few they were', async () => {
    answer = status(503, { 'retry-after': '100' });
    const ended = failureOf(get());
    await clock.advance(99_999);
    expect(sent).toBe(1);
    await clock.advance(1);
    expect((await ended).code).toBe('server_error');
    expect(sent).toBe(2);
  });

  it('end with the signal', async () => {
    answer = status(503);
    const controller = new AbortController();
    const ended = failureOf(client.call('get', { userId: 'user_1' }, { signal: controller.signal }));
    await settle();
    controller.abort();
    expect((await ended).code).toBe('cancelled');
    await clock.advance(60_000);
    expect(sent).toBe(1);
  });

  it('are not made of what was refused, or cannot be reached', async () => {
    for (const once of [status(404), status(422), broken('ECONNREFUSED')]) {
      sent = 0;
      answer = once;
      await failureOf(get());
      await clock.advance(60_000);
      expect(sent).toBe(1);
    }
  });
});

describe('onChanged', () => {
  it('tells of requests, of outcomes, and of the window sliding on', async () => {
    const told: { at: number; used: number; state: string }[] = [];
    const stop = client.onChanged(() =>
      told.push({ at: clock.now(), used: client.budget().used, state: client.connection().state }),
    );
    answer = good;
    await get();
    await clock.advance(60_000);
    expect(told).toEqual([
      { at: 0, used: 1, state: 'online' },
      { at: 10_000, used: 0, state: 'online' },
    ]);
    stop();
    await get();
    await clock.advance(60_000);
    expect(told).toHaveLength(2);
  });
});

describe('closing', () => {
  it('ends what waits, and leaves no timer behind', async () => {
    answer = status(429, { 'retry-after': '30' });
    const waiting = [failureOf(get()), failureOf(ban())];
    await settle();
    client.close();
    for (const ended of waiting) expect((await ended).code).toBe('cancelled');
    await settle();
    expect(clock.sleepers).toBe(0);
  });
});
