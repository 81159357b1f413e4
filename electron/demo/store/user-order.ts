/**
 * The orders of Clerk's list, each as a sequence of user numbers. By creation date that is arithmetic; any
 * other order of the made-up users is computed once, four bytes a user. Knows no filters.
 */
import { GeneratedSketch } from '../population/generated-sketch.ts';
import type { UserSketch } from './user-record.ts';
import type { UserStore } from './user-store.ts';

export const orderFields = [
  'created_at',
  'updated_at',
  'email_address',
  'web3wallet',
  'first_name',
  'last_name',
  'phone_number',
  'username',
  'last_active_at',
  'last_sign_in_at',
] as const;
export type OrderField = (typeof orderFields)[number];

export interface UserOrder {
  field: OrderField;
  descending: boolean;
}

type Key = number | string | null;

function keyOf(user: UserSketch, field: OrderField): Key {
  switch (field) {
    case 'created_at':
      return user.createdAt;
    case 'updated_at':
      return user.updatedAt;
    case 'email_address':
      return user.emailAddresses[0]?.toLowerCase() ?? null;
    case 'web3wallet':
      return user.web3Wallets[0]?.toLowerCase() ?? null;
    case 'first_name':
      return user.firstName?.toLowerCase() ?? null;
    case 'last_name':
      return user.lastName?.toLowerCase() ?? null;
    case 'phone_number':
      return user.phoneNumbers[0] ?? null;
    case 'username':
      return user.username?.toLowerCase() ?? null;
    case 'last_active_at':
      return user.lastActiveAt;
    case 'last_sign_in_at':
      return user.lastSignInAt;
  }
}

/** Users without a value come last, whatever the direction; equal ones keep the order of sign-up. */
function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const ascending = a < b ? -1 : 1;
  return descending ? -ascending : ascending;
}

export interface Ordering {
  /**
   * The numbers of all users in this order. With `after`, only those that follow this place: by creation
   * date only. `within` narrows the made-up users to a range of numbers, by creation date only.
   */
  sequences(order: UserOrder, options?: { after?: Position; within?: Range }): Iterable<number>;
}

/** A user's place by creation date. */
export interface Position {
  createdAt: number;
  sequence: number;
}

/** From `start` up to and without `end`. */
export interface Range {
  start: number;
  end: number;
}

interface OverlayEntry {
  sequence: number;
  key: Key;
}

export function createOrdering(store: UserStore): Ordering {
  /** Made-up users in order, per field and direction. */
  const baseOrders = new Map<string, Uint32Array>();
  const overlayOrders = new Map<string, { version: number; entries: OverlayEntry[] }>();
  const { context } = store;

  const nameOf = (order: UserOrder) => `${order.descending ? '-' : '+'}${order.field}`;

  function compareEntries(order: UserOrder, a: OverlayEntry, b: OverlayEntry): number {
    const byKey = compareKeys(a.key, b.key, order.descending);
    if (byKey !== 0) return byKey;
    return order.descending ? b.sequence - a.sequence : a.sequence - b.sequence;
  }

  function baseOrder(order: UserOrder): Uint32Array {
    const known = baseOrders.get(nameOf(order));
    if (known !== undefined) return known;
    const keys: Key[] = [];
    for (let sequence = 0; sequence < store.populationSize; sequence += 1) {
      keys.push(keyOf(new GeneratedSketch(context, sequence), order.field));
    }
    const sequences = Uint32Array.from({ length: store.populationSize }, (_, index) => index);
    sequences.sort(
      (a, b) =>
        compareKeys(keys[a] ?? null, keys[b] ?? null, order.descending) || (order.descending ? b - a : a - b),
    );
    baseOrders.set(nameOf(order), sequences);
    return sequences;
  }

  function overlayOrder(order: UserOrder): OverlayEntry[] {
    const known = overlayOrders.get(nameOf(order));
    if (known?.version === store.version) return known.entries;
    const entries = store
      .overlaid()
      .map((user) => ({ sequence: user.sequence, key: keyOf(user, order.field) }))
      .sort((a, b) => compareEntries(order, a, b));
    overlayOrders.set(nameOf(order), { version: store.version, entries });
    return entries;
  }

  /** The made-up users that nobody has edited or deleted. */
  function* untouched(
    order: UserOrder,
    after: Position | undefined,
    within: Range | undefined,
  ): Iterable<number> {
    if (order.field !== 'created_at') {
      for (const sequence of baseOrder(order)) if (!store.isOverlaid(sequence)) yield sequence;
      return;
    }
    let start = within?.start ?? 0;
    let end = within?.end ?? store.populationSize;
    if (after !== undefined && order.descending) {
      // Those who signed up at the same moment follow by their number, too.
      end = Math.min(end, placeOf(after));
    } else if (after !== undefined) {
      start = Math.max(start, placeOf({ ...after, sequence: after.sequence + 1 }));
    }
    if (order.descending) {
      for (let sequence = end - 1; sequence >= start; sequence -= 1)
        if (!store.isOverlaid(sequence)) yield sequence;
    } else {
      for (let sequence = start; sequence < end; sequence += 1)
        if (!store.isOverlaid(sequence)) yield sequence;
    }
  }

  /** How many made-up users come before this place when counted from the first sign-up. */
  function placeOf(position: Position): number {
    const first = context.timeline.countBefore(position.createdAt);
    const next = context.timeline.countBefore(position.createdAt + 1);
    return Math.min(Math.max(first, position.sequence), next);
  }

  return {
    *sequences(order, { after, within } = {}) {
      const entries = overlayOrder(order);
      let place = 0;
      if (after !== undefined) {
        const position: OverlayEntry = { sequence: after.sequence, key: after.createdAt };
        while (place < entries.length && compareEntries(order, entries[place] ?? position, position) <= 0)
          place += 1;
      }
      if (entries.length === 0) {
        yield* untouched(order, after, within);
        return;
      }
      for (const sequence of untouched(order, after, within)) {
        const key = keyOf(new GeneratedSketch(context, sequence), order.field);
        for (;;) {
          const entry = entries[place];
          if (entry === undefined || compareEntries(order, entry, { sequence, key }) > 0) break;
          yield entry.sequence;
          place += 1;
        }
        yield sequence;
      }
      for (; place < entries.length; place += 1) {
        const entry = entries[place];
        if (entry !== undefined) yield entry.sequence;
      }
    },
  };
}
