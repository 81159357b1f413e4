/** Ids that look like Clerk's and lead back to the user's number. Knows nothing else of users. */
import { createPermutation } from './permutation.ts';
import { decodeBase62, encodeBase62, hashText, randomText } from './random.ts';

export interface Identifiers {
  userId(sequence: number): string;
  /** The number of the user that this id would belong to, or null when it can be no id of ours. */
  sequenceOf(userId: string): number | null;
  /** An id of something that belongs to a user, e.g. `idn_…`; `topic` tells a user's things apart. */
  childId(prefix: string, sequence: number, topic: number): string;
  /** As childId, and the user's number can be read from it. */
  ownedId(prefix: string, sequence: number, topic: number): string;
  /** The number of the user that an id from ownedId belongs to; of any other id, null or any number. */
  ownerOf(id: string): number | null;
}

export function createIdentifiers(seed: number): Identifiers {
  const permutation = createPermutation(2 ** 32, seed ^ 0x1d);

  function userId(sequence: number): string {
    const head = randomText(8, seed, sequence, 901);
    const tail = randomText(12, seed, sequence, 902);
    return `user_2${head}${encodeBase62(permutation.forward(sequence))}${tail}`;
  }

  return {
    userId,
    sequenceOf(id) {
      if (id.length !== 32) return null;
      const code = decodeBase62(id.slice(14, 20));
      if (code === null) return null;
      const sequence = permutation.backward(code);
      return userId(sequence) === id ? sequence : null;
    },
    childId(prefix, sequence, topic) {
      return `${prefix}_2${randomText(26, seed, sequence, topic + 1000)}`;
    },
    ownedId(prefix, sequence, topic) {
      const head = randomText(8, seed, sequence, topic + 1000);
      const tail = randomText(12, seed, sequence, topic + 2000);
      // What the head adds hides that all ids of a user have their middle in common.
      const code = permutation.forward((sequence ^ hashText(head)) >>> 0);
      return `${prefix}_2${head}${encodeBase62(code)}${tail}`;
    },
    ownerOf(id) {
      const [, head, middle] = /_2([0-9A-Za-z]{8})([0-9A-Za-z]{6})[0-9A-Za-z]{12}$/.exec(id) ?? [];
      const code = middle === undefined ? null : decodeBase62(middle);
      return code === null || head === undefined ? null : (permutation.backward(code) ^ hashText(head)) >>> 0;
    },
  };
}
