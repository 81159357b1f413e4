/**
 * Who a user is at a glance: from the whole record or, before that is here, from what a list's row knows of
 * them. Both say the same of the same user, so the one can take the place of the other unseen.
 */
import type { UserRow } from '../../../shared/models/directory.ts';
import type { User } from '../../../shared/models/user.ts';
import { userTags, type UserTag } from '../shell/user-tags.ts';
import { displayName, primaryEmail } from './user-facts.ts';

export interface UserFace {
  name: string;
  email: string | null;
  tags: UserTag[];
  hasImage: boolean;
  imageUrl: string | null;
}

export function faceOfUser(user: User): UserFace {
  const { banned, locked, deprovisioned, hasImage, imageUrl } = user;
  const mfa = user.totpEnabled || user.backupCodeEnabled || user.twoFactorEnabled;
  return {
    name: displayName(user),
    email: primaryEmail(user),
    tags: userTags({ banned, locked, deprovisioned, mfa }),
    hasImage,
    imageUrl,
  };
}

export function faceOfRow(row: UserRow): UserFace {
  const { name, email, hasImage, imageUrl } = row;
  return { name, email, tags: userTags(row), hasImage, imageUrl };
}
