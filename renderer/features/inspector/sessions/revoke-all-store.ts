/**
 * Runs of "revoke all sessions": how far each has come, and how it ended. They outlive the tab that started
 * them, and one per user is known at a time. Knows no screen.
 */
import { defineStore } from 'pinia';
import { onScopeDispose, shallowReactive, watch } from 'vue';
import { api } from '../../../api.ts';
import { newCallId } from '../../../composables/useCall.ts';
import { useEvent } from '../../../composables/useEvent.ts';
import { notify } from '../../../ui/notify.ts';
import { useUserWrites } from '../../shell/user-writes.ts';
import type { OpenUser } from '../useReadWhenOpen.ts';
import { resultWords, type RevokeAllResult } from './revoke-all-words.ts';

export interface RevokeAllRun {
  callId: string;
  done: number;
  /** Null until the sessions were counted. */
  total: number | null;
  cancelling: boolean;
  /** Null while it runs. */
  result: RevokeAllResult | null;
}

function keyOf({ instanceId, userId }: OpenUser): string {
  return JSON.stringify([instanceId, userId]);
}

export const useRevokeAllStore = defineStore('revoke-all-sessions', () => {
  const writes = useUserWrites();
  const runs = shallowReactive(new Map<string, RevokeAllRun>());
  /** Whose run is on screen: that needs no notice. One tab may come before the other has gone. */
  let watcher: { key: string } | null = null;

  function runOf(user: OpenUser): RevokeAllRun | null {
    return runs.get(keyOf(user)) ?? null;
  }

  function change(key: string, changes: Partial<RevokeAllRun>): void {
    const run = runs.get(key);
    if (run) runs.set(key, { ...run, ...changes });
  }

  useEvent(api.users.onSessionsRevoked, ({ callId, done, total }) => {
    for (const [key, run] of runs) if (run.callId === callId) change(key, { done, total });
  });

  /** Resolves when it has ended; false when nothing was sent, or nobody knows what became of it. */
  async function start(user: OpenUser, name: string): Promise<boolean> {
    const key = keyOf(user);
    const result = await writes.run<RevokeAllResult>({
      ...user,
      method: 'users.revokeAllSessions',
      ask: {
        title: `Revoke all sessions of ${name}`,
        consequences: [
          `${name} is signed out everywhere, impersonated sessions included.`,
          'A session that is in use ends when its token runs out, usually within a minute.',
          'Signing in again stays possible: to prevent that, ban or lock the user.',
        ],
        action: 'Revoke all sessions',
        danger: true,
      },
      send: (confirmation) => {
        const callId = newCallId();
        runs.set(key, { callId, done: 0, total: null, cancelling: false, result: null });
        return api.users.revokeAllSessions({ ...user, callId, ...confirmation });
      },
      done: null,
      failed: `The sessions of ${name} were not revoked.`,
    });
    if (result.status !== 'done') {
      if (result.status !== 'busy') runs.delete(key);
      return false;
    }
    const { value } = result;
    if (!value.cancelled && value.failed.length === 0) {
      runs.delete(key);
      notify.done(resultWords(value, name));
    } else {
      change(key, { result: value });
      if (watcher?.key !== key) notify.told(resultWords(value, name));
    }
    return true;
  }

  function cancel(user: OpenUser): void {
    const run = runOf(user);
    if (!run || run.cancelling || run.result) return;
    change(keyOf(user), { cancelling: true });
    // It may have ended meanwhile: then its result is on the way.
    api.app.cancel({ callId: run.callId }).catch(() => undefined);
  }

  return {
    runOf,
    start,
    cancel,
    dismiss: (user: OpenUser) => runs.delete(keyOf(user)),
    /** Answers how to end it. */
    watch(user: OpenUser): () => void {
      const own = { key: keyOf(user) };
      watcher = own;
      return () => {
        if (watcher === own) watcher = null;
      };
    },
  };
});

/** For a tab that shows the run of `user`, for as long as it does. */
export function useShownRun(user: () => OpenUser): void {
  const store = useRevokeAllStore();
  let end = (): void => undefined;
  watch(
    () => keyOf(user()),
    () => (end = store.watch(user())),
    { immediate: true },
  );
  onScopeDispose(() => end());
}
