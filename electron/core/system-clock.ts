/** The computer's own clock, as the core's Clock port. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // ref: false, so that a waiting retry never keeps a finished process alive.
    await delay(ms, undefined, signal === undefined ? { ref: false } : { signal, ref: false });
  },
};
