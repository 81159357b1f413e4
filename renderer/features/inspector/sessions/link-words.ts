/** What stands in the way of a link that signs somebody in, in words. Knows no screen. */
import type { Failure } from '../../../../shared/failure.ts';
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

/** A limit of the plan comes as a refusal of the form: it says nothing about what was typed. */
export function impersonationFailure(failure: Failure): Failure {
  if (failure.clerkCode !== 'impersonation_limit_exceeded') return failure;
  const { fields: _fields, ...rest } = failure;
  return {
    ...rest,
    message:
      'The plan of this instance allows a number of impersonations a month, and they are used up. Wait for the next month, or change the plan in Clerk’s dashboard.',
  };
}
