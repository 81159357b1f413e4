import { expect, it } from 'vitest';
import { ChangeNotifier } from '../../../electron/core/clerk/change-notifier.ts';
import { createFakeClock } from '../../harness/clerk/fake-clock.ts';

it('tells of the first change at once, and of those that follow at most every 250 ms', async () => {
  const clock = createFakeClock(0);
  const changes = new ChangeNotifier(clock, new AbortController().signal, () => null);
  const told: number[] = [];
  changes.on(() => told.push(clock.now()));
  for (let ms = 0; ms <= 600; ms += 10) {
    changes.touch();
    await clock.advance(10);
  }
  await clock.advance(1000);
  expect(told).toEqual([0, 250, 500, 750]);
});

it('tells of changes that come with time alone', async () => {
  const clock = createFakeClock(0);
  const expected = [400, 5000];
  const changes = new ChangeNotifier(clock, new AbortController().signal, () => expected.shift() ?? null);
  const told: number[] = [];
  changes.on(() => told.push(clock.now()));
  changes.touch();
  await clock.advance(10_000);
  expect(told).toEqual([0, 400, 5000]);
});

it('tells once of a change that was foreseen twice', async () => {
  const clock = createFakeClock(0);
  const changes = new ChangeNotifier(clock, new AbortController().signal, () =>
    clock.now() < 5000 ? 5000 : null,
  );
  const told: number[] = [];
  changes.on(() => told.push(clock.now()));
  changes.touch();
  await clock.advance(1000);
  changes.touch();
  await clock.advance(10_000);
  expect(told).toEqual([0, 1000, 5000]);
});

it('stops telling who has left, and everyone when it is closed', async () => {
  const clock = createFakeClock(0);
  const closing = new AbortController();
  const changes = new ChangeNotifier(clock, closing.signal, () => null);
  const told: string[] = [];
  const leave = changes.on(() => told.push('a'));
  changes.on(() => told.push('b'));
  leave();
  changes.touch();
  await clock.advance(1000);
  closing.abort();
  changes.touch();
  await clock.advance(1000);
  expect(told).toEqual(['b']);
});
