/**
 * Who a user is at a glance: from the whole record or, before that is here, from what a list's row knows of
 * them. Both say the same of the same user, so the one can take the place of the other unseen.
 */
import type { UserRow } from '../../../shared/models/directory.ts';
import type { User } from '../../../shared/models/user.ts';
import { userTags, type UserTag } from '../shell/user-tags.ts';
import { displayName, primaryEmail, primaryPhone } from './user-facts.ts';

export interface UserFace {
  name: string;
  /** By what the user is reached or signs in, unless that is the name already. */
  contact: string | null;
  tags: UserTag[];
  hasImage: boolean;
  imageUrl: string | null;
}

/** The best one that says more than the name does. */
function contactOf(name: string, known: (string | null)[]): string | null {
  return known.find((one) => one !== null && one !== '' && one !== name) ?? null;
}

export function faceOfUser(user: User): UserFace {
  const { banned, locked, deprovisioned, hasImage, imageUrl } = user;
  const mfa = user.totpEnabled || user.backupCodeEnabled || user.twoFactorEnabled;
  const name = displayName(user);
  return {
    name,
    contact: contactOf(name, [primaryEmail(user), primaryPhone(user), user.username]),
    tags: userTags({ banned, locked, deprovisioned, mfa }),
    hasImage,
    imageUrl,
  };
}

export function faceOfRow(row: UserRow): UserFace {
  const { name, email, phone, username, hasImage, imageUrl } = row;
  const contact = contactOf(name, [email, phone, username]);
  return { name, contact, tags: userTags(row), hasImage, imageUrl };
}
