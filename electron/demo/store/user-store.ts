/**
 * All users of the server: the made-up ones, computed from their number, with a layer of edits, creations
 * and deletions on top. Keeps in memory only what differs. Knows no HTTP and no filters.
 */
import { generateRecord } from '../population/generated-record.ts';
import { candidates, GeneratedSketch, type PopulationContext } from '../population/generated-sketch.ts';
import type { DemoOrganization } from '../population/organizations.ts';
import { sketchOf, type UserRecord, type UserSketch } from './user-record.ts';

/** What no two users may share. */
export type UniqueField = 'email_address' | 'phone_number' | 'username' | 'web3_wallet' | 'external_id';

export interface UserStore {
  readonly context: PopulationContext;
  /** Grows with each change: what was computed from the store holds while it stays the same. */
  readonly version: number;
  readonly count: number;
  /** The made-up users are numbered below this. */
  readonly populationSize: number;
  /** A copy that the caller may change and put back; null when there is no such user. */
  get(userId: string): UserRecord | null;
  getBySequence(sequence: number): UserRecord | null;
  sketch(sequence: number): UserSketch | null;
  /** Adds or replaces. */
  put(record: UserRecord): void;
  delete(sequence: number): void;
  /** The number that the next created user gets. */
  nextSequence(): number;
  /** True when the made-up user of this number is edited or deleted. */
  isOverlaid(sequence: number): boolean;
  /** Edited and created users, not the deleted ones. */
  overlaid(): UserSketch[];
  /** Made-up users keep their organizations whatever else is edited; created ones have none. */
  organizationsOf(sequence: number): readonly DemoOrganization[];
  /** How many users an organization has. */
  memberCount(organizationId: string): number;
  /** Numbers of the users with this value; e-mail addresses and usernames in lower case. */
  find(field: UniqueField | 'provider_user_id', value: string): number[];
}

export function createUserStore(context: PopulationContext): UserStore {
  /** null: deleted. */
  const overlay = new Map<number, UserRecord | null>();
  /** Values of the overlay's users: `field:value` to their numbers. */
  const valueIndex = new Map<string, Set<number>>();
  let next = context.size;
  let version = 0;
  let count = context.size;

  const exists = (sequence: number) => {
    const edited = overlay.get(sequence);
    return edited === undefined ? sequence >= 0 && sequence < context.size : edited !== null;
  };

  function organizationsOf(sequence: number): readonly DemoOrganization[] {
    return sequence < context.size ? context.organizations.of(sequence) : [];
  }

  function organizationIds(sequence: number): string[] {
    return organizationsOf(sequence).map((each) => each.id);
  }

  /** Members of each organization, counted once and kept up with deletions. */
  let memberCounts: Map<string, number> | null = null;
  function countMembers(): Map<string, number> {
    const counts = new Map<string, number>();
    for (let sequence = 0; sequence < context.size; sequence += 1) {
      if (!exists(sequence)) continue;
      for (const { id } of context.organizations.of(sequence)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  function sketch(sequence: number): UserSketch | null {
    const edited = overlay.get(sequence);
    if (edited === null || !exists(sequence)) return null;
    return edited === undefined
      ? new GeneratedSketch(context, sequence)
      : sketchOf(edited, organizationIds(sequence));
  }

  function getBySequence(sequence: number): UserRecord | null {
    const edited = overlay.get(sequence);
    if (edited === null || !exists(sequence)) return null;
    return edited === undefined ? generateRecord(context, sequence) : structuredClone(edited);
  }

  function forget(sequence: number): void {
    const previous = overlay.get(sequence);
    if (!previous) return;
    for (const key of valueKeys(sketchOf(previous, []))) {
      const holders = valueIndex.get(key);
      holders?.delete(sequence);
      if (holders?.size === 0) valueIndex.delete(key);
    }
  }

  return {
    context,
    populationSize: context.size,
    get version() {
      return version;
    },
    get count() {
      return count;
    },
    getBySequence,
    sketch,
    organizationsOf,
    memberCount(organizationId) {
      memberCounts ??= countMembers();
      return memberCounts.get(organizationId) ?? 0;
    },
    get(userId) {
      const sequence = context.identifiers.sequenceOf(userId);
      return sequence === null ? null : getBySequence(sequence);
    },
    put(record) {
      if (!exists(record.sequence)) count += 1;
      forget(record.sequence);
      overlay.set(record.sequence, structuredClone(record));
      for (const key of valueKeys(sketchOf(record, []))) {
        valueIndex.set(key, (valueIndex.get(key) ?? new Set()).add(record.sequence));
      }
      next = Math.max(next, record.sequence + 1);
      version += 1;
    },
    delete(sequence) {
      if (!exists(sequence)) return;
      forget(sequence);
      overlay.set(sequence, null);
      for (const { id } of organizationsOf(sequence)) memberCounts?.set(id, (memberCounts.get(id) ?? 1) - 1);
      count -= 1;
      version += 1;
    },
    nextSequence: () => next,
    isOverlaid: (sequence) => overlay.has(sequence),
    overlaid() {
      const sketches: UserSketch[] = [];
      for (const [sequence, record] of overlay) {
        if (record !== null) sketches.push(sketchOf(record, organizationIds(sequence)));
      }
      return sketches;
    },
    find(field, value) {
      const wanted = valueKey(field, value);
      const found = [...(valueIndex.get(wanted) ?? [])];
      for (const sequence of new Set(populationCandidates(context, field, value))) {
        if (overlay.has(sequence)) continue;
        if (valueKeys(new GeneratedSketch(context, sequence)).includes(wanted)) found.push(sequence);
      }
      return found;
    },
  };
}

function populationCandidates(
  context: PopulationContext,
  field: UniqueField | 'provider_user_id',
  value: string,
): number[] {
  switch (field) {
    case 'email_address':
    case 'username':
      return candidates.byName(context, value.toLowerCase());
    case 'phone_number':
      return candidates.byPhoneNumber(context, value);
    case 'web3_wallet':
      return candidates.byWallet(context, value.toLowerCase());
    case 'external_id':
    case 'provider_user_id':
      return candidates.byNumber(context, value);
  }
}

function valueKey(field: UniqueField | 'provider_user_id', value: string): string {
  const exact = field === 'external_id' || field === 'provider_user_id' || field === 'phone_number';
  return `${field}:${exact ? value : value.toLowerCase()}`;
}

function valueKeys(sketch: UserSketch): string[] {
  return [
    ...sketch.emailAddresses.map((value) => valueKey('email_address', value)),
    ...sketch.phoneNumbers.map((value) => valueKey('phone_number', value)),
    ...sketch.web3Wallets.map((value) => valueKey('web3_wallet', value)),
    ...sketch.externalAccounts.map((each) => valueKey('provider_user_id', each.providerUserId)),
    ...(sketch.username === null ? [] : [valueKey('username', sketch.username)]),
    ...(sketch.externalId === null ? [] : [valueKey('external_id', sketch.externalId)]),
  ];
}
