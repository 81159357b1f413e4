/**
 * Whether the private metadata of a user is kept from the screen: by the setting, until it is asked for, one
 * user at a time. What is hidden is not in the page at all.
 */
import { computed, ref, watch } from 'vue';
import { useAppStore } from '../shell/app-store.ts';

/** The one user whose private metadata was asked for. Every tab of that user shows it. */
const shownFor = ref<string | null>(null);

export function usePrivateMetadata(of: () => { instanceId: string; userId: string }) {
  const app = useAppStore();
  const key = computed(() => JSON.stringify([of().instanceId, of().userId]));
  const isKept = computed(() => app.settings.hidePrivateMetadata);

  // Whoever comes to another user, or changes the setting, has asked for nothing yet.
  watch(
    key,
    () => {
      if (shownFor.value !== key.value) shownFor.value = null;
    },
    { immediate: true },
  );
  watch(isKept, () => (shownFor.value = null));

  return {
    hidden: computed(() => isKept.value && shownFor.value !== key.value),
    /** It was asked for, and can be put away again. */
    canHide: computed(() => isKept.value && shownFor.value === key.value),
    show: () => (shownFor.value = key.value),
    hide: () => (shownFor.value = null),
  };
}
