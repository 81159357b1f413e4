/**
 * How long a secret that was made or typed may stand on screen. Whoever shows one hands over how to clear it.
 */
import { onScopeDispose, watch } from 'vue';

export const secretLifetimeMs = 600_000;

/** `expired`: ten minutes have passed. */
export type SecretEnd = 'expired';

/** While `shown` is true, `clear` is called once its time is over. */
export function useSecretLifetime(shown: () => boolean, clear: (why: SecretEnd) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    shown,
    (isShown) => {
      clearTimeout(timer);
      if (isShown) timer = setTimeout(() => clear('expired'), secretLifetimeMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
}
