/**
 * The sync engine against a plain model: random histories of what others write, what Roster does and what
 * goes wrong on the way, after which the mirror equals the server. A history is repeated by its seed:
 * `ROSTER_SYNC_SEED=<seed> ROSTER_SYNC_HISTORIES=1`.
 */
import { expect, test } from 'vitest';
import { firstDifference } from './model/run-histories.ts';

const seed = Number(process.env['ROSTER_SYNC_SEED'] ?? Math.floor(Math.random() * 1e9));
const histories = Number(process.env['ROSTER_SYNC_HISTORIES'] ?? 1000);

test(
  `after any of ${histories} histories, the mirror equals the server`,
  async () => {
    console.info(`ROSTER_SYNC_SEED=${seed}`);
    expect(await firstDifference(seed, histories)).toBeNull();
  },
  5 * 60_000,
);
