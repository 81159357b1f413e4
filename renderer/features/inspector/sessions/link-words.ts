/** What stands in the way of a link that signs somebody in, in words. Knows no screen. */
import type { User } from '../../../../shared/models/user.ts';

/** Why the link would not work as things are; null when nothing is known to stand against it. */
export function refusedSignInWords(user: User, name: string): string | null {
  if (user.banned)
    return `${name} is banned: Clerk refuses every way to sign in, and this link with them, until the user is unbanned.`;
  if (user.locked)
    return `${name} is locked: Clerk refuses every way to sign in, and this link with them, until the lock ends or is taken away.`;
  if (user.deprovisioned)
    return `${name} is deprovisioned by a company directory: Clerk refuses every way to sign in, and this link with them.`;
  return null;
}
