/**
 * The numbers of the mirror's rows. A row's number is its user's creation time in the upper bits and a
 * running number among users of the same millisecond in the lower ones, so that rows stand in the
 * file, and in the search index, in the order in which they are listed: no search has to sort.
 */

/** Bits for users of one millisecond: an import may give a million the same one. */
const tieBits = 20n;
/** The years 1830 to 2109: users of other times stand at these ends. */
const limitMs = (1n << 42n) - 1n;

/** Rows of users without a creation time stand below all others. */
export const firstDatedRow = -limitMs << tieBits;

/** The lowest row number for this time; null for a user without one. */
export function firstRowAt(createdAt: number | null): bigint {
  if (createdAt === null) return (-limitMs - 1n) << tieBits;
  const ms = BigInt(createdAt);
  return (ms > limitMs ? limitMs : ms < -limitMs ? -limitMs : ms) << tieBits;
}

/** One above the highest row number for the time that starts at `first`. */
export function endOfTies(first: bigint): bigint {
  return first + (1n << tieBits);
}
