/**
 * One user as the inspector shows it: the mirror's copy at once, a fresh one behind it, and what is
 * known of how true the shown copy is. Reads only.
 */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { User } from '../../../shared/models/user.ts';
import { api } from '../../api.ts';
import { useCall } from '../../composables/useCall.ts';
import { useEvent } from '../../composables/useEvent.ts';
import { useWrittenUsers } from '../shell/user-writes.ts';

/** Whoever steps through a list asks the API about the users that they stop at only. */
export const freshAfterMs = 150;

export interface InspectedCopy {
  user: User;
  /** When it was read from the API, Unix ms. */
  fetchedAt: number;
}

export function useInspectedUser(target: () => { instanceId: InstanceId; userId: string }) {
  const copy = shallowRef<InspectedCopy | null>(null);
  /** The API has said that there is no such user. */
  const gone = ref(false);
  const mirror = useCall(api.directory.get, { abortable: false });
  const live = useCall(api.users.get, { abortable: true });
  const waiting = ref(false);
  let inMirror = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function readMirror(): Promise<void> {
    const answer = await mirror.run(target());
    if (!answer) {
      const left = inMirror && mirror.failure.value?.code === 'not_found';
      if (left) inMirror = false;
      // It was there and is not any more: only the API knows whether it was deleted.
      if (left && !gone.value && !live.pending.value && !waiting.value) void readLive();
      return;
    }
    inMirror = true;
    const { fetchedAt, ...user } = answer;
    take({ user, fetchedAt });
  }

  /** Shows this copy, unless what is shown is newer by Clerk's own clock, or as new and read later. */
  function take(next: InspectedCopy): void {
    const shown = copy.value;
    const isNewer =
      shown === null ||
      (next.user.updatedAt ?? 0) > (shown.user.updatedAt ?? 0) ||
      (next.user.updatedAt === shown.user.updatedAt && next.fetchedAt > shown.fetchedAt);
    if (!isNewer) return;
    copy.value = next;
    gone.value = false;
  }

  async function readLive(): Promise<void> {
    clearTimeout(timer);
    waiting.value = false;
    const user = await live.run(target());
    if (user) take({ user, fetchedAt: Date.now() });
    else if (live.failure.value?.code === 'not_found') gone.value = true;
  }

  watch(
    () => [target().instanceId, target().userId] as const,
    () => {
      mirror.reset();
      live.reset();
      copy.value = null;
      gone.value = false;
      waiting.value = true;
      inMirror = false;
      void readMirror();
      clearTimeout(timer);
      timer = setTimeout(() => void readLive(), freshAfterMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  useWrittenUsers(({ instanceId, user }) => {
    const shown = target();
    if (instanceId === shown.instanceId && user.id === shown.userId) take({ user, fetchedAt: Date.now() });
  });
  useEvent(api.directory.onChanged, (change) => {
    const { instanceId, userId } = target();
    if (change.instanceId !== instanceId) return;
    if (change.userIds !== null && !change.userIds.includes(userId)) return;
    void readMirror();
  });

  const loading = computed(
    () => copy.value === null && !gone.value && (mirror.pending.value || live.pending.value || waiting.value),
  );

  return {
    copy,
    gone,
    /** Nothing to show yet. */
    loading,
    /** A fresh copy is on its way. */
    refreshing: computed(() => waiting.value || live.pending.value),
    /** It has been for so long that it should show. */
    slow: live.slow,
    /** Why there is no fresh copy; null when there is, or one is on its way. */
    failure: computed(() => (gone.value ? null : live.failure.value)),
    refresh: readLive,
  };
}
