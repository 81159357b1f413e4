/** Asks the keychain again, and tells what came of it. */
import { readonly, ref, type Ref } from 'vue';
import { failureOf } from '../../composables/failure-of.ts';
import { notify } from '../../ui/notify.ts';
import { useAppStore } from '../shell/app-store.ts';

export function useKeychainRetry(): { pending: Readonly<Ref<boolean>>; retry(): Promise<void> } {
  const app = useAppStore();
  const pending = ref(false);

  async function retry(): Promise<void> {
    if (pending.value) return;
    pending.value = true;
    try {
      const status = await app.retryKeychain();
      if (status.state === 'available') notify.done('The keychain is open.');
      else {
        notify.failed('The keychain is still out of reach.', {
          code: status.state === 'locked' ? 'keychain_locked' : 'keychain_unavailable',
          message: status.reason ?? 'It does not say why.',
        });
      }
    } catch (error) {
      notify.failed('The keychain could not be asked.', failureOf(error));
    } finally {
      pending.value = false;
    }
  }

  return { pending: readonly(pending), retry };
}
