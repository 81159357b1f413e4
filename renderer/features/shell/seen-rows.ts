/**
 * What a list knew of the users that were opened from it last: enough to show who somebody is in the very
 * next frame, before any call has answered. Never newer than what the mirror says.
 */
import { defineStore } from 'pinia';
import { watch } from 'vue';
import type { UserRow } from '../../../shared/models/directory.ts';
import { useInstancesStore } from './instances-store.ts';

/** Whoever steps back finds those that were just passed. */
export const mostSeen = 100;

export const useSeenRows = defineStore('seen-rows', () => {
  const instances = useInstancesStore();
  /** The latest last. */
  const rows = new Map<string, UserRow>();

  const keyOf = (instanceId: string, userId: string) => `${instanceId} ${userId}`;

  function see(instanceId: string, row: UserRow): void {
    const key = keyOf(instanceId, row.id);
    rows.delete(key);
    rows.set(key, row);
    for (const oldest of rows.keys()) {
      if (rows.size <= mostSeen) break;
      rows.delete(oldest);
    }
  }

  function find(instanceId: string, userId: string): UserRow | null {
    return rows.get(keyOf(instanceId, userId)) ?? null;
  }

  watch(
    () => instances.instances,
    (list) => {
      for (const key of [...rows.keys()]) {
        if (!list.some(({ instanceId }) => key.startsWith(`${instanceId} `))) rows.delete(key);
      }
    },
  );

  return { see, find };
});
