/**
 * Which links were made in this window, so that they can be revoked: Clerk lists them nowhere. Ids and times
 * only; a link itself is never here, and nothing of it outlives the window.
 */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import type { ActorToken, SignInToken } from '../../../../shared/models/session.ts';
import { api } from '../../../api.ts';
import { useUserWrites, type WriteResult } from '../../shell/user-writes.ts';

export type LinkKind = 'sign-in' | 'impersonation';

export interface LinkRecord {
  kind: LinkKind;
  /** Of the token behind the link; opens nothing. */
  id: string;
  instanceId: InstanceId;
  userId: string;
  /** Unix ms, by the clock of this computer. */
  madeAt: number;
  expiresAt: number;
  /** `over`: Clerk said that it is used, or revoked by somebody else. */
  status: 'pending' | 'revoked' | 'over';
  /** Who impersonates. */
  actor: string | null;
}

/** What its dialog holds of a link, and nobody else. */
export interface MadeLink {
  id: string;
  /** Null: Clerk made the token, but no address for it. */
  url: string | null;
}

export const linkWords: Readonly<Record<LinkKind, string>> = {
  'sign-in': 'sign-in link',
  impersonation: 'impersonation link',
};

/** Clerk revokes what is pending only: what was used has started a session. */
function isOver(result: WriteResult<unknown>): boolean {
  return result.status === 'failed' && (result.failure.clerkCode ?? '').includes('cannot_be_revoked');
}

export const useMadeLinksStore = defineStore('made-links', () => {
  const writes = useUserWrites();
  const links = ref<LinkRecord[]>([]);
  /** Who impersonated last, by instance. */
  const lastActors = new Map<InstanceId, string>();

  function noteSignIn(link: Omit<LinkRecord, 'kind' | 'status' | 'actor'>): void {
    links.value = [{ ...link, kind: 'sign-in', status: 'pending', actor: null }, ...links.value];
  }

  function noteImpersonation(link: Omit<LinkRecord, 'kind' | 'status'>): void {
    links.value = [{ ...link, kind: 'impersonation', status: 'pending' }, ...links.value];
    if (link.actor !== null) lastActors.set(link.instanceId, link.actor);
  }

  function methodOf(kind: LinkKind): 'users.revokeSignInToken' | 'users.revokeActorToken' {
    return kind === 'sign-in' ? 'users.revokeSignInToken' : 'users.revokeActorToken';
  }

  async function revoke(link: LinkRecord): Promise<LinkRecord['status']> {
    const { instanceId, userId, kind, id } = link;
    const words = linkWords[kind];
    const result = await writes.run<SignInToken | ActorToken>({
      instanceId,
      userId,
      method: methodOf(kind),
      send: (confirmation) =>
        kind === 'sign-in'
          ? api.users.revokeSignInToken({ instanceId, userId, signInTokenId: id, ...confirmation })
          : api.users.revokeActorToken({ instanceId, userId, actorTokenId: id, ...confirmation }),
      done: `The ${words} is revoked: it does not work any more.`,
      failed: `The ${words} was not revoked.`,
    });
    const now = links.value.find((one) => one.id === id)?.status ?? link.status;
    const status = result.status === 'done' ? 'revoked' : isOver(result) ? 'over' : now;
    links.value = links.value.map((one) => (one.id === id ? { ...one, status } : one));
    return status;
  }

  return {
    ofUser: (instanceId: InstanceId, userId: string): LinkRecord[] =>
      links.value.filter((link) => link.instanceId === instanceId && link.userId === userId),
    find: (id: string): LinkRecord | null => links.value.find((link) => link.id === id) ?? null,
    noteSignIn,
    noteImpersonation,
    revoke,
    isRevoking: ({ instanceId, userId, kind }: LinkRecord): boolean =>
      writes.isPending({ instanceId, userId, method: methodOf(kind) }),
    lastActorOf: (instanceId: InstanceId): string => lastActors.get(instanceId) ?? '',
  };
});
