/** Pictures on the disk: kept, bounded, unreadable without the key, and made anew when the file is damaged. */
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPictureCache, type PictureCache } from '../../../electron/core/images/picture-cache.ts';
import type { StoredPicture } from '../../../electron/core/images/picture-store.ts';
import {
  createDatabaseThreads,
  type DatabaseThreads,
} from '../../../electron/core/storage/database-threads.ts';
import { fail } from '../../../shared/failure.ts';
import { silentLogger } from '../../harness/test-core.ts';

const key = '0123456789abcdef'.repeat(4);
const worker = new URL('../../../electron/core/storage/database-worker.ts', import.meta.url);

let folder: string;
let file: string;
let threads: DatabaseThreads;
let caches: PictureCache[];
let now: number;
let warned: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-pictures-'));
  file = join(folder, 'pictures', 'one.db');
  threads = createDatabaseThreads(worker);
  caches = [];
  now = Date.UTC(2026, 0, 1);
  warned = [];
});
afterEach(async () => {
  for (const cache of caches) await cache.close();
  await threads.close();
  await rm(folder, { recursive: true });
});

function open(
  more: { key?: string; largestBytes?: number; place?: () => Promise<never> } = {},
): PictureCache {
  const cache = createPictureCache({
    place: more.place ?? (async () => ({ file, key: more.key ?? key })),
    threads,
    clock: { now: () => now },
    logger: { ...silentLogger, warn: (message) => warned.push(message) },
    ...(more.largestBytes === undefined ? {} : { largestBytes: more.largestBytes }),
  });
  caches.push(cache);
  return cache;
}

const picture = (userId: string, size = 100, address = `/${userId}`): StoredPicture => ({
  userId,
  address,
  contentType: 'image/png',
  etag: null,
  checkedAt: now,
  bytes: new Uint8Array(size).fill(7),
});

async function put(cache: PictureCache, ...pictures: StoredPicture[]): Promise<void> {
  for (const one of pictures) {
    now += 1000;
    await cache.put(one);
  }
}
const kept = async (cache: PictureCache) => (await cache.userIds()).sort();

describe('a picture', () => {
  it('is there as it was, also when the file is opened again', async () => {
    const first = open();
    const whole = { ...picture('a'), etag: '"v1"', bytes: new Uint8Array([0, 255, 1, 254]) };
    await put(first, whole);
    expect(await first.get('a')).toEqual(whole);
    await first.close();
    const again = open();
    expect(await again.get('a')).toEqual(whole);
    expect(await again.get('b')).toBeNull();
  });

  it('takes the place of the user’s one before', async () => {
    const cache = open();
    await put(cache, picture('a', 10, '/old'), picture('a', 20, '/new'));
    expect(await cache.get('a')).toMatchObject({ address: '/new' });
    expect(
      await cache.missing([
        { userId: 'a', address: '/old' },
        { userId: 'a', address: '/new' },
      ]),
    ).toEqual([{ userId: 'a', address: '/old' }]);
    expect(await kept(cache)).toEqual(['a']);
  });

  it('is current as of when the server was asked, if it is still the same one', async () => {
    const cache = open();
    await put(cache, picture('a'));
    now += 5000;
    await cache.checked({ userId: 'a', address: '/another' });
    expect((await cache.get('a'))?.checkedAt).toBeLessThan(now);
    await cache.checked({ userId: 'a', address: '/a' });
    expect((await cache.get('a'))?.checkedAt).toBe(now);
  });

  it('is gone once removed', async () => {
    const cache = open();
    await put(cache, picture('a'), picture('b'));
    await cache.remove(['a', 'nobody']);
    expect(await kept(cache)).toEqual(['b']);
  });
});

describe('room', () => {
  it('is made by letting go of what was not used the longest', async () => {
    const cache = open({ largestBytes: 300 });
    await put(cache, picture('a'), picture('b'), picture('c'));
    now += 1000;
    await cache.get('a');
    await put(cache, picture('d'));
    expect(await kept(cache)).toEqual(['a', 'c', 'd']);
    await put(cache, picture('e', 250));
    expect(await kept(cache)).toEqual(['e']);
  });

  it('is measured anew when the file is opened again, and uses are known then', async () => {
    const first = open({ largestBytes: 300 });
    await put(first, picture('a'), picture('b'), picture('c'));
    now += 1000;
    await first.get('a');
    await first.close();
    const again = open({ largestBytes: 300 });
    await put(again, picture('d'));
    expect(await kept(again)).toEqual(['a', 'c', 'd']);
  });

  it('is not made for one that is larger than all of it', async () => {
    const cache = open({ largestBytes: 300 });
    await put(cache, picture('a'), picture('b', 301));
    expect(await kept(cache)).toEqual(['a']);
  });

  it('keeps the file itself near its bound, however many came through it', async () => {
    const cache = open({ largestBytes: 200_000 });
    for (let at = 0; at < 200; at += 1) await put(cache, picture(`u${at}`, 10_000));
    await cache.close();
    expect(statSync(file).size).toBeLessThan(600_000);
  });
});

