/**
 * The journal's entries for a list on the screen: page by page, kept current, and steady: an entry that a
 * person has just checked stays where it is until the list is about something else. No network.
 */
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Failure } from '../../../../shared/failure.ts';
import type { WriteEntry, WriteState } from '../../../../shared/models/audit.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import { api } from '../../../api.ts';
import { failureOf } from '../../../composables/failure-of.ts';
import { useEvent } from '../../../composables/useEvent.ts';
import { useAppStore } from '../app-store.ts';

export interface HistoryFilter {
  instanceId?: InstanceId;
  userId?: string;
  state?: WriteState;
}

export interface WriteHistory {
  /** Newest first; null while the first page is awaited. */
  readonly entries: Readonly<Ref<readonly WriteEntry[] | null>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readonly pending: Readonly<Ref<boolean>>;
  /** Why the last reading failed; what was read before stays. */
  readonly failure: Readonly<ShallowRef<Failure | null>>;
  /** A sentence when the history was lost in this run. */
  readonly notice: Readonly<Ref<string | null>>;
  more(): Promise<void>;
  reload(): Promise<void>;
  /** Keeps an entry in the list, as it was given last, whatever its state is now. */
  hold(entry: WriteEntry): void;
}

/** The contract's own limit. */
const mostPerCall = 500;

export function useWriteHistory(filter: () => HistoryFilter, pageSize = 50): WriteHistory {
  const app = useAppStore();
  const read = shallowRef<readonly WriteEntry[] | null>(null);
  const held = shallowRef<ReadonlyMap<string, WriteEntry>>(new Map());
  const cursor = ref<string | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const notice = ref<string | null>(null);
  const pending = ref(false);

  /** Grows when the list becomes about something else: answers for what it was before are dropped. */
  let subject = 0;
  let queue: Promise<void> = Promise.resolve();
  let waiting = 0;
  let isReloadQueued = false;

  /** One after the other: a page that is asked for while the list is read again comes after it. */
  function enqueue(task: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const mine = subject;
    const isCurrent = () => mine === subject;
    waiting += 1;
    pending.value = true;
    queue = queue.then(async () => {
      try {
        if (isCurrent()) await task(isCurrent);
      } catch (error) {
        if (isCurrent()) failure.value = failureOf(error);
      } finally {
        waiting -= 1;
        pending.value = waiting > 0;
      }
    });
    return queue;
  }

  async function readUpTo(count: number, start: readonly WriteEntry[], after: string | null) {
    let entries = start;
    let next = after;
    let said: string | null = null;
    do {
      const limit = Math.min(count - entries.length, mostPerCall);
      const page = await api.audit.list({ ...filter(), limit, ...(next === null ? {} : { after: next }) });
      entries = [...entries, ...page.entries];
      next = page.nextCursor;
      said = page.notice;
    } while (next !== null && entries.length < count);
    return { entries, next, said };
  }

  function take({ entries, next, said }: Awaited<ReturnType<typeof readUpTo>>): void {
    read.value = entries;
    cursor.value = next;
    notice.value = said;
    failure.value = null;
  }

  /** As many as are shown; changes that come meanwhile are told together. */
  function reload(): Promise<void> {
    if (isReloadQueued) return queue;
    isReloadQueued = true;
    return enqueue(async (isCurrent) => {
      isReloadQueued = false;
      const answer = await readUpTo(Math.max(read.value?.length ?? 0, pageSize), [], null);
      if (isCurrent()) take(answer);
    });
  }

  function more(): Promise<void> {
    return enqueue(async (isCurrent) => {
      if (cursor.value === null) return;
      const shown = read.value ?? [];
      const answer = await readUpTo(shown.length + pageSize, shown, cursor.value);
      if (isCurrent()) take(answer);
    });
  }

  function hold(entry: WriteEntry): void {
    held.value = new Map(held.value).set(entry.entryId, entry);
  }

  const entries = computed(() => {
    if (read.value === null) return null;
    const ids = new Set(read.value.map(({ entryId }) => entryId));
    const left = [...held.value.values()].filter(({ entryId }) => !ids.has(entryId));
    return left.length === 0 ? read.value : [...read.value, ...left].sort((a, b) => b.sentAt - a.sentAt);
  });

  watch(
    () => JSON.stringify(filter()),
    () => {
      subject += 1;
      isReloadQueued = false;
      read.value = null;
      held.value = new Map();
      cursor.value = null;
      failure.value = null;
      void reload();
    },
    { immediate: true },
  );
  useEvent(api.audit.onChanged, () => void reload());
  watch(
    () => app.secrets?.state,
    (state) => {
      if (state === 'available' && failure.value !== null) void reload();
    },
  );
  onScopeDispose(() => (subject += 1));

  return {
    entries,
    hasMore: computed(() => cursor.value !== null),
    pending,
    failure,
    notice,
    more,
    reload,
    hold,
  };
}
