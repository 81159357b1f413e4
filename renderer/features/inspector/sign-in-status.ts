/** Whether a user can sign in now, and what stands in the way, in a few words. Knows no colours. */
import type { User } from '../../../shared/models/user.ts';
import { countWords } from '../../ui/time-words.ts';
import { lockWords } from './user-facts.ts';

export interface SignInStatus {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  /** Always something, so that its line is always there. */
  detail: string;
}

/** A lock that somebody set may stand although tries are left. */
function lockedDetail(user: User, fetchedAt: number, now: number): string {
  const left = user.verificationAttemptsRemaining;
  const words = lockWords(user, fetchedAt, now);
  if (left === null) return words;
  return `${words} ${left === 0 ? 'No try' : countWords(left, 'failed try', 'failed tries')} left.`;
}

function openDetail(user: User): string {
  const left = user.verificationAttemptsRemaining;
  return left === null
    ? 'Neither banned nor locked.'
    : `${countWords(left, 'failed try', 'failed tries')} left before a lock.`;
}

/** What stands in the way, the worst first; one line that says so when nothing does. */
export function signInStatus(user: User, fetchedAt: number, now: number): SignInStatus[] {
  const obstacles: SignInStatus[] = [];
  if (user.banned) {
    const detail = 'All sessions have ended; no sign-in until unbanned.';
    obstacles.push({ tone: 'bad', title: 'Banned', detail });
  }
  if (user.deprovisioned) {
    const detail = 'The directory that manages this user shuts it out.';
    obstacles.push({ tone: 'bad', title: 'Deprovisioned', detail });
  }
  if (user.locked) {
    obstacles.push({ tone: 'warn', title: 'Locked', detail: lockedDetail(user, fetchedAt, now) });
  }
  return obstacles.length > 0 ? obstacles : [{ tone: 'ok', title: 'Can sign in', detail: openDetail(user) }];
}
