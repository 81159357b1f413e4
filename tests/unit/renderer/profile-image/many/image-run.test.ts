/** A run of many pictures: what each failure means for its own picture and for the rest. */
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  createImageRun,
  type ImageRun,
  type RunItem,
  type RunPorts,
} from '../../../../../renderer/features/profile-image/many/image-run.ts';
import { endWords, resultList } from '../../../../../renderer/features/profile-image/many/run-words.ts';
import { AppError, type FailureCode } from '../../../../../shared/failure.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeUser } from '../../inspector/make-user.ts';
import { makeRow } from '../../users/fake-directory.ts';

afterEach(() => vi.useRealTimers());

function itemsOf(count: number): RunItem[] {
  return Array.from({ length: count }, (_, key) => itemFor(`user_${key}`, key));
}

function itemFor(userId: string, key: number): RunItem {
  const name = `${userId}.png`;
  return {
    key,
    file: new File([], name),
    path: name,
    drawable: true,
    user: makeRow(userId),
    by: 'by user id',
  };
}

const image = {
  blob: new Blob(),
  contentType: 'image/png',
  width: 1,
  height: 1,
  locationRemoved: false,
  animated: false,
  converted: false,
} as const;

function refusal(code: FailureCode, more: object = {}): AppError {
  return new AppError({ code, message: `Refused: ${code}.`, ...more });
}

class Sender {
  readonly sent: string[] = [];
  readonly written: string[] = [];
  atOnce = 0;
  most = 0;
  #waiting: { userId: string; answer: () => void }[] = [];
  /** What a user's picture is answered with, one after the other. */
  failures: Record<string, AppError[]> = {};
  holds = false;
  barrier: string | null = null;
  prepared: RunPorts['prepare'] = () => Promise.resolve(image);

  ports(): RunPorts {
    return {
      prepare: (file, signal) => this.prepared(file, signal),
      send: (userId) => this.#send(userId),
      written: (user) => this.written.push(user.id),
      barrier: () => this.barrier,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          setTimeout(resolve, ms);
          signal.addEventListener('abort', () => resolve());
        }),
    };
  }

  async #send(userId: string): Promise<User> {
    this.sent.push(userId);
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    if (this.holds) await new Promise<void>((answer) => this.#waiting.push({ userId, answer }));
    this.atOnce -= 1;
    const failure = this.failures[userId]?.shift();
    if (failure) throw failure;
    return makeUser(userId);
  }

  async answerOne(): Promise<void> {
    this.#waiting.shift()?.answer();
    await flushPromises();
  }
}

function statuses(run: ImageRun): (string | undefined)[] {
  return run.items.map(({ key }) => run.results.get(key)?.status);
}

describe('a run', () => {
  test('sends each once, two at a time, and tells of each user', async () => {
    const sender = new Sender();
    sender.holds = true;
    const run = createImageRun(itemsOf(5), sender.ports());
    await flushPromises();
    expect(statuses(run)).toEqual(['sending', 'sending', 'waiting', 'waiting', 'waiting']);
    expect(run.counts.value).toMatchObject({ done: 0, left: 5 });
    while (run.state.value !== 'ended') await sender.answerOne();
    expect(sender.most).toBe(2);
    expect(sender.sent).toEqual(['user_0', 'user_1', 'user_2', 'user_3', 'user_4']);
    expect(sender.written).toEqual(sender.sent);
    expect(run.counts.value).toEqual({ total: 5, done: 5, failed: 0, unknown: 0, notSent: 0, left: 0 });
  });

  test('goes on after what concerns one picture only', async () => {
    const sender = new Sender();
    sender.failures = {
      user_0: [refusal('rejected', { traceId: 'trace_0' })],
      user_1: [refusal('outcome_unknown')],
      user_2: [refusal('not_found')],
      user_3: [refusal('busy')],
    };
    sender.prepared = (file) =>
      (file as File).name === 'user_4.png'
        ? Promise.resolve({ reason: 'damaged', message: 'Cut off.' })
        : Promise.resolve(image);
    const run = createImageRun(itemsOf(6), sender.ports());
    await run.ended();
    expect(statuses(run)).toEqual(['refused', 'unknown', 'refused', 'not-sent', 'unfit', 'done']);
    expect(sender.sent).not.toContain('user_4');
    expect(endWords(run.counts.value, 'Acme')).toBe(
      '1 profile picture set in Acme. 3 failed, 1 with an unknown outcome, 1 not sent.',
    );
    const list = resultList(run.items, run.results).split('\n');
    expect(list[0]?.split('\t')).toEqual(['File', 'User id', 'User', 'Result', 'Details', 'Trace id']);
    expect(list[1]).toBe('user_0.png\tuser_0\tName of user_0\tRefused\tRefused: rejected.\ttrace_0');
    expect(list).toHaveLength(6 + 2);
  });

  test.each(['offline', 'unauthorized', 'read_only', 'keychain_locked', 'disk_full'] as const)(
    'leaves the rest unsent when it meets %s, and sends them when it is asked to',
    async (code) => {
      const sender = new Sender();
      sender.failures = { user_1: [refusal(code)] };
      sender.holds = true;
      const run = createImageRun(itemsOf(6), sender.ports());
      await flushPromises();
      while (run.state.value !== 'ended') await sender.answerOne();
      const first = statuses(run);
      expect(first.slice(3)).toEqual(['not-sent', 'not-sent', 'not-sent']);
      expect(sender.sent).toEqual(['user_0', 'user_1', 'user_2']);
      expect(run.results.get(5)).toEqual({ status: 'not-sent', message: `Refused: ${code}.` });

      sender.holds = false;
      run.retry();
      expect(run.state.value).toBe('running');
      await run.ended();
      expect(run.counts.value.done).toBe(6);
      expect(sender.sent.filter((userId) => userId === 'user_0')).toHaveLength(1);
    },
  );

  test('sends nothing more once nothing may be written', async () => {
    const sender = new Sender();
    sender.holds = true;
    const run = createImageRun(itemsOf(5), sender.ports());
    await flushPromises();
    sender.barrier = 'Acme is read-only in Roster.';
    while (run.state.value !== 'ended') await sender.answerOne();
    expect(statuses(run)).toEqual(['done', 'done', 'not-sent', 'not-sent', 'not-sent']);
    expect(run.results.get(4)).toMatchObject({ message: 'Acme is read-only in Roster.' });
  });

  test('sends one picture a user, whatever it is given', async () => {
    const sender = new Sender();
    const run = createImageRun([itemFor('user_a', 0), itemFor('user_a', 1)], sender.ports());
    await run.ended();
    expect(sender.sent).toEqual(['user_a']);
    expect(statuses(run)).toEqual(['done', 'not-sent']);
  });
});

