/**
 * The sessions of all users: the made-up ones, computed, and on top those of the users whose sessions were
 * changed or started. Knows no HTTP.
 */
import { generateSessions } from '../population/generated-sessions.ts';
import type { WireSession } from '../wire-sessions.ts';
import type { UserStore } from './user-store.ts';

export interface SessionStore {
  /** Newest first; what has run out since says so. None for a user who is gone. */
  of(sequence: number): WireSession[];
  find(sessionId: string): WireSession | null;
  start(sequence: number, session: WireSession): void;
  /** Also a session that has ended: its status says revoked from now on. */
  revoke(sessionId: string): WireSession | null;
  revokeActive(sequence: number): void;
  forget(sequence: number): void;
}

export function createSessionStore(users: UserStore, now: () => number): SessionStore {
  const changed = new Map<number, WireSession[]>();

  function of(sequence: number): WireSession[] {
    const { context } = users;
    if (users.sketch(sequence) === null) return [];
    const sessions =
      changed.get(sequence) ??
      (sequence < context.size ? generateSessions(context, sequence, users.organizationsOf(sequence)) : []);
    return sessions.map((session) =>
      session.status === 'active' && session.expire_at <= now() ? { ...session, status: 'expired' } : session,
    );
  }

  function ownerOf(sessionId: string): number {
    return users.context.identifiers.ownerOf(sessionId) ?? -1;
  }

  function change(sequence: number, which: (session: WireSession) => boolean): void {
    changed.set(
      sequence,
      of(sequence).map((session) =>
        which(session) ? { ...session, status: 'revoked', updated_at: now() } : session,
      ),
    );
  }

  function find(sessionId: string): WireSession | null {
    return of(ownerOf(sessionId)).find((session) => session.id === sessionId) ?? null;
  }

  return {
    of,
    find,
    start(sequence, session) {
      changed.set(sequence, [session, ...of(sequence)]);
    },
    revoke(sessionId) {
      if (find(sessionId) === null) return null;
      change(ownerOf(sessionId), (session) => session.id === sessionId);
      return find(sessionId);
    },
    revokeActive(sequence) {
      const isActive = (session: WireSession) => session.status === 'active' || session.status === 'pending';
      if (of(sequence).some(isActive)) change(sequence, isActive);
    },
    forget(sequence) {
      changed.delete(sequence);
    },
  };
}
