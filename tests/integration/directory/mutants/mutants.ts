/** Three wrong engines, each made of the real one by changing what it asks for, is told, or writes. */
import type { UserLister } from '../../../../electron/core/directory/directory.ts';
import type { JsonObject } from '../../../../shared/models/json.ts';
import type { Mutant } from '../model/model-history.ts';
import type { ModelServer } from '../model/model-server.ts';

/** Takes every page for one that goes on where the one before ended, as if nobody could be moved in between. */
function takingAnyPageForJoined(lister: UserLister): UserLister {
  const lastAfter = new Map<unknown, JsonObject>();
  return {
    ...lister,
    async list(request, signal) {
      const page = await lister.list(request, signal);
      const expected = lastAfter.get(request.startingAfter);
      const told =
        expected === undefined || page[0]?.['id'] === expected['id']
          ? page
          : [expected, ...page].slice(0, request.limit);
      const [cursor, last] = [told.at(-2), told.at(-1)];
      if (cursor !== undefined && last !== undefined) lastAfter.set(cursor['id'], last);
      return told;
    },
  };
}

/** Reads one page of changes, and takes it for all of them. */
function readingOnePageOfChanges(lister: UserLister): UserLister {
  return {
    ...lister,
    list: async (request, signal) =>
      request.orderBy === '-updated_at' && (request.offset ?? 0) > 0 ? [] : lister.list(request, signal),
  };
}

/** Notes that it has seen all changes up to now, though it has seen those up to its last page only. */
function notingMoreThanWasSeen(method: string, args: unknown[], server: ModelServer): unknown[] {
  if (method !== 'complete') return args;
  const [lastSyncedAt, , ...more] = args;
  return [lastSyncedAt, server.now + 100_000, ...more];
}

/** `from`: a history not long before one that finds it out, so that finding it takes seconds. */
export const mutants: Record<string, Mutant & { from: number }> = {
  'takes any page for joined': { lister: takingAnyPageForJoined, from: 920 },
  'reads one page of changes': { lister: readingOnePageOfChanges, from: 25 },
  'notes more than was seen': { call: notingMoreThanWasSeen, from: 385 },
};
