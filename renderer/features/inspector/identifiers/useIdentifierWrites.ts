/** Runs the changes of one user's identifiers: which entry is being changed, and what a 404 means. Knows no change. */
import { computed, shallowRef } from 'vue';
import { api } from '../../../api.ts';
import { useUserWrites, type UserWrite, type WriteResult } from '../../shell/user-writes.ts';
import { useWriteAccess } from '../../shell/write-access.ts';
import type { TabProps } from '../tab-props.ts';
import type { Owner } from './identifier-writes.ts';

export function useIdentifierWrites(target: () => TabProps) {
  const writes = useUserWrites();
  const access = useWriteAccess(() => target().instance.instanceId);
  const pendingEntry = shallowRef<string | null>(null);

  /** `entryId` is what shows that it waits: the entry that is changed, or the form. */
  async function run<T>(entryId: string, write: UserWrite<T>): Promise<WriteResult<T>> {
    let begun = false;
    const result = await writes.run({
      ...write,
      send: async (confirmation) => {
        begun = true;
        pendingEntry.value = entryId;
        return write.send(confirmation);
      },
    });
    if (begun && pendingEntry.value === entryId) pendingEntry.value = null;
    if (result.status === 'failed' && result.failure.code === 'not_found') {
      // What is shown is out of date. Whatever this read brings, the mirror tells everyone.
      const { instance, copy } = target();
      api.users.get({ instanceId: instance.instanceId, userId: copy.user.id }).catch(() => undefined);
    }
    return result;
  }

  return {
    run,
    access,
    pendingEntry,
    owner: computed<Owner>(() => ({ instanceId: target().instance.instanceId, user: target().copy.user })),
  };
}

export type IdentifierWrites = ReturnType<typeof useIdentifierWrites>;
