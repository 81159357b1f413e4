/** What to say of a password that Clerk refused, and what else could be done. Knows no form. */
import type { Failure } from '../../../shared/failure.ts';

/** `skip` is where to find the way past the check, e.g. `“Skip password checks” under Advanced`. */
export function refusedPasswordWords(failure: Failure, words: string, skip: string): string {
  if (failure.clerkCode !== 'form_password_pwned') return words;
  return `This password is on lists of stolen ones, which attackers try first, so Clerk refuses it. Choose another one; or tick ${skip}, and it is taken all the same.`;
}
