/** The app itself: version, keychain, settings, and how many writes have an unknown outcome. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { AppInfo, SecretStatus, Settings } from '../../../shared/models/app.ts';
import { api } from '../../api.ts';
import { useEvent } from '../../composables/useEvent.ts';
import { notify } from '../../ui/notify.ts';

const defaults: Settings = {
  theme: 'system',
  inspectorWidth: 372,
  lastInstanceId: null,
  hidePrivateMetadata: false,
  hideFromCapture: true,
};

export const useAppStore = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null);
  const secrets = shallowRef<SecretStatus | null>(null);
  const settings = ref<Settings>({ ...defaults });
  const unknownWrites = ref(0);

  /** False only when it is known that keys do not outlive this run. */
  const keysPersist = computed(() => secrets.value?.persistent ?? true);

  let loading: Promise<void> | null = null;

  /** Reads everything once. What cannot be read keeps its default: the window must open all the same. */
  function load(): Promise<void> {
    loading ??= Promise.allSettled([
      api.app.info().then((read) => {
        info.value = read;
        secrets.value = read.secrets;
      }),
      api.settings.get().then((read) => (settings.value = read)),
      api.audit.list({ state: 'unknown', limit: 500 }).then(({ entries, notice }) => {
        unknownWrites.value = entries.length;
        if (notice !== null) notify.told(notice);
      }),
    ]).then(() => undefined);
    return loading;
  }

  /** Shows the change at once, and takes it back when it could not be stored. Throws AppError. */
  async function updateSettings(changes: Partial<Settings>): Promise<void> {
    const before = settings.value;
    settings.value = { ...before, ...changes };
    try {
      settings.value = await api.settings.update(changes);
    } catch (error) {
      settings.value = before;
      throw error;
    }
  }

  /** Asks the keychain again. Throws AppError. */
  async function retryKeychain(): Promise<SecretStatus> {
    const status = await api.app.retryKeychain();
    secrets.value = status;
    return status;
  }

  useEvent(api.settings.onChanged, (read) => (settings.value = read));
  useEvent(api.app.onSecretsChanged, (status) => (secrets.value = status));
  useEvent(api.audit.onChanged, ({ unknown }) => (unknownWrites.value = unknown));

  watch(
    () => settings.value.theme,
    (theme) => {
      if (theme === 'system') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
    },
    { immediate: true },
  );

  return { info, secrets, settings, unknownWrites, keysPersist, load, updateSettings, retryKeychain };
});
