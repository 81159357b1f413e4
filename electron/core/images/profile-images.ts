/**
 * Users' pictures: from the disk where they are kept, else fetched, each once for all who wait for it and a
 * few at a time. Knows no users, no API and no rate limits; which addresses are allowed is decided before.
 */
import PQueue from 'p-queue';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { Clock, Fetch } from '../ports.ts';
import { fetchPicture, unlessAborted, wholeBound } from './fetch-picture.ts';
import type { PictureCache } from './picture-cache.ts';
import type { StoredPicture } from './picture-store.ts';
import type { Picture } from './picture.ts';

const atOnce = 4;
/** A list that is scrolled offline does not ask for the same pictures again and again. */
const failureKeptMs = 60_000;
const mostFailures = 2000;
/** A picture that is changed gets another address: only one that was taken down stays at its own. */
const currentMs = { withEtag: 24 * 3_600_000, without: 7 * 24 * 3_600_000 };

export interface PictureTarget {
  instanceId: InstanceId;
  userId: string;
  /** Where to fetch it. */
  url: string;
  /** What the picture is kept under: as `url`, but the same in each run. */
  address: string;
  cache: PictureCache;
}

export interface ProfileImages {
  /** Null when there is no such picture, or it is out of reach. Rejects only with the signal's reason. */
  get(target: PictureTarget, signal: AbortSignal): Promise<Picture | null>;
  /** The picture at this address in its full size: neither kept nor taken from what is kept. Null when out of reach. */
  whole(url: string, signal: AbortSignal): Promise<Picture | null>;
  /** Ends what is under way for the user, and drops what is kept of them. */
  drop(target: Pick<PictureTarget, 'instanceId' | 'userId' | 'cache'>): Promise<void>;
  /** Ends what is under way for an instance, and forgets what failed. */
  forget(instanceId: InstanceId): void;
  /** Ends everything that is under way. */
  close(): void;
}

interface Load {
  result: Promise<Picture | null>;
  /** How many wait for it; without any it ends. */
  waiting: number;
  controller: AbortController;
}

export function createProfileImages(deps: { fetch: Fetch; clock: Clock }): ProfileImages {
  const { clock } = deps;
  const queue = new PQueue({ concurrency: atOnce });
  /** Until when, Unix ms, by key; the oldest first. */
  const failures = new Map<string, number>();
  const loads = new Map<string, Load>();
  /** Nobody waits for what is only checked again. */
  const checking = new AbortController();

  const prefixOf = (instanceId: InstanceId, userId?: string) =>
    userId === undefined ? `${instanceId} ` : `${instanceId} ${userId} `;

  function noteFailure(key: string): void {
    failures.delete(key);
    failures.set(key, clock.now() + failureKeptMs);
    for (const oldest of failures.keys()) {
      if (failures.size <= mostFailures) break;
      failures.delete(oldest);
    }
  }

  function end(key: string, load: Load): void {
    load.controller.abort();
    if (loads.get(key) === load) loads.delete(key);
  }

  function endAll(prefix: string): void {
    for (const [key, load] of [...loads]) if (key.startsWith(prefix)) end(key, load);
    for (const key of [...failures.keys()]) if (key.startsWith(prefix)) failures.delete(key);
  }

  /** `known` is the version that is kept; it is what remains when the server cannot be asked. */
  async function fetchInto(
    key: string,
    { userId, url, address, cache }: PictureTarget,
    known: StoredPicture | null,
    signal: AbortSignal,
  ): Promise<Picture | null> {
    const fetched = await fetchPicture(url, { ...deps, etag: known?.etag ?? null }, signal);
    // Ended, not failed: whoever asks next may well get it.
    if (signal.aborted) return null;
    switch (fetched.outcome) {
      case 'picture': {
        const { picture, etag } = fetched;
        await cache.put({ userId, address, etag, checkedAt: clock.now(), ...picture });
        return picture;
      }
      case 'unchanged':
        await cache.checked({ userId, address });
        return known;
      case 'gone':
        noteFailure(key);
        if (known !== null) await cache.remove([userId]);
        return null;
      case 'failed':
        noteFailure(key);
        return known;
    }
  }

  function begin(key: string, target: PictureTarget, known: StoredPicture | null): Load {
    const controller = new AbortController();
    const { signal } = controller;
    const load: Load = {
      waiting: 0,
      controller,
      result: queue.add(async () => {
        // Everybody left while it stood in the queue.
        if (signal.aborted) return null;
        try {
          return await fetchInto(key, target, known, signal);
        } finally {
          if (loads.get(key) === load) loads.delete(key);
        }
      }),
    };
    loads.set(key, load);
    return load;
  }

  async function wait(key: string, load: Load, signal: AbortSignal): Promise<Picture | null> {
    load.waiting += 1;
    try {
      return await unlessAborted(load.result, signal);
    } finally {
      load.waiting -= 1;
      if (load.waiting === 0) end(key, load);
    }
  }

  const hasFailed = (key: string) => (failures.get(key) ?? 0) > clock.now();

  /** Shown as it is meanwhile. */
  function checkAgain(key: string, target: PictureTarget, kept: StoredPicture): void {
    const age = clock.now() - kept.checkedAt;
    if (age < (kept.etag === null ? currentMs.without : currentMs.withEtag)) return;
    if (loads.has(key) || hasFailed(key)) return;
    wait(key, begin(key, target, kept), checking.signal).catch(() => undefined);
  }

  return {
    async get(target, signal) {
      signal.throwIfAborted();
      const { instanceId, userId, address, cache } = target;
      const key = prefixOf(instanceId, userId) + address;
      const kept = await unlessAborted(cache.get(userId), signal);
      if (kept?.address === address) {
        checkAgain(key, target, kept);
        return { contentType: kept.contentType, bytes: kept.bytes };
      }
      if (hasFailed(key)) return null;
      return wait(key, loads.get(key) ?? begin(key, target, null), signal);
    },
    async whole(url, signal) {
      const fetched = await fetchPicture(url, deps, signal, wholeBound);
      signal.throwIfAborted();
      return fetched.outcome === 'picture' ? fetched.picture : null;
    },
    async drop({ instanceId, userId, cache }) {
      endAll(prefixOf(instanceId, userId));
      await cache.remove([userId]);
    },
    forget: (instanceId) => endAll(prefixOf(instanceId)),
    close() {
      checking.abort();
      endAll('');
    },
  };
}
