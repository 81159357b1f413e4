import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  RateLimiter,
  instanceLimits,
  largestConcurrency,
  windowMs,
  type Priority,
  type RateLimiterOptions,
} from '../../../electron/core/clerk/rate-limiter.ts';
import { createFakeClock, settle, type FakeClock } from '../../harness/clerk/fake-clock.ts';

let clock: FakeClock;
let closing: AbortController;
beforeEach(() => {
  clock = createFakeClock();
  closing = new AbortController();
});

function createLimiter(overrides: Partial<RateLimiterOptions> = {}): RateLimiter {
  return new RateLimiter({
    environment: 'development',
    budgetShare: 0.5,
    clock,
    closed: closing.signal,
    onChanged: () => undefined,
    ...overrides,
  });
}

const never = new AbortController().signal;
const turn = (priority: Priority = 'interactive', limitedUserId?: string) => ({
  priority,
  signal: never,
  limitedUserId,
});

/** The most that stand in any window, given as times in order. */
function mostInAnyWindow(times: number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((t) => t >= from && t < from + windowMs).length));
}

describe('the budget', () => {
  it.each([
    ['development', 0.5, 50],
    ['production', 0.5, 500],
    ['development', 1, 100],
    ['development', 0.001, 1],
  ] as const)('of %s at %d is %d', (environment, budgetShare, budget) => {
    expect(createLimiter({ environment, budgetShare }).budget()).toEqual({
      used: 0,
      budget,
      windowMs: 10_000,
      pausedUntil: null,
    });
  });

  it('may be used up at once, and comes back as the window slides', async () => {
    const limiter = createLimiter();
    const starts: number[] = [];
    const begin = clock.now();
    for (let i = 0; i < 60; i++) void limiter.run(async () => void starts.push(clock.now() - begin), turn());
    await settle();
    expect(starts).toHaveLength(50);
    expect(limiter.budget().used).toBe(50);
    await clock.advance(windowMs - 1);
    expect(starts).toHaveLength(50);
    await clock.advance(1);
    expect(starts.slice(50)).toEqual(Array.from({ length: 10 }, () => windowMs));
    expect(limiter.budget().used).toBe(10);
  });

  it('is kept in every window, whatever comes when, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12_000 })),
            calls: fc.integer({ min: 1, max: 40 }),
            durationMs: fc.integer({ min: 0, max: 3000 }),
            background: fc.boolean(),
            pauseMs: fc.option(fc.integer({ min: 1, max: 15_000 }), { freq: 5 }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (steps) => {
          clock = createFakeClock();
          const limiter = createLimiter();
          const starts: number[] = [];
          const startedInPause: number[] = [];
          let pausedUntil = 0;
          let running = 0;
          let mostRunning = 0;
          let asked = 0;
          let ended = 0;
          for (const step of steps) {
            await clock.advance(step.waitMs);
            if (step.pauseMs !== null) {
              limiter.pause(step.pauseMs);
              pausedUntil = Math.max(pausedUntil, clock.now() + step.pauseMs);
            }
            for (let i = 0; i < step.calls; i++) {
              asked += 1;
              void limiter
                .run(
                  async () => {
                    starts.push(clock.now());
                    if (clock.now() < pausedUntil) startedInPause.push(clock.now());
                    running += 1;
                    mostRunning = Math.max(mostRunning, running);
                    await clock.sleep(step.durationMs);
                    running -= 1;
                  },
                  turn(step.background ? 'background' : 'interactive'),
                )
                .then(() => (ended += 1));
            }
          }
          await clock.advance(600_000);
          expect(mostInAnyWindow(starts)).toBeLessThanOrEqual(instanceLimits.development / 2);
          expect(mostRunning).toBeLessThanOrEqual(largestConcurrency);
          expect(startedInPause).toEqual([]);
          expect(ended).toBe(asked);
          expect(limiter.budget()).toMatchObject({ used: 0, pausedUntil: null });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('order', () => {
  it('interactive calls go before background ones that have waited longer', async () => {
    const limiter = createLimiter({ budgetShare: 0.01 });
    const order: string[] = [];
    const call = (name: string, priority: Priority) =>
      void limiter.run(async () => void order.push(name), turn(priority));
    call('first', 'background');
    call('b1', 'background');
    call('b2', 'background');
    call('i1', 'interactive');
    call('i2', 'interactive');
    await clock.advance(5 * windowMs);
    expect(order).toEqual(['first', 'i1', 'i2', 'b1', 'b2']);
  });

  it('at most ten run at once', async () => {
    const limiter = createLimiter();
    let started = 0;
    for (let i = 0; i < 15; i++) void limiter.run(() => (started++, new Promise(() => undefined)), turn());
    await settle();
    expect(started).toBe(10);
  });
});

describe('a pause', () => {
  it('holds everything until its end, and shows', async () => {
    const limiter = createLimiter();
    limiter.pause(7000);
    const begin = clock.now();
    const starts: number[] = [];
    void limiter.run(async () => void starts.push(clock.now() - begin), turn());
    expect(limiter.budget().pausedUntil).toBe(begin + 7000);
    await clock.advance(6999);
    expect(starts).toEqual([]);
    await clock.advance(1);
    expect(starts).toEqual([7000]);
    expect(limiter.budget().pausedUntil).toBeNull();
  });

  it('is not shortened by a shorter one', async () => {
    const limiter = createLimiter();
    limiter.pause(9000);
    limiter.pause(1000);
    expect(limiter.budget().pausedUntil).toBe(clock.now() + 9000);
  });
});

describe('giving up', () => {
  it('who waits is let go with the reason of its signal, and leaves no gap', async () => {
    const limiter = createLimiter({ budgetShare: 0.01 });
    await limiter.run(async () => undefined, turn());
    const controller = new AbortController();
    const ran: string[] = [];
    const waiting = limiter.run(async () => void ran.push('given up'), {
      priority: 'interactive',
      signal: controller.signal,
    });
    void limiter.run(async () => void ran.push('next'), turn());
    const reason = new Error('changed my mind');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await clock.advance(windowMs);
    expect(ran).toEqual(['next']);
  });

  it('who was let go before asking never runs', async () => {
    const controller = new AbortController();
    controller.abort(new Error('early'));
    await expect(
      createLimiter().run(async () => 1, { priority: 'interactive', signal: controller.signal }),
    ).rejects.toThrow('early');
  });

  it('what runs keeps its outcome: the limiter does not drop it', async () => {
    const controller = new AbortController();
    const running = createLimiter().run(
      async () => {
        controller.abort();
        await settle();
        return 'done';
      },
      { priority: 'interactive', signal: controller.signal },
    );
    await expect(running).resolves.toBe('done');
  });
});

describe('writes to one user', () => {
  it('wait for their turn beyond ten in ten seconds, without holding up anyone else', async () => {
    const limiter = createLimiter({ environment: 'production' });
    const begin = clock.now();
    const starts: Record<string, number[]> = { a: [], b: [] };
    const write = (user: string) =>
      void limiter.run(
        async () => {
          starts[user]!.push(clock.now() - begin);
          await clock.sleep(100);
        },
        turn('interactive', user),
      );
    for (let i = 0; i < 12; i++) write('a');
    write('b');
    await clock.advance(20_000);
    expect(starts.a!.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
    // Ten seconds from the answer: only then is it certain when Clerk counted.
    expect(starts.a!.slice(10)).toEqual([10_100, 10_100]);
    expect(starts.b).toEqual([100]);
  });

  it('are kept below the limit in every window', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 2000 })), {
          minLength: 5,
          maxLength: 60,
        }),
        async (writes) => {
          clock = createFakeClock();
          const limiter = createLimiter({ environment: 'production' });
          const ends: number[] = [];
          for (const [waitMs, durationMs] of writes) {
            await clock.advance(waitMs);
            void limiter.run(
              async () => {
                await clock.sleep(durationMs);
                ends.push(clock.now());
              },
              turn('background', 'user_1'),
            );
          }
          await clock.advance(200_000);
          expect(ends).toHaveLength(writes.length);
          expect(mostInAnyWindow(ends)).toBeLessThanOrEqual(10);
          expect(clock.sleepers).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('can be given up while they wait', async () => {
    const limiter = createLimiter();
    for (let i = 0; i < 10; i++) await limiter.run(async () => undefined, turn('interactive', 'user_1'));
    const controller = new AbortController();
    const waiting = limiter.run(async () => 'ran', {
      priority: 'interactive',
      signal: controller.signal,
      limitedUserId: 'user_1',
    });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');

    // It has taken nobody's place.
    await clock.advance(windowMs);
    let running = 0;
    const endless = () => (running++, new Promise<never>(() => undefined));
    for (let i = 0; i < 10; i++) void limiter.run(endless, turn('interactive', 'user_1'));
    await settle();
    expect(running).toBe(10);
  });
});

describe('closing', () => {
  it('ends the timers of the limiter', async () => {
    const limiter = createLimiter({ budgetShare: 0.01 });
    await limiter.run(async () => undefined, turn('interactive', 'user_1'));
    limiter.pause(5000);
    expect(clock.sleepers).toBeGreaterThan(0);
    closing.abort();
    await settle();
    expect(clock.sleepers).toBe(0);
  });
});
