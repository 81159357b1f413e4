/** The small tags that say how a user stands, at most three. Knows no colours. */
import type { UserRow } from '../../../shared/models/directory.ts';

export interface UserTag {
  label: string;
  tone: 'bad' | 'warn' | 'ok';
  /** What it means, for the tooltip. */
  meaning: string;
}

export function userTags(row: Pick<UserRow, 'banned' | 'locked' | 'mfa'>): UserTag[] {
  const tags: UserTag[] = [];
  if (row.banned) tags.push({ label: 'Banned', tone: 'bad', meaning: 'Cannot sign in until unbanned' });
  if (row.locked)
    tags.push({ label: 'Locked', tone: 'warn', meaning: 'Cannot sign in while the lock lasts' });
  if (row.mfa) tags.push({ label: 'MFA', tone: 'ok', meaning: 'Signs in with a second factor' });
  return tags;
}
