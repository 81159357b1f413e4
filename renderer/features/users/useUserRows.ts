/**
 * The rows of one instance's users list for Vue: what is asked for, what is shown, and the core's events
 * that change it. Reads the mirror only; knows nothing of pixels.
 */
import { useThrottleFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { UserRow } from '../../../shared/models/directory.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { api } from '../../api.ts';
import { failureOf } from '../../composables/failure-of.ts';
import { newCallId } from '../../composables/useCall.ts';
import { useEvent } from '../../composables/useEvent.ts';
import { RowWindows, type Page, type PageRequest, type RowQuery } from './row-windows.ts';

/** A running sync changes rows all the time; the screen follows this often. */
const refreshEveryMs = 300;

export function useUserRows(instanceId: InstanceId) {
  /** Grows with each update: the windows are plain objects, and this is what makes Vue look at them. */
  const version = shallowRef(0);
  /** Grows when the list has become another one. */
  const generation = shallowRef(0);

  function fetchPage(request: PageRequest, signal: AbortSignal): Promise<Page> {
    const callId = newCallId();
    signal.addEventListener('abort', () => {
      // It may have answered already: then there is nothing to end.
      api.app.cancel({ callId }).catch(() => undefined);
    });
    return api.directory.query({ instanceId, ...request, callId });
  }

  const windows = new RowWindows({
    fetchPage,
    onUpdate({ replaced }) {
      version.value += 1;
      if (replaced) generation.value += 1;
    },
  });
  onScopeDispose(() => windows.dispose());

  const refresh = useThrottleFn(() => windows.refresh(), refreshEveryMs, true, true);
  useEvent(api.directory.onChanged, (change) => {
    // An empty list of users says that the status has changed, not the rows.
    if (change.instanceId === instanceId && change.userIds?.length !== 0) void refresh();
  });
  useEvent(api.directory.onCounted, (counted) => {
    if (counted.instanceId === instanceId) windows.counted(counted.query, counted.total);
  });

  function tracked<Value>(read: () => Value) {
    return computed(() => {
      void version.value;
      return read();
    });
  }

  const failure = tracked(() => windows.failure);

  return {
    generation,
    version,
    count: tracked(() => windows.count),
    total: tracked(() => windows.total),
    shown: tracked(() => windows.shown),
    failure: computed(() => (failure.value === null ? null : failureOf(failure.value))),
    row(index: number): UserRow | undefined {
      void version.value;
      return windows.row(index);
    },
    indexOf: (userId: string) => windows.indexOf(userId),
    show(query: RowQuery): void {
      windows.show(query);
      version.value += 1;
    },
    look: (first: number, last: number) => windows.look(first, last),
    retry(): void {
      windows.refresh();
      version.value += 1;
    },
  };
}

export type UserRows = ReturnType<typeof useUserRows>;