describe('cancelling', () => {
  test('waits for what is on its way, and sends nothing more', async () => {
    const sender = new Sender();
    sender.holds = true;
    const run = createImageRun(itemsOf(5), sender.ports());
    await flushPromises();
    run.cancel();
    expect(run.state.value).toBe('ending');
    expect(statuses(run)).toEqual(['sending', 'sending', 'not-sent', 'not-sent', 'not-sent']);
    while (run.state.value !== 'ended') await sender.answerOne();
    expect(statuses(run)).toEqual(['done', 'done', 'not-sent', 'not-sent', 'not-sent']);
    expect(sender.sent).toHaveLength(2);
  });

  test('ends the preparing of what has not left', async () => {
    const sender = new Sender();
    sender.prepared = (_file, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
      });
    const run = createImageRun(itemsOf(2), sender.ports());
    await flushPromises();
    run.cancel();
    await run.ended();
    expect(statuses(run)).toEqual(['not-sent', 'not-sent']);
    expect(sender.sent).toEqual([]);
  });
});

describe('a pause that Clerk asks for', () => {
  test('is kept by all, and then the picture is sent again', async () => {
    vi.useFakeTimers();
    const sender = new Sender();
    sender.failures = { user_0: [refusal('rate_limited', { retryAfterMs: 90_000 })] };
    const run = createImageRun(itemsOf(4), sender.ports());
    await vi.advanceTimersByTimeAsync(1000);
    const sent = sender.sent.length;
    expect(run.pausedUntil.value).not.toBeNull();
    expect(sent).toBeLessThan(4);
    await vi.advanceTimersByTimeAsync(88_000);
    expect(sender.sent).toHaveLength(sent);
    await vi.advanceTimersByTimeAsync(2000);
    await run.ended();
    expect(run.counts.value.done).toBe(4);
    expect(run.pausedUntil.value).toBeNull();
    expect(sender.sent.filter((userId) => userId === 'user_0')).toHaveLength(2);
  });

  test('is ended by cancelling', async () => {
    vi.useFakeTimers();
    const sender = new Sender();
    sender.failures = { user_0: [refusal('rate_limited', { retryAfterMs: 9_000_000 })] };
    const run = createImageRun(itemsOf(1), sender.ports());
    await vi.advanceTimersByTimeAsync(10);
    run.cancel();
    await vi.advanceTimersByTimeAsync(10);
    expect(run.state.value).toBe('ended');
    expect(statuses(run)).toEqual(['not-sent']);
  });

  test('that never ends is a refusal at last', async () => {
    vi.useFakeTimers();
    const sender = new Sender();
    sender.failures = { user_0: Array.from({ length: 9 }, () => refusal('rate_limited')) };
    const run = createImageRun(itemsOf(2), sender.ports());
    await vi.advanceTimersByTimeAsync(100_000);
    expect(statuses(run)).toEqual(['refused', 'done']);
    expect(sender.sent.filter((userId) => userId === 'user_0')).toHaveLength(4);
  });
});
