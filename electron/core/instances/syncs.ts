/**
 * Keeps the mirrors current: runs the syncs that are asked for, one at a time per instance, and one by
 * itself every few minutes. Knows when to sync, not how.
 */
import { AppError, fail } from '../../../shared/failure.ts';
import type { SyncMode } from '../../../shared/models/directory.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { Clock, Logger } from '../ports.ts';
import type { PausedSyncs } from './paused-syncs.ts';
import type { Session } from './session.ts';

/** Between two syncs by itself. */
export const syncIntervalMs = 5 * 60_000;
/** After a failure that may pass by itself. */
export const syncRetryMs = 15_000;

export interface Syncs {
  /** Joins the one that runs. Cancelling a joined call cancels the sync itself. Throws AppError. */
  run(session: Session, mode: SyncMode, signal?: AbortSignal): Promise<void>;
  /** False when none runs. */
  cancel(instanceId: string): boolean;
  /** Ends what runs, and lets none begin until `resume`. Throws AppError when that cannot be saved. */
  pause(session: Session): Promise<void>;
  /** Does not wait for the sync that it begins. */
  resume(session: Session): Promise<void>;
  /** Of an instance that is removed. */
  forgetPause(instanceId: InstanceId): Promise<void>;
  /** Begins to keep the instance current; a call for one that is kept already syncs it now. */
  keep(session: Session): void;
  /** Ends what runs for the instance, and waits for its end. */
  stop(instanceId: InstanceId): Promise<void>;
  stopAll(): Promise<void>;
}

interface Keeper {
  controller: AbortController;
  /** Cuts the waiting short. */
  wake: AbortController;
  /** Resumed while a sync still ended: there is nothing to wait for. */
  resumed: boolean;
  loop: Promise<void>;
}

export interface SyncsDeps {
  clock: Clock;
  logger: Logger;
  background: boolean;
  paused: PausedSyncs;
  /** Before a sync begins; and when one has ended well. */
  onBegin(session: Session): void;
  onSynced(session: Session): void;
}

export function createSyncs(deps: SyncsDeps): Syncs {
  const { clock, logger } = deps;
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  const keepers = new Map<string, Keeper>();

  function begin(session: Session, mode: SyncMode): { controller: AbortController; done: Promise<void> } {
    const controller = new AbortController();
    deps.onBegin(session);
    const done = (async () => {
      const directory = await session.directory();
      const client = await session.client();
      await directory.sync(mode, session.lister(client), controller.signal);
      if (!controller.signal.aborted) deps.onSynced(session);
    })().finally(() => running.delete(session.instanceId));
    const entry = { controller, done };
    running.set(session.instanceId, entry);
    return entry;
  }

  async function run(session: Session, mode: SyncMode, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) throw fail('cancelled', 'Cancelled before it began.');
    if (deps.paused.has(session.instanceId)) {
      throw fail('cancelled', 'The sync of this instance is paused, so none was begun. Resume it first.');
    }
    const { controller, done } = running.get(session.instanceId) ?? begin(session, mode);
    const abort = () => controller.abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await done;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** How long to wait after this outcome; null: until somebody does something about it. */
  function pauseAfter(error: unknown): number | null {
    if (!(error instanceof AppError)) return syncIntervalMs;
    switch (error.code) {
      case 'unauthorized':
      case 'keychain_locked':
      case 'keychain_unavailable':
      case 'not_found':
        return null;
      case 'cancelled':
      case 'disk_full':
        return syncIntervalMs;
      default:
        return syncRetryMs;
    }
  }

  async function keepCurrent(session: Session, keeper: Keeper): Promise<void> {
    const stopped = keeper.controller.signal;
    // The demo's edits are gone with each run, so its mirror is read anew.
    let mode: SyncMode = session.instance().kind === 'demo' ? 'full' : 'auto';
    while (!stopped.aborted) {
      let pause: number | null = syncIntervalMs;
      keeper.resumed = false;
      try {
        await run(session, mode, stopped);
        mode = 'auto';
      } catch (error) {
        pause = deps.paused.has(session.instanceId) ? null : pauseAfter(error);
        if (!(error instanceof AppError)) {
          logger.error('A background sync failed unexpectedly', { instanceId: session.instanceId, error });
        }
      }
      if (stopped.aborted) return;
      if (keeper.resumed) continue;
      keeper.wake = new AbortController();
      // 24 days, the longest that a timer takes: "until woken".
      await clock
        .sleep(pause ?? 2 ** 31 - 1, AbortSignal.any([stopped, keeper.wake.signal]))
        .catch(() => undefined);
    }
  }

  async function stop(instanceId: InstanceId): Promise<void> {
    const keeper = keepers.get(instanceId);
    keepers.delete(instanceId);
    keeper?.controller.abort();
    const current = running.get(instanceId);
    current?.controller.abort();
    await Promise.allSettled([keeper?.loop, current?.done]);
  }

  function keep(session: Session): void {
    if (!deps.background) return;
    const kept = keepers.get(session.instanceId);
    if (kept !== undefined) {
      kept.wake.abort();
      return;
    }
    const keeper: Keeper = {
      controller: new AbortController(),
      wake: new AbortController(),
      resumed: false,
      loop: Promise.resolve(),
    };
    keepers.set(session.instanceId, keeper);
    keeper.loop = keepCurrent(session, keeper);
  }

  return {
    run,
    keep,
    cancel(instanceId) {
      const current = running.get(instanceId);
      current?.controller.abort();
      return current !== undefined;
    },
    async pause(session) {
      await deps.paused.set(session.instanceId, true);
      const current = running.get(session.instanceId);
      current?.controller.abort();
      await current?.done.catch(() => undefined);
      session.tellState();
    },
    forgetPause: (instanceId) => deps.paused.set(instanceId, false),
    async resume(session) {
      if (!deps.paused.has(session.instanceId)) return;
      await deps.paused.set(session.instanceId, false);
      session.tellState();
      const keeper = keepers.get(session.instanceId);
      if (keeper !== undefined) keeper.resumed = true;
      if (deps.background) keep(session);
      // How it ends is told by the status.
      else run(session, 'auto').catch(() => undefined);
    },
    stop,
    async stopAll() {
      const ids = new Set([...keepers.keys(), ...running.keys()]);
      await Promise.all([...ids].map((instanceId) => stop(instanceId as InstanceId)));
    },
  };
}
