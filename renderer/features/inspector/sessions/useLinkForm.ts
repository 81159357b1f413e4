/**
 * What the dialogs have in common that make a link: sending once, the failure, and the link that came back, which
 * lives only as long as the dialog. Knows neither what is asked for nor the layout.
 */
import { computed, ref, shallowRef } from 'vue';
import type { Failure } from '../../../../shared/failure.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import type { Confirmation } from '../../shell/confirm-store.ts';
import { useUserWrites } from '../../shell/user-writes.ts';
import { useWriteAccess } from '../../shell/write-access.ts';
import { displayName } from '../user-facts.ts';
import type { MadeLink } from './made-links-store.ts';

export interface LinkFormProps {
  instance: Instance;
  user: User;
}

interface LinkWrite {
  method: 'users.createSignInToken' | 'users.createActorToken';
  /** Said when it was not made, e.g. `No sign-in link for Jane Doe was made.` */
  failed: string;
  send(confirmation: Confirmation): Promise<MadeLink>;
  /** Told before the link shows: its dialog looks it up. */
  noted(link: { id: string; madeAt: number }): void;
}

export function useLinkForm(props: LinkFormProps) {
  const writes = useUserWrites();
  const pending = ref(false);
  const failure = shallowRef<Failure | null>(null);
  const made = shallowRef<MadeLink | null>(null);

  /** When it was not made, `failure` says why. */
  async function make({ method, failed, send, noted }: LinkWrite): Promise<void> {
    if (pending.value) return;
    pending.value = true;
    failure.value = null;
    const { instanceId } = props.instance;
    const result = await writes.run({
      instanceId,
      userId: props.user.id,
      method,
      send,
      done: null,
      failed,
      quietFailure: true,
    });
    pending.value = false;
    if (result.status === 'failed') failure.value = result.failure;
    if (result.status !== 'done') return;
    const { id, url } = result.value;
    noted({ id, madeAt: Date.now() });
    made.value = { id, url };
  }

  return {
    access: useWriteAccess(() => props.instance.instanceId),
    name: computed(() => displayName(props.user)),
    pending,
    failure,
    made,
    make,
  };
}
