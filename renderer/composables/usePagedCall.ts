/**
 * Reads a list of Clerk's page by page for a screen: what was read, how many there are, whether it goes on.
 * Knows nothing of what is listed, beside that each has an id.
 */
import { readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Failure } from '../../shared/failure.ts';
import { useCall } from './useCall.ts';

/** Clerk's largest page. What lies beyond is reached by the offset. */
export const largestPage = 500;

export interface PageRequest {
  limit: number;
  offset: number;
  callId?: string;
}

export interface Page<Item> {
  items: readonly Item[];
  /** Of the whole list. */
  total: number;
}

export interface PagedCall<Item> {
  /** Null until something was read. */
  readonly items: Readonly<ShallowRef<readonly Item[] | null>>;
  readonly total: Readonly<Ref<number | null>>;
  /** When the list was read, Unix ms. */
  readonly readAt: Readonly<Ref<number | null>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readonly pending: Readonly<Ref<boolean>>;
  /** What is on its way, or went wrong last: the list as a whole, or its next page. */
  readonly part: Readonly<Ref<'list' | 'next'>>;
  /** Stays until an answer came. */
  readonly failure: Readonly<ShallowRef<Failure | null>>;
  /** Reads as much again as is shown; that stays until the answer is there. */
  refresh(): Promise<void>;
  /** Reads another list, e.g. after a filter was changed: what is shown does not outlive a failure. */
  restart(): Promise<void>;
  more(): Promise<void>;
  /** Takes over what a write brought back, if it is in the list. */
  put(item: Item): void;
  /** Ends what is on its way; what was read stays. */
  cancel(): void;
  /** Forgets everything. */
  reset(): void;
}

export function usePagedCall<Item extends { id: string }>(
  readPage: (request: PageRequest) => Promise<Page<Item>>,
  pageSize = 100,
): PagedCall<Item> {
  const items = shallowRef<readonly Item[] | null>(null);
  const total = ref<number | null>(null);
  const readAt = ref<number | null>(null);
  const part = ref<'list' | 'next'>('list');
  /** Unlike the call's own, it stays until there is something better to say: nothing flickers while it is tried again. */
  const failure = shallowRef<Failure | null>(null);
  const hasMore = ref(false);
  /** How far into Clerk's list was read. */
  let read = 0;
  const range = useCall(readRange, { abortable: true });

  async function readRange({ from, upTo, callId }: { from: number; upTo: number; callId?: string }) {
    const found: Item[] = [];
    let offset = from;
    for (;;) {
      const limit = Math.min(largestPage, upTo - offset);
      const page = await readPage({ limit, offset, ...(callId === undefined ? {} : { callId }) });
      found.push(...page.items);
      offset += page.items.length;
      const atEnd = page.items.length === 0 || offset >= page.total;
      if (atEnd || offset >= upTo) return { found, offset, total: page.total, atEnd };
    }
  }

  function take(answer: Awaited<ReturnType<typeof readRange>>, before: readonly Item[]): void {
    // A list that changed meanwhile shifts: the same entry may come with two pages.
    const byId = new Map([...before, ...answer.found].map((item) => [item.id, item]));
    items.value = [...byId.values()];
    total.value = answer.total;
    hasMore.value = !answer.atEnd;
    failure.value = null;
    read = answer.offset;
  }

  async function readList(upTo: number): Promise<void> {
    part.value = 'list';
    const answer = await range.run({ from: 0, upTo });
    if (answer) {
      take(answer, []);
      readAt.value = Date.now();
    } else if (range.failure.value !== null) {
      failure.value = range.failure.value;
    }
  }

  function forget(): void {
    items.value = null;
    total.value = null;
    readAt.value = null;
    hasMore.value = false;
    read = 0;
  }

  return {
    items,
    total: readonly(total),
    readAt: readonly(readAt),
    hasMore: readonly(hasMore),
    pending: range.pending,
    part: readonly(part),
    failure,
    refresh: () => readList(Math.max(pageSize, read)),
    async restart() {
      await readList(pageSize);
      if (failure.value !== null) forget();
    },
    async more() {
      if (!hasMore.value || range.pending.value) return;
      part.value = 'next';
      const answer = await range.run({ from: read, upTo: read + pageSize });
      if (answer) take(answer, items.value ?? []);
      else if (range.failure.value !== null) failure.value = range.failure.value;
    },
    put(item) {
      items.value = items.value?.map((one) => (one.id === item.id ? item : one)) ?? null;
    },
    cancel: range.cancel,
    reset() {
      range.reset();
      failure.value = null;
      forget();
    },
  };
}
