/** Each wrong engine is found out by the histories that the real one stands. */
import { expect, test } from 'vitest';
import { firstDifference } from '../model/run-histories.ts';
import { mutants } from './mutants.ts';

test.for(Object.entries(mutants))('%s is found out', async ([name, mutant]) => {
  const difference = await firstDifference(1, 1000, mutant);
  console.info(`${name}: history ${difference?.seed}, ${difference?.what}`);
  expect(difference?.what).toMatch(/^after a quiet/u);
});
