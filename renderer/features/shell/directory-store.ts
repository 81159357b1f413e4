/** The state of every instance's mirror and connection, as the rail, the status bar and the lists show it. */
import { defineStore } from 'pinia';
import { shallowReactive, watch } from 'vue';
import type { RateBudget } from '../../../shared/models/app.ts';
import type { DirectoryStatus, SyncProgress } from '../../../shared/models/directory.ts';
import { api } from '../../api.ts';
import { useEvent } from '../../composables/useEvent.ts';
import { useInstancesStore } from './instances-store.ts';

const running: ReadonlySet<SyncProgress['phase']> = new Set(['counting', 'reading', 'reconciling']);

export const useDirectoryStore = defineStore('directory', () => {
  const instances = useInstancesStore();
  const statuses = shallowReactive(new Map<string, DirectoryStatus>());
  const budgets = shallowReactive(new Map<string, RateBudget>());

  function statusOf(instanceId: string): DirectoryStatus | null {
    return statuses.get(instanceId) ?? null;
  }

  function budgetOf(instanceId: string): RateBudget | null {
    return budgets.get(instanceId) ?? null;
  }

  /** Reads the status again. A failure leaves the old one: the next event brings a new one. */
  async function refresh(instanceId: string): Promise<void> {
    const before = statuses.get(instanceId);
    try {
      const read = await api.directory.status({ instanceId });
      // An event that came meanwhile knows better than an answer that may be older.
      if (statuses.get(instanceId) === before) statuses.set(instanceId, read);
    } catch {
      return;
    }
  }

  async function refreshBudget(instanceId: string): Promise<void> {
    try {
      budgets.set(instanceId, await api.app.budget({ instanceId }));
    } catch {
      // Without a key there is no client, hence no budget to speak of.
      budgets.delete(instanceId);
    }
  }

  function takeProgress(progress: SyncProgress): void {
    const status = statuses.get(progress.instanceId);
    if (!status) return;
    const isRunning = running.has(progress.phase);
    statuses.set(progress.instanceId, {
      ...status,
      progress: isRunning ? progress : null,
      state: isRunning ? 'syncing' : status.state,
    });
    // What it ended as, only the core knows.
    if (!isRunning) void refresh(progress.instanceId);
  }

  useEvent(api.directory.onChanged, ({ instanceId, status }) => statuses.set(instanceId, status));
  useEvent(api.directory.onSyncProgressed, takeProgress);
  useEvent(api.app.onBudgetChanged, (budget) => budgets.set(budget.instanceId, budget));
  // A keychain that was unlocked opens mirrors that could not be opened before.
  useEvent(api.app.onSecretsChanged, () => {
    for (const instance of instances.instances) void refresh(instance.instanceId);
  });

  watch(
    () => instances.instances.map((instance) => instance.instanceId),
    (ids) => {
      for (const known of statuses.keys()) {
        if (ids.some((id) => id === known)) continue;
        statuses.delete(known);
        budgets.delete(known);
      }
      for (const id of ids) {
        if (!statuses.has(id)) void refresh(id);
      }
    },
    { immediate: true },
  );

  watch(
    () => instances.currentId,
    (id) => {
      if (id !== null) void refreshBudget(id);
    },
    { immediate: true },
  );

  return { statuses, budgets, statusOf, budgetOf, refresh };
});
