/**
 * Users' pictures for the avatars on screen: asked of the core once it is worth it, kept for as long as
 * there is room. Knows no list; where a picture comes from is the core's to know.
 */
import { defineStore } from 'pinia';
import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';
import { api } from '../../api.ts';
import { useCall } from '../../composables/useCall.ts';
import { useInstancesStore } from './instances-store.ts';

/** A row that is gone by then was only scrolled past. */
export const askAfterMs = 120;
/** A picture that was out of reach may have come within it; the core remembers failures for a minute. */
export const askAgainAfterMs = 90_000;
export const mostKept = 500;
/** Of `data:` URLs: some are much larger than the others. */
const mostKeptCharacters = 16_000_000;

/** The pictures that were shown last, as `data:` URLs. */
export const useProfileImagesStore = defineStore('profile-images', () => {
  const instances = useInstancesStore();
  /** In the order of use. */
  const kept = new Map<string, string>();
  let characters = 0;

  function drop(key: string): void {
    characters -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  }

  function find(key: string): string | null {
    const picture = kept.get(key);
    if (picture === undefined) return null;
    kept.delete(key);
    kept.set(key, picture);
    return picture;
  }

  function keep(key: string, picture: string): void {
    drop(key);
    kept.set(key, picture);
    characters += picture.length;
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept && characters <= mostKeptCharacters) break;
      drop(oldest);
    }
  }

  watch(
    () => instances.instances,
    (list) => {
      for (const key of [...kept.keys()]) {
        if (!list.some(({ instanceId }) => key.startsWith(`${instanceId} `))) drop(key);
      }
    },
  );

  return { find, keep };
});

export interface PicturedUser {
  instanceId: string;
  userId: string;
  hasImage: boolean;
  imageUrl: string | null;
}

function keyOf(user: PicturedUser | null): string | null {
  if (!user?.hasImage || user.imageUrl === null) return null;
  return `${user.instanceId} ${user.userId} ${user.imageUrl}`;
}

/**
 * The picture of the user that `target` names, as a `data:` URL; null while there is none. When the user
 * gets another picture, the old one stays until the new one is here.
 */
export function useProfileImage(target: () => PicturedUser | null): Readonly<Ref<string | null>> {
  const store = useProfileImagesStore();
  const picture = shallowRef<string | null>(null);
  const call = useCall(api.images.get, { abortable: true });
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(key: string): Promise<void> {
    const user = target();
    if (user === null) return;
    const answer = await call.run({ instanceId: user.instanceId, userId: user.userId });
    // Ended or overtaken: then another answer is on its way, or nobody looks any more.
    if (answer === undefined && call.failure.value === null) return;
    picture.value = answer ? `data:${answer.contentType};base64,${answer.base64}` : null;
    if (picture.value === null) timer = setTimeout(() => void ask(key), askAgainAfterMs);
    else store.keep(key, picture.value);
  }

  watch(
    [() => keyOf(target()), () => [target()?.instanceId, target()?.userId].join(' ')] as const,
    ([key, user], [, userBefore]) => {
      clearTimeout(timer);
      call.cancel();
      const found = key === null ? null : store.find(key);
      if (found !== null || key === null || user !== userBefore) picture.value = found;
      if (key !== null && found === null) timer = setTimeout(() => void ask(key), askAfterMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  return readonly(picture);
}
