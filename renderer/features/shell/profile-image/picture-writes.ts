/** Setting and removing one user's picture: what each asks, sends and says, and how it is taken back. */
import type { UploadableType } from '../../../../shared/images/image-kind.ts';
import type { User } from '../../../../shared/models/user.ts';
import { api } from '../../../api.ts';
import type { UserWrite } from '../user-writes.ts';
import { forgetFormerPicture, keepFormerPicture } from './former-pictures.ts';
import type { PicturedUser } from './picture-requests.ts';

export interface PictureBytes {
  contentType: UploadableType;
  base64: string;
}

/** What the user had before; not known when it could not be fetched, and then there is no way back to it. */
export type FormerPicture = { known: true; picture: PictureBytes | null } | { known: false };

/** To be asked before it is replaced. Never throws. */
export async function formerPicture(
  { instanceId, userId, hasImage }: PicturedUser,
  callId?: string,
): Promise<FormerPicture> {
  try {
    const picture = await api.images.original({
      instanceId,
      userId,
      ...(callId === undefined ? {} : { callId }),
    });
    // One that the page has seen and the core has not is there all the same.
    return picture === null && hasImage ? { known: false } : { known: true, picture };
  } catch {
    return { known: false };
  }
}

/** `former`, where it is known, is what Undo puts back. */
export function setPictureOf(
  user: PicturedUser,
  bytes: PictureBytes,
  former: FormerPicture,
  callId?: string,
): UserWrite<User> {
  const { instanceId, userId, name } = user;
  return {
    instanceId,
    method: 'users.setProfileImage',
    userId,
    async send(confirmation) {
      const input = { instanceId, userId, ...bytes, ...confirmation };
      const set = await api.users.setProfileImage(callId === undefined ? input : { ...input, callId });
      keep(user, former);
      return set;
    },
    done: former.known
      ? `${name} has the new picture.`
      : `${name} has the new picture. The one before could not be kept.`,
    failed: `The picture of ${name} was not changed.`,
    undo: () => putBack(user, former),
  };
}

/** Once it is replaced or removed; it can be put back from the menu after the notice is gone. */
function keep(user: PicturedUser, former: FormerPicture): void {
  if (former.known && former.picture !== null) keepFormerPicture(user, former.picture);
  else forgetFormerPicture(user);
}

/** One that was kept. What it replaces is kept in its place. */
export function restorePictureOf(
  user: PicturedUser,
  kept: PictureBytes,
  former: FormerPicture,
): UserWrite<User> {
  return {
    ...setPictureOf(user, kept, former),
    failed: `The former picture of ${user.name} was not put back.`,
    done: `${user.name} has the former picture.`,
  };
}

export function removePictureOf(user: PicturedUser, former: FormerPicture): UserWrite<User> {
  const { instanceId, userId, name } = user;
  return {
    instanceId,
    method: 'users.deleteProfileImage',
    userId,
    ask: {
      title: `Remove the picture of ${name}`,
      consequences: [
        'Their initials are shown in its place, wherever this instance shows them.',
        former.known
          ? 'It can be put back from here, for as long as this window is open.'
          : 'The picture could not be fetched to be kept, so it cannot be put back from here.',
      ],
      action: 'Remove picture',
      danger: true,
    },
    async send(confirmation) {
      const removed = await api.users.deleteProfileImage({ instanceId, userId, ...confirmation });
      keep(user, former);
      return removed;
    },
    done: `The picture of ${name} is removed.`,
    failed: `The picture of ${name} was not removed.`,
    undo: () => putBack(user, former),
  };
}

function putBack(user: PicturedUser, former: FormerPicture): UserWrite | null {
  if (!former.known) return null;
  const { instanceId, userId, name } = user;
  const { picture } = former;
  const words = { failed: `The picture of ${name} as it was before was not put back.` };
  if (picture !== null) {
    return {
      instanceId,
      method: 'users.setProfileImage',
      userId,
      async send(confirmation) {
        const set = await api.users.setProfileImage({ instanceId, userId, ...picture, ...confirmation });
        forgetFormerPicture(user);
        return set;
      },
      ...words,
      done: `${name} has the picture of before.`,
    };
  }
  return {
    instanceId,
    method: 'users.deleteProfileImage',
    userId,
    // A guarded instance wants it confirmed all the same.
    destructive: true,
    send: (confirmation) => api.users.deleteProfileImage({ instanceId, userId, ...confirmation }),
    ...words,
    done: `${name} has no picture, as before.`,
  };
}
