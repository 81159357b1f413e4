/**
 * Sends pictures one after the other, at most two at a time, and keeps what became of each. What goes wrong
 * for one stops only that one; what would go wrong for all stops the rest before it is sent. Knows no screen.
 */
import { computed, shallowReactive, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { assertNever, type Failure } from '../../../../shared/failure.ts';
import type { UserRow } from '../../../../shared/models/directory.ts';
import type { User } from '../../../../shared/models/user.ts';
import { failureOf } from '../../../composables/failure-of.ts';
import { isRefusal, type ImageRefusal, type PreparedImage } from '../prepare-image.ts';

/** While one travels, the next is prepared. Core's limiter keeps the budget. */
const atOnce = 2;
/** Core waits for short pauses itself; of longer ones it says how long they are. */
const mostPausesPerFile = 3;
const defaultPauseMs = 10_000;

export interface RunItem {
  key: number;
  file: File;
  path: string;
  drawable: boolean;
  user: UserRow;
  /** What led to the user, in words. */
  by: string;
}

export type ItemResult =
  | { status: 'waiting' }
  | { status: 'sending' }
  | {
      status: 'done';
      image: Pick<PreparedImage, 'locationRemoved' | 'converted'>;
      /** Of the new picture. */
      imageUrl: string | null;
    }
  /** Roster itself found that it cannot be sent. */
  | { status: 'unfit'; message: string }
  | { status: 'refused'; failure: Failure }
  | { status: 'unknown'; failure: Failure }
  | { status: 'not-sent'; message: string };

export interface RunCounts {
  total: number;
  done: number;
  /** Unfit or refused. */
  failed: number;
  unknown: number;
  notSent: number;
  /** Waiting or on the way. */
  left: number;
}

export interface RunPorts {
  prepare(file: Blob, signal: AbortSignal): Promise<PreparedImage | ImageRefusal>;
  send(userId: string, image: PreparedImage): Promise<User>;
  /** Hears of each user that came back. */
  written(user: User): void;
  /** Why nothing can be written now; null when it can. */
  barrier(): string | null;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface ImageRun {
  readonly items: readonly RunItem[];
  readonly results: ReadonlyMap<number, ItemResult>;
  readonly counts: ComputedRef<RunCounts>;
  readonly state: Readonly<ShallowRef<'running' | 'ending' | 'ended'>>;
  /** Until when Clerk asked to be left alone, Unix ms. */
  readonly pausedUntil: Readonly<ShallowRef<number | null>>;
  /** Resolves when nothing of it is on the way any more. */
  readonly ended: () => Promise<void>;
  /** Sends nothing more; what is on its way is waited for, as ending it would leave its outcome unknown. */
  cancel(): void;
  /** Those that were refused, not sent, or may not have been done: sent again, which harms nobody. */
  retry(): void;
}

const cancelledWords = 'Cancelled before it was sent.';

function mayRetry(result: ItemResult | undefined): boolean {
  return result?.status === 'refused' || result?.status === 'unknown' || result?.status === 'not-sent';
}

export function createImageRun(items: readonly RunItem[], ports: RunPorts): ImageRun {
  const results = shallowReactive(new Map<number, ItemResult>());
  const state = shallowRef<'running' | 'ending' | 'ended'>('ended');
  const pausedUntil = shallowRef<number | null>(null);
  let queue: RunItem[] = [];
  let stop = new AbortController();
  let working: Promise<void> = Promise.resolve();

  const counts = computed(() => {
    const counted = { total: items.length, done: 0, failed: 0, unknown: 0, notSent: 0, left: 0 };
    for (const { key } of items) counted[countedAs(results.get(key))] += 1;
    return counted;
  });

  function begin(chosen: readonly RunItem[]): void {
    stop = new AbortController();
    const users = new Set<string>();
    queue = [];
    for (const item of chosen) {
      // The table lets no such pair through; two at once would leave it to chance whose picture stays.
      if (users.has(item.user.id)) {
        results.set(item.key, {
          status: 'not-sent',
          message: 'Another of these pictures is for the same user.',
        });
        continue;
      }
      users.add(item.user.id);
      results.set(item.key, { status: 'waiting' });
      queue.push(item);
    }
    state.value = 'running';
    working = Promise.all(Array.from({ length: atOnce }, work)).then(() => {
      state.value = 'ended';
    });
  }

  async function work(): Promise<void> {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      const reason = ports.barrier();
      if (reason === null) results.set(item.key, await become(item, stop.signal));
      else {
        results.set(item.key, { status: 'not-sent', message: reason });
        leaveRest(reason);
      }
    }
  }

  async function become(item: RunItem, signal: AbortSignal): Promise<ItemResult> {
    results.set(item.key, { status: 'sending' });
    const notSent = { status: 'not-sent', message: cancelledWords } as const;
    let image: PreparedImage | ImageRefusal;
    try {
      image = await ports.prepare(item.file, signal);
    } catch {
      return signal.aborted ? notSent : { status: 'unfit', message: 'This file could not be read.' };
    }
    if (isRefusal(image)) return { status: 'unfit', message: image.message };
    for (let pauses = 0; ; pauses += 1) {
      if (!(await pauseIsOver(signal))) return notSent;
      try {
        const user = await ports.send(item.user.id, image);
        ports.written(user);
        const { locationRemoved, converted } = image;
        // Not the picture itself: two thousand of them would fill the memory.
        return { status: 'done', image: { locationRemoved, converted }, imageUrl: user.imageUrl };
      } catch (error) {
        const failure = failureOf(error);
        if (failure.code !== 'rate_limited' || pauses === mostPausesPerFile) return afterFailure(failure);
        pausedUntil.value = Math.max(
          pausedUntil.value ?? 0,
          Date.now() + (failure.retryAfterMs ?? defaultPauseMs),
        );
      }
    }
  }

  /** False when it was cancelled meanwhile. */
  async function pauseIsOver(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && pausedUntil.value !== null) {
      const ms = pausedUntil.value - Date.now();
      if (ms <= 0) pausedUntil.value = null;
      else await ports.sleep(ms, signal).catch(() => undefined);
    }
    return !signal.aborted;
  }

  function afterFailure(failure: Failure): ItemResult {
    const { ends, result } = meaningOf(failure);
    if (ends) leaveRest(failure.message);
    return result;
  }

  function leaveRest(message: string): void {
    for (const { key } of queue) results.set(key, { status: 'not-sent', message });
    queue = [];
  }

  function cancel(): void {
    if (state.value !== 'running') return;
    state.value = 'ending';
    stop.abort();
    pausedUntil.value = null;
    leaveRest(cancelledWords);
  }

  function retry(): void {
    if (state.value !== 'ended') return;
    const chosen = items.filter(({ key }) => mayRetry(results.get(key)));
    if (chosen.length > 0) begin(chosen);
  }

  begin(items);
  return { items, results, counts, state, pausedUntil, ended: () => working, cancel, retry };
}

