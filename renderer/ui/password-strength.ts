/**
 * How hard a password is to guess, worked out on this computer: nothing of it leaves the page or is kept. The
 * word lists are large, so they are loaded when they are first needed.
 */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export interface PasswordStrength {
  /** 0 (guessed at once) to 4. */
  score: 0 | 1 | 2 | 3 | 4;
  words: string;
}

const words = [
  'Very weak: guessed at once',
  'Weak: guessed in a short time',
  'Fair: holds against guessing over a network',
  'Good',
  'Strong',
] as const;

/** What is longer than this is strong by its length, and costs time to look through. */
const longestChecked = 100;

let loading: Promise<ZxcvbnFactory> | null = null;

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Factory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}

/** `known`: what an attacker knows of the person. Throws when the word lists cannot be loaded. */
export async function passwordStrength(
  password: string,
  known: readonly string[],
): Promise<PasswordStrength> {
  loading ??= load();
  try {
    const { score } = (await loading).check(password.slice(0, longestChecked), [...known]);
    return { score, words: words[score] };
  } catch (error) {
    loading = null;
    throw error;
  }
}
