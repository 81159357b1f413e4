/** How far the clocks are apart, from whole seconds and a round trip: within the error that is promised. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ServerClock } from '../../../electron/core/clerk/server-clock.ts';
import { createFakeClock } from '../../harness/clerk/fake-clock.ts';
import { createTestClient } from '../../harness/clerk/test-client.ts';

const header = (time: number) => new Date(time).toUTCString();
const start = 1_700_000_000_000;

let clock: ServerClock;
beforeEach(() => {
  clock = new ServerClock();
});

/** What is noted when this computer is `ahead` ms ahead; times by the server's clock. */
function note(ahead: number, sentAt: number, dated: number, answeredAt: number): void {
  clock.note({ date: header(dated), sentAt: sentAt + ahead, answeredAt: answeredAt + ahead });
}

describe('the skew', () => {
  it('is not known without an answer', () => {
    expect(clock.skew).toBeNull();
  });

  it('is the middle of what it can be, positive when this computer is ahead', () => {
    note(45_000, start, start + 100, start + 200);
    // Dated 100 ms into a second, which is taken for its middle.
    expect(clock.skew).toEqual({ skewMs: 44_600, measuredAt: start + 45_200 });
    clock = new ServerClock();
    note(-45_000, start, start + 500, start + 1000);
    expect(clock.skew).toMatchObject({ skewMs: -45_000 });
  });

  it('is at most half a round trip and half a second off, whichever way the time went', () => {
    const ms = (most: number) => fc.integer({ min: 0, max: most });
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        ms(1e9),
        ms(5000),
        ms(5000),
        (ahead, at, out, back) => {
          clock = new ServerClock();
          note(ahead, start + at, start + at + out, start + at + out + back);
          expect(Math.abs((clock.skew?.skewMs ?? NaN) - ahead)).toBeLessThanOrEqual((out + back) / 2 + 501);
        },
      ),
    );
  });

  it('is that of the finer answer, until it disagrees or is ten minutes old', () => {
    note(0, start, start + 500, start + 1000);
    note(0, start + 2000, start + 5500, start + 6000);
    expect(clock.skew).toEqual({ skewMs: 0, measuredAt: start + 1000 });
    // As fine, and newer.
    note(0, start + 8000, start + 8500, start + 9000);
    expect(clock.skew?.measuredAt).toBe(start + 9000);
    // Coarser, but the clock was set.
    note(60_000, start + 10_000, start + 12_000, start + 14_000);
    expect(clock.skew?.skewMs).toBe(59_500);
    note(60_000, start + 700_000, start + 707_000, start + 709_000);
    expect(clock.skew?.measuredAt).toBe(start + 709_000 + 60_000);
  });

  it.each([
    ['no date', null, 100],
    ['a date that is none', 'yesterday', 100],
    ['a date without a zone', 'Tue, 14 Nov 2023 22:13:20', 100],
    ['a very long wait', header(start), 10_001],
    ['a clock that was set back meanwhile', header(start), -1],
  ])('is not taken from %s', (_, date, roundTripMs) => {
    clock.note({ date, sentAt: start, answeredAt: start + roundTripMs });
    expect(clock.skew).toBeNull();
  });
});

it('is measured to the head of an answer, not to the end of its body, and of refusals too', async () => {
  const local = createFakeClock(start + 90_000);
  const client = createTestClient('http://127.0.0.1:1/v1', {
    clock: local,
    async fetch() {
      await local.sleep(400);
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await local.sleep(5000);
          controller.enqueue(new TextEncoder().encode('{}'));
          controller.close();
        },
      });
      return new Response(body, { status: 422, headers: { date: header(start) } });
    },
  });
  expect(client.clockSkew()).toBeNull();
  const call = client.call('get', { userId: 'user_1' }).catch(() => undefined);
  await local.advance(6000);
  await call;
  expect(client.clockSkew()).toEqual({ skewMs: 89_700, measuredAt: start + 90_400 });
  client.close();
});
