/** How "revoke all sessions" ended, in words. Knows no screen. */
import { countWords, numberWords } from '../../../ui/time-words.ts';

export interface RevokeAllResult {
  /** Sessions that are revoked now. */
  revoked: number;
  total: number;
  cancelled: boolean;
  failed: readonly { sessionId: string; message: string; traceId?: string | undefined }[];
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function revokedWords(revoked: number, total: number, name: string): string {
  if (revoked < total) {
    const share = `${numberWords(revoked)} of ${countWords(total, 'active session')}`;
    return `${share} of ${name} ${isOrAre(revoked)} revoked.`;
  }
  const all = total === 1 ? 'The only active session' : `All ${countWords(total, 'active session')}`;
  return `${all} of ${name} ${isOrAre(total)} revoked.`;
}

export function resultWords({ revoked, total, cancelled, failed }: RevokeAllResult, name: string): string {
  if (total === 0) return `${name} has no active session: there was nothing to revoke.`;
  const untried = total - revoked - failed.length;
  const wasCancelled = cancelled && untried > 0;
  return [
    `${wasCancelled ? 'Cancelled: ' : ''}${revokedWords(revoked, total, name)}`,
    ...(wasCancelled ? [`${numberWords(untried)} ${untried === 1 ? 'was' : 'were'} not tried.`] : []),
    ...(failed.length > 0 ? [`${numberWords(failed.length)} could not be revoked.`] : []),
  ].join(' ');
}
