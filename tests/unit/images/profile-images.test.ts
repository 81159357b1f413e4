/** Pictures by address: shared, bounded, remembered, and ended with whoever waited for them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createProfileImages, type ProfileImages } from '../../../electron/core/images/profile-images.ts';
import type { PictureCache } from '../../../electron/core/images/picture-cache.ts';
import type { StoredPicture } from '../../../electron/core/images/picture-store.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { createFakeClock, settle, type FakeClock } from '../../harness/clerk/fake-clock.ts';

const one = 'one' as InstanceId;
const two = 'two' as InstanceId;
const png = (more = '') => Buffer.from(`\x89PNG\r\n\x1a\n${more}`, 'latin1');

interface Pending {
  url: string;
  init: RequestInit;
  answer(body: Buffer | null, status?: number, etag?: string): Promise<void>;
  fail(): Promise<void>;
}

let clock: FakeClock;
let sent: Pending[];
let images: ProfileImages;
/** What is kept, by instance and user. */
let kept: Map<string, StoredPicture>;

function cacheOf(instanceId: InstanceId): PictureCache {
  const key = (userId: string) => `${instanceId} ${userId}`;
  return {
    get: async (userId) => kept.get(key(userId)) ?? null,
    put: async (picture) => void kept.set(key(picture.userId), picture),
    async checked({ userId }) {
      const found = kept.get(key(userId));
      if (found !== undefined) kept.set(key(userId), { ...found, checkedAt: clock.now() });
    },
    remove: async (userIds) => userIds.forEach((userId) => kept.delete(key(userId))),
    userIds: async () => [],
    missing: async () => [],
    wipe: async () => undefined,
    close: async () => undefined,
    destroy: async () => undefined,
  };
}

beforeEach(() => {
  clock = createFakeClock();
  sent = [];
  kept = new Map();
  images = createProfileImages({
    clock,
    fetch: (url, init) =>
      new Promise((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        sent.push({
          url,
          init,
          answer: (body, status = 200, etag = undefined) => {
            const headers = new Headers(etag === undefined ? {} : { etag });
            resolve(new Response(body === null ? null : new Uint8Array(body), { status, headers }));
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

const get = (url = 'https://img.clerk.com/a', instanceId = one, signal = new AbortController().signal) =>
  images.get({ instanceId, userId: 'u', url, address: url, cache: cacheOf(instanceId) }, signal);
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
    expect(await asked).toEqual({ contentType: 'image/png', bytes: png() });
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
  it('ends its requests, and no others', async () => {
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
  });
});

describe('a picture that is kept', () => {
  const day = 24 * 3_600_000;

  async function keep(etag?: string): Promise<void> {
    const asked = get();
    await settle();
    await sent[0]!.answer(png('old'), 200, etag);
    await asked;
  }
  const bytes = async () =>
    Buffer.from((await get())?.bytes ?? '')
      .toString('latin1')
      .slice(8);

  it.each([
    ['a day, when the server names versions', '"v1"', day],
    ['a week, when it does not', undefined, 7 * day],
  ])('is asked for again after %s, and shown meanwhile', async (_, etag, age) => {
    await keep(etag);
    await clock.advance(age - 1);
    expect(await bytes()).toBe('old');
    await settle();
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    expect(await Promise.all([bytes(), bytes()])).toEqual(['old', 'old']);
    await settle();
    expect(sent).toHaveLength(2);
    const headers = new Headers(sent[1]!.init.headers);
    expect(headers.get('if-none-match')).toBe(etag ?? null);
    await sent[1]!.answer(png('new'), 200, etag);
    expect(await bytes()).toBe('new');
    expect(sent).toHaveLength(2);
  });

  it('is as good as new when it has not changed', async () => {
    await keep('"v1"');
    await clock.advance(day);
    await get();
    await settle();
    await sent[1]!.answer(null, 304);
    await clock.advance(day - 1);
    expect(await bytes()).toBe('old');
    await settle();
    expect(sent).toHaveLength(2);
  });

  it('stays when the server cannot be asked, and goes when it is gone there', async () => {
    await keep('"v1"');
    await clock.advance(day);
    await get();
    await settle();
    await sent[1]!.fail();
    expect(await bytes()).toBe('old');
    await settle();
    // Not again and again.
    expect(sent).toHaveLength(2);
    await clock.advance(60_000);
    await get();
    await settle();
    await sent[2]!.answer(null, 404);
    expect(await get()).toBeNull();
  });

  it('is not shown for another address', async () => {
    await keep();
    const asked = get('https://img.clerk.com/b');
    await settle();
    await sent[1]!.answer(png('other'));
    expect(Buffer.from((await asked)!.bytes)).toEqual(png('other'));
  });

  it('is fetched anew once it was dropped, and what was on its way is not kept', async () => {
    await keep();
    await images.drop({ instanceId: one, userId: 'u', cache: cacheOf(one) });
    const running = get();
    await settle();
    await images.drop({ instanceId: one, userId: 'u', cache: cacheOf(one) });
    expect(await running).toBeNull();
    expect(sent[1]!.init.signal?.aborted).toBe(true);
    expect(kept.size).toBe(0);
  });
});
