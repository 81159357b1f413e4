/**
 * Whether anything can be changed in an instance right now, and if not, why, in words. The screen asks so
 * that it offers nothing that will fail; core decides for itself.
 */
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useAppStore } from './app-store.ts';
import { useDirectoryStore } from './directory-store.ts';
import { useInstancesStore } from './instances-store.ts';

export interface WriteAccess {
  allowed: boolean;
  /** One sentence for a tooltip or a note; null when it is allowed. */
  reason: string | null;
}

const allowed: WriteAccess = { allowed: true, reason: null };

export function useWriteAccess(instanceId: MaybeRefOrGetter<string>): ComputedRef<WriteAccess> {
  const app = useAppStore();
  const directories = useDirectoryStore();
  const instances = useInstancesStore();

  return computed(() => {
    const id = toValue(instanceId);
    const instance = instances.find(id);
    if (!instance) return { allowed: false, reason: 'This instance is no longer in Roster.' };
    if (instance.protection === 'read-only') {
      return {
        allowed: false,
        reason: `${instance.name} is read-only in Roster. To change something, set its protection to guarded or open.`,
      };
    }
    if (app.secrets?.state === 'locked')
      return { allowed: false, reason: 'The keychain is locked, and with it the key of this instance.' };
    switch (directories.statusOf(id)?.connection.state) {
      case 'offline':
        return {
          allowed: false,
          reason: 'Offline: nothing can be changed until Clerk can be reached again.',
        };
      case 'unauthorized':
        return {
          allowed: false,
          reason: 'Clerk refuses the key of this instance. Replace it to change something.',
        };
      default:
        return allowed;
    }
  });
}
