/**
 * Enrolments that were begun: secrets that were made and not set yet, in memory only, for ten minutes. Knows
 * neither how a secret is made nor how it is set, but when it may be.
 */
import { randomUUID } from 'node:crypto';
import { fail } from '../../../shared/failure.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { Clock } from '../ports.ts';

export const enrolmentLifetimeMs = 600_000;
/** A program that begins and never ends any must not fill the memory. */
const mostKept = 200;

export interface Enrolment {
  enrolmentId: string;
  instanceId: InstanceId;
  userId: string;
  /** Base32. */
  secret: string;
}

/**
 * `done`: it was set. `unknown`: it may have been: it is kept for another ten minutes, as the secret that the
 * user has scanned may be the right one. `not-done`: nothing was changed.
 */
export type CommitEnd = 'done' | 'unknown' | 'not-done';

export interface Enrolments {
  /** Answers the enrolment's id. */
  add(enrolment: Omit<Enrolment, 'enrolmentId'>): string;
  /** Throws AppError `not_found`. */
  find(enrolmentId: string): Enrolment;
  /**
   * To be ended with {@link Enrolments.end}, whatever happens. Throws AppError `not_found`; `busy` while it is
   * being set already; `conflict` when it may have been set and the user was not read since.
   */
  begin(enrolmentId: string): Enrolment;
  end(enrolmentId: string, end: CommitEnd): void;
  /** Users were read live; `begunAt`, Unix ms, is when the reading began. */
  noteRead(instanceId: InstanceId, userIds: readonly string[], begunAt: number): void;
  /** Dropping what is not there is no failure. */
  drop(enrolmentId: string): void;
  /** Drops those of an instance that is gone. */
  forget(instanceId: InstanceId): void;
  clear(): void;
}

interface Kept {
  enrolment: Enrolment;
  state: 'ready' | 'sending' | 'unknown';
  /** Unix ms. */
  expiresAt: number;
  /** Unix ms, while the state is `unknown`. */
  unknownSince: number;
  timer: AbortController;
}

export function createEnrolments(clock: Clock): Enrolments {
  /** The oldest first. */
  const kept = new Map<string, Kept>();

  function drop(enrolmentId: string): void {
    kept.get(enrolmentId)?.timer.abort();
    kept.delete(enrolmentId);
  }

  /** A computer that slept has slept through the timer, so `get` looks at the time as well. */
  function keepFor10Minutes(one: Kept): void {
    one.timer.abort();
    const timer = new AbortController();
    one.timer = timer;
    one.expiresAt = clock.now() + enrolmentLifetimeMs;
    clock.sleep(enrolmentLifetimeMs, timer.signal).then(
      () => {
        // What is on its way is needed until it is known what became of it.
        if (one.state === 'sending') one.expiresAt = 0;
        else drop(one.enrolment.enrolmentId);
      },
      () => undefined,
    );
  }

  function get(enrolmentId: string): Kept {
    const one = kept.get(enrolmentId);
    if (one !== undefined && (one.state === 'sending' || one.expiresAt > clock.now())) return one;
    drop(enrolmentId);
    throw fail(
      'not_found',
      'This enrolment is not there any more: it was finished or discarded, or ten minutes have passed. Nothing was changed. Begin again.',
    );
  }

  return {
    add(given) {
      for (const [enrolmentId, { state }] of kept) {
        if (kept.size < mostKept) break;
        if (state === 'ready') drop(enrolmentId);
      }
      const enrolment = { ...given, enrolmentId: randomUUID() };
      const one: Kept = {
        enrolment,
        state: 'ready',
        expiresAt: 0,
        unknownSince: 0,
        timer: new AbortController(),
      };
      kept.set(enrolment.enrolmentId, one);
      keepFor10Minutes(one);
      return enrolment.enrolmentId;
    },

    find: (enrolmentId) => get(enrolmentId).enrolment,

    begin(enrolmentId) {
      const one = get(enrolmentId);
      if (one.state === 'sending') {
        throw fail('busy', 'This secret is being set already. Nothing was sent a second time.');
      }
      if (one.state === 'unknown') {
        throw fail(
          'conflict',
          'This secret may have been set already, so nothing was sent. Read the user again first: then it can be set once more if need be.',
        );
      }
      one.state = 'sending';
      return one.enrolment;
    },

    end(enrolmentId, end) {
      const one = kept.get(enrolmentId);
      // Discarded, or its instance removed, while it was on its way.
      if (one === undefined) return;
      if (end === 'done') {
        drop(enrolmentId);
      } else if (end === 'unknown') {
        one.state = 'unknown';
        one.unknownSince = clock.now();
        keepFor10Minutes(one);
      } else {
        one.state = 'ready';
        if (one.expiresAt <= clock.now()) drop(enrolmentId);
      }
    },

    noteRead(instanceId, userIds, begunAt) {
      for (const one of kept.values()) {
        const { enrolment, state, unknownSince } = one;
        if (state !== 'unknown' || enrolment.instanceId !== instanceId) continue;
        // What was asked for before may tell of before.
        if (begunAt >= unknownSince && userIds.includes(enrolment.userId)) one.state = 'ready';
      }
    },

    drop,

    forget(instanceId) {
      for (const [enrolmentId, { enrolment }] of kept) {
        if (enrolment.instanceId === instanceId) drop(enrolmentId);
      }
    },

    clear() {
      for (const enrolmentId of kept.keys()) drop(enrolmentId);
    },
  };
}
