/**
 * Whether anything can be changed in an instance right now, and if not, why, in words. The screen asks so
 * that it offers nothing that will fail; core decides for itself.
 */
import {
  computed,
  hasInjectionContext,
  inject,
  provide,
  toValue,
  type ComputedRef,
  type InjectionKey,
  type MaybeRefOrGetter,
} from 'vue';
import { useAppStore } from './app-store.ts';
import { useDirectoryStore } from './directory-store.ts';
import { useInstancesStore } from './instances-store.ts';

export interface WriteAccess {
  allowed: boolean;
  /** One sentence for a tooltip or a note; null when it is allowed. */
  reason: string | null;
}

const barrierKey: InjectionKey<() => string | null> = Symbol('write barrier');

/**
 * Keeps everything below the calling component from writing for as long as `reason` answers a sentence, e.g.
 * because the user that is shown there has been deleted.
 */
export function provideWriteBarrier(reason: () => string | null): void {
  provide(barrierKey, reason);
}

const allowed: WriteAccess = { allowed: true, reason: null };

export function useWriteAccess(instanceId: MaybeRefOrGetter<string>): ComputedRef<WriteAccess> {
  const app = useAppStore();
  const directories = useDirectoryStore();
  const instances = useInstancesStore();
  const barrier = hasInjectionContext() ? inject(barrierKey, null) : null;

  return computed(() => {
    const barred = barrier?.() ?? null;
    if (barred !== null) return { allowed: false, reason: barred };
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
