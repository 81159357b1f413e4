/**
 * A shuffling of the numbers below a size that can be computed and undone one number at a time: what lets
 * an id or an e-mail address lead back to its user without a table.
 */
import { hash32 } from './random.ts';

export interface Permutation {
  /** Expects 0 <= value < size. */
  forward(value: number): number;
  /** The inverse of forward, for 0 <= value < size. */
  backward(value: number): number;
}

const rounds = 4;

/** A Feistel network over the next even number of bits, walked until it lands below `size` (at most 2^32). */
export function createPermutation(size: number, seed: number): Permutation {
  let half = 1;
  while (2 ** (2 * half) < size) half += 1;
  const base = 2 ** half;

  function scramble(value: number): number {
    let left = Math.floor(value / base);
    let right = value % base;
    for (let round = 0; round < rounds; round += 1) {
      const next = (left ^ (hash32(seed, right, round) % base)) >>> 0;
      left = right;
      right = next;
    }
    return left * base + right;
  }

  function unscramble(value: number): number {
    let left = Math.floor(value / base);
    let right = value % base;
    for (let round = rounds - 1; round >= 0; round -= 1) {
      const previous = (right ^ (hash32(seed, left, round) % base)) >>> 0;
      right = left;
      left = previous;
    }
    return left * base + right;
  }

  return {
    forward(value) {
      let result = scramble(value);
      while (result >= size) result = scramble(result);
      return result;
    },
    backward(value) {
      let result = unscramble(value);
      while (result >= size) result = unscramble(result);
      return result;
    },
  };
}
