/** Each wrong engine is found out by histories that the real one stands: see sync-model.test.ts. */
import { expect, test } from 'vitest';
import { firstDifference } from '../model/run-histories.ts';
import { mutants } from './mutants.ts';

test.for(Object.entries(mutants))(
  'an engine that %s is found out',
  { timeout: 3 * 60_000 },
  async ([, mutant]) => {
    expect(await firstDifference(mutant.from, 1000, mutant)).toMatchObject({
      what: expect.stringMatching(/^after a quiet/u) as string,
    });
  },
);
