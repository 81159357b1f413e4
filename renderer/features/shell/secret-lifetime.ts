/**
 * How long a secret that was made or typed may stand on screen, and that nobody films it meanwhile. Whoever shows
 * one hands over how to clear it.
 */
import { onScopeDispose, shallowRef, watch } from 'vue';
import { api } from '../../api.ts';
import { useEvent } from '../../composables/useEvent.ts';
import { useAppStore } from './app-store.ts';

export const secretLifetimeMs = 600_000;

/** `locked`: the computer was locked, or went to sleep. `expired`: ten minutes have passed. */
export type SecretEnd = 'locked' | 'expired';

/** How many are on screen: the window is hidden from capture until the last is gone. */
const shownSecrets = shallowRef(0);

/** While `shown` is true, `clear` is called once its time is over. */
export function useSecretLifetime(shown: () => boolean, clear: (why: SecretEnd) => void): void {
  const app = useAppStore();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let counted = false;

  function count(isShown: boolean): void {
    if (isShown === counted) return;
    counted = isShown;
    shownSecrets.value += isShown ? 1 : -1;
  }

  watch(
    shown,
    (isShown) => {
      clearTimeout(timer);
      if (isShown) timer = setTimeout(() => clear('expired'), secretLifetimeMs);
      count(isShown);
    },
    { immediate: true },
  );
  useEvent(api.app.onScreenLocked, () => {
    if (shown()) clear('locked');
  });

  watch(() => app.settings.hideFromCapture && shownSecrets.value > 0, hideFromCapture, {
    immediate: true,
  });

  onScopeDispose(() => {
    clearTimeout(timer);
    count(false);
    hideFromCapture(app.settings.hideFromCapture && shownSecrets.value > 0);
  });
}

let hidden = false;
function hideFromCapture(on: boolean): void {
  if (on === hidden) return;
  hidden = on;
  // Where it cannot be had the secret is shown all the same: it was asked for.
  api.app.hideFromCapture({ on }).catch(() => undefined);
}
