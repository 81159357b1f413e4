/**
 * Lists and counts users by filter, order, cursor and offset. Exact filters are looked up, ranges of
 * creation dates are arithmetic, anything else walks the users in small steps. Knows no HTTP.
 */
import { compileFilter, createdWithin, splitSigned, type UserFilter } from './user-filter.ts';
import { createOrdering, type Position, type UserOrder } from './user-order.ts';
import type { UserSketch } from './user-record.ts';
import type { UserStore } from './user-store.ts';

export interface Page {
  order: UserOrder;
  limit: number;
  offset: number;
  /** Only with an order by creation date. */
  after?: Position;
}

export interface UserListing {
  /** Numbers of the users on the page. */
  list(filter: UserFilter, page: Page): Promise<number[]>;
  count(filter: UserFilter): Promise<number>;
}

const newestFirst: UserOrder = { field: 'created_at', descending: true };

/** Users looked at before other requests get their turn. */
const stepSize = 5000;
/** Walks whose result is kept: paging through one costs one walk. */
const keptWalks = 4;

interface Walk {
  version: number;
  sequences: Uint32Array;
}

export function createUserListing(store: UserStore): UserListing {
  const ordering = createOrdering(store);
  const walks = new Map<string, Walk>();

  /** The few users that can match at all, when the filter names some exactly. */
  function exactCandidates(filter: UserFilter): number[] | null {
    const lookups: number[][] = [];
    const look = (field: Parameters<UserStore['find']>[0], values: string[] | undefined) => {
      if (values !== undefined) lookups.push(values.flatMap((value) => store.find(field, value)));
    };
    look('email_address', filter.emailAddress);
    look('phone_number', filter.phoneNumber);
    look('username', filter.username);
    look('web3_wallet', filter.web3Wallet);
    look('provider_user_id', filter.provider?.userIds);
    const externalIds = splitSigned(filter.externalId ?? []).include;
    if (externalIds.length > 0) look('external_id', externalIds);
    const userIds = splitSigned(filter.userId ?? []).include;
    if (userIds.length > 0) {
      const known = userIds.map((id) => store.context.identifiers.sequenceOf(id));
      lookups.push(known.filter((sequence) => sequence !== null));
    }
    const shortest = lookups.sort((a, b) => a.length - b.length)[0];
    return shortest === undefined ? null : [...new Set(shortest)];
  }

  /** All matches in order, kept while the store does not change. */
  async function walk(filter: UserFilter, order: UserOrder): Promise<Uint32Array> {
    const name = JSON.stringify([filter, order]);
    const known = walks.get(name);
    if (known?.version === store.version) return known.sequences;
    // A write during the walk may move a user past it: look again, but not for ever.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { version } = store;
      const sequences = await walkOnce(filter, order);
      if (store.version !== version) continue;
      const oldest = walks.keys().next().value;
      if (walks.size >= keptWalks && oldest !== undefined) walks.delete(oldest);
      walks.set(name, { version, sequences });
      return sequences;
    }
    return walkOnce(filter, order);
  }

  async function walkOnce(filter: UserFilter, order: UserOrder): Promise<Uint32Array> {
    const test = compileFilter(filter);
    const candidates = exactCandidates(filter);
    const found: number[] = [];
    let looked = 0;
    const consider = (user: UserSketch | null) => {
      if (user !== null && createdWithin(filter, user.createdAt) && (test === null || test(user))) {
        found.push(user.sequence);
      }
    };
    if (candidates === null) {
      for (const sequence of ordering.sequences(order, { within: createdRange(filter) })) {
        consider(store.sketch(sequence));
        looked += 1;
        if (looked % stepSize === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    } else {
      const wanted = new Set(candidates);
      const positions = candidates.map((sequence) => store.sketch(sequence)).filter((user) => user !== null);
      if (order.field === 'created_at') {
        positions.sort((a, b) => a.createdAt - b.createdAt || a.sequence - b.sequence);
        if (order.descending) positions.reverse();
        positions.forEach(consider);
      } else {
        for (const sequence of ordering.sequences(order))
          if (wanted.has(sequence)) consider(store.sketch(sequence));
      }
    }
    return Uint32Array.from(found);
  }

  /** The made-up users within the filter's bounds. */
  function createdRange(filter: UserFilter) {
    const { timeline } = store.context;
    const { createdAtAfter, createdAtBefore } = filter;
    return {
      start: createdAtAfter === undefined ? 0 : timeline.countBefore(createdAtAfter + 1),
      end: createdAtBefore === undefined ? store.populationSize : timeline.countBefore(createdAtBefore),
    };
  }

  /** The first match after the cursor, whose user need not match itself. */
  function placeAfter(sequences: Uint32Array, order: UserOrder, after: Position): number {
    let low = 0;
    let high = sequences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const sequence = sequences[middle] ?? 0;
      const createdAt = store.sketch(sequence)?.createdAt ?? 0;
      const later = createdAt - after.createdAt || sequence - after.sequence;
      if (order.descending ? later < 0 : later > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  const isPlain = (filter: UserFilter) => compileFilter(filter) === null;

  return {
    async list(filter, { order, limit, offset, after }) {
      if (!isPlain(filter) || order.field !== 'created_at') {
        const sequences = await walk(filter, order);
        const start = offset + (after === undefined ? 0 : placeAfter(sequences, order, after));
        return Array.from(sequences.subarray(start, start + limit));
      }
      const page: number[] = [];
      let skipped = 0;
      const range = { within: createdRange(filter), ...(after === undefined ? {} : { after }) };
      for (const sequence of ordering.sequences(order, range)) {
        if (store.isOverlaid(sequence) && !createdWithin(filter, store.sketch(sequence)?.createdAt ?? 0))
          continue;
        if (skipped < offset) {
          skipped += 1;
          continue;
        }
        page.push(sequence);
        if (page.length === limit) break;
      }
      return page;
    },

    async count(filter) {
      const bounded = filter.createdAtAfter !== undefined || filter.createdAtBefore !== undefined;
      if (isPlain(filter) && !bounded) return store.count;
      return (await walk(filter, newestFirst)).length;
    },
  };
}
