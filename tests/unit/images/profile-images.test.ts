/** Pictures by address: shared, bounded, remembered, and ended with whoever waited for them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createProfileImages, type ProfileImages } from '../../../electron/core/images/profile-images.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { createFakeClock, settle, type FakeClock } from '../../harness/clerk/fake-clock.ts';

const one = 'one' as InstanceId;
const two = 'two' as InstanceId;
const png = (more = '') => Buffer.from(`\x89PNG\r\n\x1a\n${more}`, 'latin1');

interface Pending {
  url: string;
  init: RequestInit;
  answer(body: Buffer, status?: number): Promise<void>;
  fail(): Promise<void>;
}

let clock: FakeClock;
let sent: Pending[];
let images: ProfileImages;

beforeEach(() => {
  clock = createFakeClock();
  sent = [];
  images = createProfileImages({
    clock,
    fetch: (url, init) =>
      new Promise((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        sent.push({
          url,
          init,
          answer: (body, status = 200) => {
            resolve(new Response(new Uint8Array(body), { status }));
            return settle();
          },
          fail: () => {
            reject(new TypeError('fetch failed'));
            return settle();
          },
        });
      }),
  });
});

const get = (address = 'https://img.clerk.com/a', instanceId = one, signal = new AbortController().signal) =>
  images.get({ instanceId, address }, signal);
const outcomeOf = (task: Promise<unknown>) =>
  task.then(
    () => 'answered',
    () => 'ended',
  );

describe('a request', () => {
  it('carries neither key nor cookie, and follows no redirect', async () => {
    const asked = get();
    await settle();
    const { url, init } = sent[0]!;
    expect(url).toBe('https://img.clerk.com/a');
    expect(Object.keys(init.headers as object)).toEqual(['accept']);
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error', cache: 'no-store' });
    await sent[0]!.answer(png());
    expect(await asked).toEqual({ contentType: 'image/png', base64: png().toString('base64') });
  });

  it('is shared by all who wait for the same picture, and its answer kept', async () => {
    const asked = [get(), get()];
    await settle();
    expect(sent).toHaveLength(1);
    await sent[0]!.answer(png());
    expect(await asked[1]).toEqual(await asked[0]);
    expect(await get()).toEqual(await asked[0]);
    expect(sent).toHaveLength(1);
  });

  it('lives on while one of them still waits, and ends with the last', async () => {
    const leaving = [new AbortController(), new AbortController()] as const;
    const asked = leaving.map(({ signal }) => outcomeOf(get(undefined, one, signal)));
    await settle();
    leaving[0].abort();
    expect(await asked[0]).toBe('ended');
    expect(sent[0]!.init.signal?.aborted).toBe(false);
    leaving[1].abort();
    expect(await asked[1]).toBe('ended');
    expect(sent[0]!.init.signal?.aborted).toBe(true);

    // It ended, it did not fail: whoever comes next asks anew.
    const next = get();
    await settle();
    await sent[1]!.answer(png());
    expect(await next).not.toBeNull();
  });

  it('waits for its turn: four at once, and none for whom nobody waits any more', async () => {
    const leaving = new AbortController();
    const asked = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      outcomeOf(get(name, one, name === 'e' ? leaving.signal : undefined)),
    );
    await settle();
    expect(sent.map(({ url }) => url)).toEqual(['a', 'b', 'c', 'd']);
    leaving.abort();
    await asked[4];
    await sent[0]!.answer(png());
    expect(sent.map(({ url }) => url)).toEqual(['a', 'b', 'c', 'd', 'f']);
  });

  it('gives up after ten seconds', async () => {
    const asked = get();
    await clock.advance(9_999);
    expect(sent[0]!.init.signal?.aborted).toBe(false);
    await clock.advance(1);
    expect(await asked).toBeNull();
    expect(sent[0]!.init.signal?.aborted).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const asked = get();
    await settle();
    expect(clock.sleepers).toBe(1);
    await sent[0]!.answer(png());
    await asked;
    expect(clock.sleepers).toBe(0);
  });
});

describe('a failure', () => {
  it('is remembered for a minute, then tried again', async () => {
    const first = get();
    await settle();
    await sent[0]!.fail();
    expect(await first).toBeNull();
    await clock.advance(59_999);
    expect(await get()).toBeNull();
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    const again = get();
    await settle();
    await sent[1]!.answer(png());
    expect(await again).not.toBeNull();
  });
});

describe('an instance that is removed', () => {
  it('leaves no pictures behind, and its requests end', async () => {
    const kept = [get('a', one), get('a', two)];
    await settle();
    await sent[0]!.answer(png());
    await sent[1]!.answer(png());
    await Promise.all(kept);
    const running = get('b', one);
    await settle();

    images.forget(one);
    expect(await running).toBeNull();
    expect(sent[2]!.init.signal?.aborted).toBe(true);
    expect(await get('a', two)).not.toBeNull();
    expect(sent).toHaveLength(3);
    void outcomeOf(get('a', one));
    await settle();
    expect(sent).toHaveLength(4);
  });
});

it('keeps no more than its bound', async () => {
  const large = Buffer.concat([png(), Buffer.alloc(2_000_000)]);
  for (let at = 0; at < 7; at += 1) {
    const asked = get(`${at}`);
    await settle();
    await sent[at]!.answer(large);
    await asked;
  }
  // Six of them, as base64, are 16 MB.
  expect(await get('6')).not.toBeNull();
  expect(sent).toHaveLength(7);
  void outcomeOf(get('0'));
  await settle();
  expect(sent).toHaveLength(8);
});
