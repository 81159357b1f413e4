/**
 * Where the avatars on screen find users' pictures: at the page's own origin, where its host answers from the
 * core. Knows no list; what a picture is and whether there is one is the core's to know.
 */
import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';

/** A row that is gone by then was only scrolled past. */
export const askAfterMs = 120;
export const mostRemembered = 500;

export interface PicturedUser {
  instanceId: string;
  userId: string;
  hasImage: boolean;
  imageUrl: string | null;
}

/** Another picture has another address: what the page has shown of the one before is not shown for it. */
export function profileImageAddress(user: PicturedUser): string | null {
  if (!user.hasImage || user.imageUrl === null) return null;
  const path = [user.instanceId, user.userId].map(encodeURIComponent).join('/');
  return `/avatar/${path}?v=${shortHash(user.imageUrl)}`;
}

/** FNV-1a, twice as long: the address itself is long, and says who the user is. */
function shortHash(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((seed) => {
      let value = seed;
      for (let index = 0; index < text.length; index += 1) {
        value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
      }
      return (value >>> 0).toString(36);
    })
    .join('');
}

/** Those asked for last: the browser has them at hand, so they need not wait. In the order of use. */
const asked = new Set<string>();

function remember(address: string): void {
  asked.delete(address);
  asked.add(address);
  for (const oldest of asked) {
    if (asked.size <= mostRemembered) break;
    asked.delete(oldest);
  }
}

/** The address of the picture of the user that `target` names; null while there is none to be shown. */
export function useProfileImage(target: () => PicturedUser | null): Readonly<Ref<string | null>> {
  const picture = shallowRef<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(address: string): void {
    remember(address);
    picture.value = address;
  }

  watch(
    () => {
      const user = target();
      return [user && profileImageAddress(user), user && `${user.instanceId} ${user.userId}`] as const;
    },
    ([address, user], before) => {
      if (address === before?.[0] && user === before[1]) return;
      clearTimeout(timer);
      // The same user's old picture stays in its place until the new one is here.
      if (address !== null && (asked.has(address) || (picture.value !== null && user === before?.[1]))) {
        show(address);
        return;
      }
      picture.value = null;
      if (address !== null) timer = setTimeout(() => show(address), askAfterMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  return readonly(picture);
}
