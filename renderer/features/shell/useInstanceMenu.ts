/** What can be done with an instance as a whole; the rail and a pane's head offer the same menu. */
import { Images, KeyRound, Pencil, RefreshCw, Trash2 } from '@lucide/vue';
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { Instance } from '../../../shared/models/instance.ts';
import { api } from '../../api.ts';
import { failureOf } from '../../composables/failure-of.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { notify } from '../../ui/notify.ts';
import { useDialogsStore } from './dialogs-store.ts';
import { useDirectoryStore } from './directory-store.ts';
import { useWriteAccess } from './write-access.ts';

/**
 * Starts a sync, resumes a paused one, or joins the one that runs. Its progress and its failure show in the
 * status bar and the banner.
 */
export async function syncNow({ instanceId, name }: Instance): Promise<void> {
  try {
    if (useDirectoryStore().statusOf(instanceId)?.paused === true) await api.directory.resume({ instanceId });
    else await api.directory.sync({ instanceId, mode: 'auto' });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'cancelled') notify.failed(`${name} was not synced.`, failure);
  }
}

export function useInstanceMenu(source: MaybeRefOrGetter<Instance>): ComputedRef<MenuItem[]> {
  const dialogs = useDialogsStore();
  const directories = useDirectoryStore();
  const access = useWriteAccess(() => toValue(source).instanceId);

  return computed(() => {
    const instance = toValue(source);
    const { instanceId } = instance;
    const status = directories.statusOf(instanceId);
    const items: MenuItem[] = [
      {
        label: status?.paused === true ? 'Resume sync' : 'Sync now',
        icon: RefreshCw,
        disabled: status?.state === 'syncing',
        onSelect: () => void syncNow(instance),
      },
      { label: 'Edit…', icon: Pencil, onSelect: () => dialogs.open({ kind: 'edit-instance', instanceId }) },
    ];
    // The demo gets its key from the app, at each start.
    if (instance.kind === 'clerk') {
      items.push({
        label: 'Replace key…',
        icon: KeyRound,
        onSelect: () => dialogs.open({ kind: 'replace-key', instanceId }),
      });
    }
    items.push(
      { kind: 'separator' },
      {
        label: 'Set profile pictures from files…',
        icon: Images,
        disabled: !access.value.allowed,
        reason: access.value.reason,
        onSelect: () => dialogs.open({ kind: 'many-images', instanceId, files: [] }),
      },
      { kind: 'separator' },
      {
        label: 'Remove…',
        icon: Trash2,
        danger: true,
        onSelect: () => dialogs.open({ kind: 'remove-instance', instanceId }),
      },
    );
    return items;
  });
}
