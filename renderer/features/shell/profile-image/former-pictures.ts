/**
 * The pictures that were replaced or removed from this window, so that each can be put back for as long as it
 * is open: in memory, the newest of each user, up to a bound. Sends nothing.
 */
import { shallowReactive } from 'vue';
import type { PicturedUser } from './picture-requests.ts';
import type { PictureBytes } from './picture-writes.ts';

/** Of base64, which is what they are sent as. */
const mostCharacters = 64 * 1024 * 1024;

const kept = shallowReactive(new Map<string, PictureBytes>());

type Of = Pick<PicturedUser, 'instanceId' | 'userId'>;
const keyOf = ({ instanceId, userId }: Of) => `${instanceId} ${userId}`;

/** In the place of what was kept of the user. */
export function keepFormerPicture(user: Of, picture: PictureBytes): void {
  const key = keyOf(user);
  // The newest stands last.
  kept.delete(key);
  kept.set(key, picture);
  let sum = [...kept.values()].reduce((total, { base64 }) => total + base64.length, 0);
  for (const [oldest, { base64 }] of kept) {
    if (sum <= mostCharacters || oldest === key) break;
    kept.delete(oldest);
    sum -= base64.length;
  }
}

/** Reactive. */
export function keptPictureOf(user: Of): PictureBytes | null {
  return kept.get(keyOf(user)) ?? null;
}

export function forgetFormerPicture(user: Of): void {
  kept.delete(keyOf(user));
}