describe('the file', () => {
  it('holds nothing readable, and is its owner’s alone', async () => {
    const cache = open();
    const words = Buffer.from('readable-words '.repeat(500));
    await put(cache, { ...picture('user_readable', 1, '/address-readable'), bytes: new Uint8Array(words) });
    // Before it is closed, too: what lies in the write-ahead log counts.
    for (const stage of ['open', 'closed']) {
      const names = readdirSync(join(folder, 'pictures'));
      expect(names).toContain('one.db');
      for (const name of names) {
        const bytes = readFileSync(join(folder, 'pictures', name));
        expect(bytes.includes('readable'), `${name}, ${stage}`).toBe(false);
        expect(bytes.includes('SQLite format'), `${name}, ${stage}`).toBe(false);
      }
      await cache.close();
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await open().get('user_readable'))?.bytes).toEqual(new Uint8Array(words));
  });

  it.each<[string, () => void]>([
    ['overwritten', () => writeFileSync(file, 'Not a database, but long enough to be one. '.repeat(500))],
    ['cut off', () => truncateSync(file, 1000)],
  ])('that is %s is set aside, and a new one made', async (_, damage) => {
    const first = open();
    await put(first, picture('a'));
    await first.close();
    damage();
    const again = open();
    expect(await again.get('a')).toBeNull();
    await put(again, picture('b'));
    expect(await kept(again)).toEqual(['b']);
    expect(readdirSync(join(folder, 'pictures')).some((name) => name.includes('.corrupt-'))).toBe(true);
    expect(warned).toEqual(['A damaged cache of pictures was set aside']);
  });

  it('that turns out damaged in use is set aside, and a new one made', async () => {
    const first = open();
    for (let at = 0; at < 40; at += 1) await put(first, picture(`u${at}`, 20_000));
    await first.close();
    const bytes = readFileSync(file);
    // All but the first pages, which opening reads.
    bytes.fill(0xff, 5 * 8192);
    writeFileSync(file, bytes);
    const again = open();
    const found = await Promise.all(Array.from({ length: 40 }, (_, at) => again.get(`u${at}`)));
    expect(found).toContain(null);
    await put(again, picture('b'));
    expect(await again.get('b')).not.toBeNull();
    expect(warned).toContain('A damaged cache of pictures was set aside');
  });

  it('made with another key is set aside', async () => {
    const first = open();
    await put(first, picture('a'));
    await first.close();
    const other = open({ key: 'f'.repeat(64) });
    expect(await other.get('a')).toBeNull();
    await put(other, picture('b'));
    expect(await kept(other)).toEqual(['b']);
  });

  it('goes with everything beside it', async () => {
    const cache = open();
    await put(cache, picture('a'));
    await cache.destroy();
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(join(folder, 'pictures'))).toEqual([]);
    // Closed for good: nothing makes it anew.
    await put(cache, picture('a'));
    expect(await cache.get('a')).toBeNull();
    expect(existsSync(file)).toBe(false);
  });

  it('is empty after a wipe, and takes pictures again', async () => {
    const cache = open();
    await put(cache, picture('a'));
    await cache.wipe();
    expect(await kept(cache)).toEqual([]);
    await put(cache, picture('b'));
    expect(await kept(cache)).toEqual(['b']);
  });
});

it('that cannot be opened fails nobody, and says so once', async () => {
  let asked = 0;
  const cache = open({
    place: () => {
      asked += 1;
      return Promise.reject(fail('keychain_locked', 'Locked.'));
    },
  });
  await put(cache, picture('a'));
  expect(await cache.get('a')).toBeNull();
  expect(await cache.missing([{ userId: 'a', address: '/a' }])).toEqual([]);
  // Each asks again: it may be open meanwhile.
  expect(asked).toBe(3);
  expect(warned).toHaveLength(1);
});
