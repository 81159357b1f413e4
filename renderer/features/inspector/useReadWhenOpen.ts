/**
 * Reads what a tab shows of a user live from Clerk: once somebody stays, again when it is old or the network
 * is back, and not for those who have left. Knows no list by name.
 */
import { onScopeDispose, watch, type Ref } from 'vue';
import type { Failure } from '../../../shared/failure.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { useDirectoryStore } from '../shell/directory-store.ts';
import { freshAfterMs } from './useInspectedUser.ts';

/** Older than this, a list is read again when its tab is opened. */
export const oldAfterMs = 60_000;

export interface OpenUser {
  instanceId: InstanceId;
  userId: string;
}

export interface LiveRead {
  readonly readAt: Readonly<Ref<number | null>>;
  readonly failure: Readonly<Ref<Failure | null>>;
  refresh(): Promise<void>;
  cancel(): void;
}

export function useReadWhenOpen(
  target: () => OpenUser,
  /** Makes the lists those of this user. */
  open: (user: OpenUser) => unknown,
  lists: readonly LiveRead[],
): void {
  const directories = useDirectoryStore();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function leave(): void {
    clearTimeout(timer);
    for (const list of lists) list.cancel();
  }

  function readOld(): void {
    for (const { readAt, refresh } of lists) {
      if (readAt.value === null || Date.now() - readAt.value > oldAfterMs) void refresh();
    }
  }

  watch(
    () => `${target().instanceId} ${target().userId}`,
    () => {
      leave();
      open(target());
      timer = setTimeout(readOld, freshAfterMs);
    },
    { immediate: true },
  );
  onScopeDispose(leave);

  watch(
    () => directories.statusOf(target().instanceId)?.connection.state,
    (state, before) => {
      if (state !== 'online' || before === 'online') return;
      for (const { failure, refresh } of lists) if (failure.value?.code === 'offline') void refresh();
    },
  );
}
