/**
 * Engines that are wrong on purpose, each in one thing that the real one relies on, by what they are handed:
 * proof that the histories find what they are there to find.
 */
import type { JsonObject } from '../../../../shared/models/json.ts';
import type { UserLister } from '../../../../electron/core/directory/directory.ts';
import type { Mutant } from '../model/model-history.ts';

/**
 * Pages of changes that do not overlap, and an engine that takes them for joined: whoever a deletion moved
 * across the edge between two of them is missed.
 */
const noOverlap: Mutant = {
  lister(lister: UserLister, pageSize: number): UserLister {
    const overlap = Math.ceil(pageSize * 0.1);
    let last: JsonObject | undefined;
    return {
      ...lister,
      async list(request, signal) {
        const { orderBy, offset = 0 } = request;
        if (orderBy !== '-updated_at') return lister.list(request, signal);
        const isLater = offset > 0 && last !== undefined;
        const page = await lister.list(isLater ? { ...request, offset: offset + overlap } : request, signal);
        const joined = isLater && last !== undefined ? [last, ...page].slice(0, request.limit) : page;
        last = page.at(-1);
        return joined;
      },
    };
  },
};

/** What is known is taken to reach to the sync's end, rather than to where its first page of changes began. */
const lateWatermark: Mutant = {
  call: (method, args, server) =>
    method === 'complete' ? [args[0], server.now + 1, ...args.slice(2)] : args,
};

/** Whichever copy arrives last stays, however old it is. */
const lastArrivalWins: Mutant = {
  call: (method, [batch, ...rest]) =>
    method === 'put' ? [{ ...(batch as object), trustedOver: Infinity }, ...rest] : [batch, ...rest],
};

export const mutants: Readonly<Record<string, Mutant>> = { noOverlap, lateWatermark, lastArrivalWins };
