/** The small tags that say how a user stands, at most three. Knows no colours. */
import type { UserRow } from '../../../shared/models/directory.ts';

export interface UserTag {
  label: string;
  tone: 'bad' | 'warn' | 'ok';
  /** What it means, for the tooltip. */
  meaning: string;
}

/** `deprovisioned` is known of whole users only: no row says it. */
export type UserStanding = Pick<UserRow, 'banned' | 'locked' | 'mfa'> & { deprovisioned?: boolean };

export const mostTags = 3;

export function userTags(user: UserStanding): UserTag[] {
  const tags: UserTag[] = [];
  if (user.banned) tags.push({ label: 'Banned', tone: 'bad', meaning: 'Cannot sign in until unbanned' });
  if (user.deprovisioned)
    tags.push({ label: 'Deprovisioned', tone: 'bad', meaning: 'Shut out by the directory that manages it' });
  if (user.locked)
    tags.push({ label: 'Locked', tone: 'warn', meaning: 'Cannot sign in while the lock lasts' });
  if (user.mfa) tags.push({ label: 'MFA', tone: 'ok', meaning: 'Signs in with a second factor' });
  return tags.slice(0, mostTags);
}
