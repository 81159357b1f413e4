/**
 * Pictures by address: each fetched once for all who wait for it, a few at a time, kept in memory only.
 * Knows no users, no API and no rate limits; which addresses are allowed is decided before.
 */
import PQueue from 'p-queue';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { Clock, Fetch } from '../ports.ts';
import { fetchPicture, unlessAborted } from './fetch-picture.ts';
import { createPictureCache } from './picture-cache.ts';
import type { Picture } from './picture.ts';

const atOnce = 4;
const cacheBytes = 16 * 1024 * 1024;
/** A list that is scrolled offline does not ask for the same pictures again and again. */
const failureKeptMs = 60_000;
const mostFailures = 2000;

export interface ProfileImages {
  /** Null when there is no such picture, or it is out of reach. Rejects only with the signal's reason. */
  get(target: { instanceId: InstanceId; address: string }, signal: AbortSignal): Promise<Picture | null>;
  /** Ends what is under way for an instance, and drops what is kept of it. */
  forget(instanceId: InstanceId): void;
}

interface Load {
  result: Promise<Picture | null>;
  /** How many wait for it; without any it ends. */
  waiting: number;
  controller: AbortController;
}

export function createProfileImages(deps: { fetch: Fetch; clock: Clock }): ProfileImages {
  const queue = new PQueue({ concurrency: atOnce });
  const cache = createPictureCache(cacheBytes);
  /** Until when, Unix ms, by key; the oldest first. */
  const failures = new Map<string, number>();
  const loads = new Map<string, Load>();

  const prefixOf = (instanceId: InstanceId) => `${instanceId} `;

  function noteFailure(key: string): void {
    failures.delete(key);
    failures.set(key, deps.clock.now() + failureKeptMs);
    for (const oldest of failures.keys()) {
      if (failures.size <= mostFailures) break;
      failures.delete(oldest);
    }
  }

  function end(key: string, load: Load): void {
    load.controller.abort();
    if (loads.get(key) === load) loads.delete(key);
  }

  function begin(key: string, address: string): Load {
    const controller = new AbortController();
    const { signal } = controller;
    const load: Load = {
      waiting: 0,
      controller,
      result: queue.add(async () => {
        // Everybody left while it stood in the queue.
        if (signal.aborted) return null;
        const picture = await fetchPicture(address, deps, signal);
        // Ended, not failed: whoever asks next may well get it.
        if (signal.aborted) return null;
        if (picture === null) noteFailure(key);
        else cache.set(key, picture);
        loads.delete(key);
        return picture;
      }),
    };
    loads.set(key, load);
    return load;
  }

  return {
    async get({ instanceId, address }, signal) {
      signal.throwIfAborted();
      const key = prefixOf(instanceId) + address;
      const kept = cache.get(key);
      if (kept !== undefined) return kept;
      if ((failures.get(key) ?? 0) > deps.clock.now()) return null;
      const load = loads.get(key) ?? begin(key, address);
      load.waiting += 1;
      try {
        return await unlessAborted(load.result, signal);
      } finally {
        load.waiting -= 1;
        if (load.waiting === 0) end(key, load);
      }
    },
    forget(instanceId) {
      const prefix = prefixOf(instanceId);
      for (const [key, load] of [...loads]) if (key.startsWith(prefix)) end(key, load);
      for (const key of [...failures.keys()]) if (key.startsWith(prefix)) failures.delete(key);
      cache.forget(prefix);
    },
  };
}
