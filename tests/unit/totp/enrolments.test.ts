/** A secret that was made is there for ten minutes, longer only while it is not known whether it was set. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createEnrolments,
  enrolmentLifetimeMs,
  type Enrolments,
} from '../../../electron/core/totp/enrolments.ts';
import { AppError } from '../../../shared/failure.ts';
import { instanceIdSchema } from '../../../shared/models/instance.ts';
import { createFakeClock, type FakeClock } from '../../harness/clerk/fake-clock.ts';

const instanceId = instanceIdSchema.parse('instance-1');
const other = instanceIdSchema.parse('instance-2');
let clock: FakeClock;
let enrolments: Enrolments;
beforeEach(() => {
  clock = createFakeClock();
  enrolments = createEnrolments(clock);
});

const begin = (userId = 'user_1', on = instanceId) =>
  enrolments.add({ instanceId: on, userId, secret: 'SECRET' });

function codeOf(task: () => unknown): string {
  try {
    task();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}
const found = (id: string) => codeOf(() => enrolments.find(id));
const begun = (id: string) => codeOf(() => enrolments.begin(id));

describe('an enrolment', () => {
  it('is kept for ten minutes and dropped from memory by itself', async () => {
    const id = begin();
    await clock.advance(enrolmentLifetimeMs - 1);
    expect(enrolments.find(id)).toEqual({ enrolmentId: id, instanceId, userId: 'user_1', secret: 'SECRET' });
    await clock.advance(1);
    expect(clock.sleepers).toBe(0);
    expect(found(id)).toBe('not_found');
  });

  it('is over in time when the timer slept with the computer', () => {
    let now = 0;
    enrolments = createEnrolments({ now: () => now, sleep: () => new Promise(() => undefined) });
    const id = begin();
    now = enrolmentLifetimeMs;
    expect([found(id), begun(id)]).toEqual(['not_found', 'not_found']);
  });

  it('is gone once it was dropped, and dropping it again is no failure', () => {
    const id = begin();
    const left = begin();
    enrolments.drop(id);
    enrolments.drop(id);
    expect([found(id), begun(id), found(left)]).toEqual(['not_found', 'not_found', 'done']);
  });

  it('goes with its instance, and with the core', async () => {
    const ids = [begin(), begin('user_2', other), begin('user_3')];
    enrolments.forget(instanceId);
    expect(ids.map(found)).toEqual(['not_found', 'done', 'not_found']);
    enrolments.clear();
    await clock.advance(0);
    expect(ids.map(found)).toEqual(Array(3).fill('not_found'));
    expect(clock.sleepers).toBe(0);
  });

  it('makes room for new ones when there are very many', () => {
    const unsure = begin();
    enrolments.begin(unsure);
    const ids = Array.from({ length: 300 }, () => begin());
    expect(ids.map(found).filter((code) => code === 'done')).toHaveLength(199);
    expect(found(ids.at(-1) ?? '')).toBe('done');
    // What is on its way is not given up for another.
    expect(found(unsure)).toBe('done');
  });
});

describe('setting it', () => {
  it('is begun once at a time', () => {
    const id = begin();
    expect([begun(id), begun(id)]).toEqual(['done', 'busy']);
    enrolments.end(id, 'not-done');
    expect(begun(id)).toBe('done');
  });

  it('ends it', () => {
    const id = begin();
    enrolments.begin(id);
    enrolments.end(id, 'done');
    expect(found(id)).toBe('not_found');
  });

  it('keeps it while it is on its way, however long, and then no longer than it would have been', async () => {
    const id = begin();
    enrolments.begin(id);
    await clock.advance(enrolmentLifetimeMs + 1000);
    expect(found(id)).toBe('done');
    enrolments.end(id, 'not-done');
    expect(found(id)).toBe('not_found');
  });

  it('leaves nothing behind when it was discarded meanwhile', async () => {
    const id = begin();
    enrolments.begin(id);
    enrolments.drop(id);
    enrolments.end(id, 'unknown');
    await clock.advance(0);
    expect(found(id)).toBe('not_found');
    expect(clock.sleepers).toBe(0);
  });

  it('of unknown outcome keeps it for ten minutes more', async () => {
    const id = begin();
    enrolments.begin(id);
    await clock.advance(enrolmentLifetimeMs - 1);
    enrolments.end(id, 'unknown');
    await clock.advance(enrolmentLifetimeMs - 1);
    expect(found(id)).toBe('done');
    await clock.advance(1);
    expect(found(id)).toBe('not_found');
  });

  it('of unknown outcome is not begun again before that user was read, from then on', async () => {
    const id = begin();
    enrolments.begin(id);
    const before = clock.now();
    await clock.advance(1000);
    enrolments.end(id, 'unknown');
    const tries = [begun(id)];
    enrolments.noteRead(instanceId, ['user_1'], before);
    tries.push(begun(id));
    enrolments.noteRead(instanceId, ['user_2'], clock.now());
    tries.push(begun(id));
    enrolments.noteRead(other, ['user_1'], clock.now());
    tries.push(begun(id));
    expect(tries).toEqual(Array(4).fill('conflict'));
    enrolments.noteRead(instanceId, ['user_2', 'user_1'], clock.now());
    expect(begun(id)).toBe('done');
    // A read while it is on its way tells nothing.
    enrolments.noteRead(instanceId, ['user_1'], clock.now());
    expect(begun(id)).toBe('busy');
  });
});