function countedAs(result: ItemResult | undefined): Exclude<keyof RunCounts, 'total'> {
  switch (result?.status) {
    case undefined:
    case 'waiting':
    case 'sending':
      return 'left';
    case 'done':
    case 'unknown':
      return result.status;
    case 'unfit':
    case 'refused':
      return 'failed';
    case 'not-sent':
      return 'notSent';
    default:
      return assertNever(result);
  }
}

/** What became of the picture, and whether the next ones would meet the same. */
function meaningOf(failure: Failure): { result: ItemResult; ends: boolean } {
  const notSent = { status: 'not-sent', message: failure.message } as const;
  switch (failure.code) {
    case 'outcome_unknown':
    case 'internal':
    case 'server_error':
    case 'bad_response':
    case 'timeout':
      return { result: { status: 'unknown', failure }, ends: false };
    case 'cancelled':
    case 'busy':
    case 'invalid_input':
    case 'unknown_method':
      return { result: notSent, ends: false };
    case 'offline':
    case 'read_only':
    case 'confirmation_required':
    case 'confirmation_invalid':
    case 'keychain_locked':
    case 'keychain_unavailable':
    case 'storage':
    case 'disk_full':
      return { result: notSent, ends: true };
    case 'unauthorized':
    case 'plan_required':
      return { result: { status: 'refused', failure }, ends: true };
    case 'not_found':
    case 'conflict':
    case 'forbidden':
    case 'rejected':
    case 'rate_limited':
      return { result: { status: 'refused', failure }, ends: false };
    default:
      return assertNever(failure.code);
  }
}
