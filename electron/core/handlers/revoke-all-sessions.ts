/**
 * `users.revokeAllSessions`: reads which sessions of a user are open and revokes one after the other, as
 * Clerk has no call for all. Knows no session by more than its id.
 */
import type { Handlers } from '../../../shared/contract.ts';
import { AppError, type FailureCode } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import type { Services } from '../services.ts';
import type { createWriteRunner } from './run-write.ts';

type RevokeAllSessions = Handlers<CallContext>['users']['revokeAllSessions'];
type Outcome = Awaited<ReturnType<RevokeAllSessions>>;

const pageSize = 500;

/** What fails one of them for these reasons fails all that follow: they are not tried. */
const endsAll: readonly FailureCode[] = [
  'read_only',
  'unauthorized',
  'offline',
  'rate_limited',
  'keychain_locked',
  'keychain_unavailable',
  'storage',
  'disk_full',
];

/** Two sessions of a user may be revoked at the same time; one session only once. */
export function samenessOfSession(userId: string, sessionId: string): string {
  return JSON.stringify([userId, sessionId]);
}

/**
 * Also the pending ones, which lack but a step such as the choice of an organization: left alone, they
 * could become active without anybody signing in. Clerk's filter knows one status at a time, and not that.
 */
async function openSessions(client: ClerkClient, userId: string, signal: AbortSignal): Promise<string[]> {
  const found = new Set<string>();
  for (let offset = 0; ; offset += pageSize) {
    const { sessions } = await client.call('listSessions', { userId, limit: pageSize, offset }, { signal });
    for (const { id, status } of sessions) {
      if (status === 'active' || status === 'pending') found.add(id);
    }
    if (sessions.length < pageSize) return [...found];
  }
}

export function createRevokeAllSessions(
  services: Services,
  runWrite: ReturnType<typeof createWriteRunner>,
): RevokeAllSessions {
  return async ({ instanceId, userId, callId, confirmation }, { signal }) => {
    const session = services.session(instanceId);

    /** Each is noted by itself: of one entry for all, a crash would leave unknown what has been done. */
    const revoke = (sessionId: string) =>
      runWrite({
        session,
        method: 'users.revokeSession',
        input: { userId, sessionId },
        userIds: [userId],
        destructive: false,
        confirmation: undefined,
        subject: userId,
        sameness: samenessOfSession(userId, sessionId),
        journalled: true,
        signal,
        // Cancelling leaves no session behind of which nobody knows whether it is revoked.
        send: (client, beforeSend) =>
          client.call('revokeSession', { userId, sessionId }, { signal, beforeSend, finishesWhatLeft: true }),
      });

    async function revokeEach(sessionIds: string[]): Promise<Outcome> {
      const total = sessionIds.length;
      const outcome: Outcome = { revoked: 0, total, cancelled: false, failed: [] };
      const tell = (done: number) =>
        services.events.emit('users.onSessionsRevoked', {
          instanceId,
          userId,
          callId: callId ?? null,
          done,
          total,
        });
      tell(0);
      for (const [index, sessionId] of sessionIds.entries()) {
        try {
          await revoke(sessionId);
          outcome.revoked += 1;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          if (error.code === 'cancelled') return { ...outcome, cancelled: true };
          // It has ended by itself, which is what was wanted.
          if (error.code === 'not_found') outcome.revoked += 1;
          else {
            const ends = endsAll.includes(error.code);
            if (ends && index === 0) throw error;
            const { message, traceId } = error.failure;
            outcome.failed.push({ sessionId, message, ...(traceId === undefined ? {} : { traceId }) });
            if (ends) {
              for (const left of sessionIds.slice(index + 1))
                outcome.failed.push({ sessionId: left, message });
              return outcome;
            }
          }
        }
        tell(index + 1);
      }
      return outcome;
    }

    return runWrite({
      session,
      method: 'users.revokeAllSessions',
      input: { userId },
      userIds: [userId],
      destructive: false,
      confirmation,
      subject: userId,
      sameness: userId,
      // It sends nothing itself that changes anything.
      journalled: false,
      signal,
      send: async (client) => revokeEach(await openSessions(client, userId, signal)),
    });
  };
}
