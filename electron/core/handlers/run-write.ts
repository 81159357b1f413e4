/**
 * The one path that every write takes: protection, then "busy", then noted as sent, then sent, then
 * noted as ended. A write that is not on this path does not exist.
 */
import { AppError, assertNever, fail } from '../../../shared/failure.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import type { Session } from '../instances/session.ts';
import type { WriteEnd } from '../journal/journal.ts';
import type { Services } from '../services.ts';
import { changesOf } from './write-changes.ts';

export interface Write<T> {
  session: Session;
  /** The call's own: what it sets goes into the journal, without what must not be written down. */
  input: object;
  /** The contract's call, e.g. `users.ban`. */
  method: string;
  userIds: string[];
  destructive: boolean;
  confirmation: string | undefined;
  /** Whom it is about, in words, for the journal. */
  subject: string;
  /** What makes two of them the same: the user, or for a creation what is to be created. */
  sameness: string;
  /** False for what leaves nothing behind that would want checking: tries of a password or code. */
  journalled: boolean;
  signal: AbortSignal;
  /** Sends with the given `beforeSend` passed on to each of its requests. */
  send(client: ClerkClient, beforeSend: () => Promise<void>): Promise<T>;
}

/** What became of a write that failed with this failure. */
export function outcomeOf(error: AppError): 'not-sent' | 'refused' | 'unknown' {
  switch (error.code) {
    case 'outcome_unknown':
    case 'internal':
    case 'server_error':
    case 'bad_response':
    case 'timeout':
      return 'unknown';
    case 'offline':
    case 'cancelled':
    case 'busy':
    case 'read_only':
    case 'confirmation_required':
    case 'confirmation_invalid':
    case 'keychain_locked':
    case 'keychain_unavailable':
    case 'storage':
    case 'disk_full':
    case 'invalid_input':
    case 'unknown_method':
      return 'not-sent';
    case 'not_found':
    case 'conflict':
    case 'unauthorized':
    case 'forbidden':
    case 'plan_required':
    case 'rejected':
    case 'rate_limited':
      return 'refused';
    default:
      return assertNever(error.code);
  }
}

/** Of the user that a creation brought back. */
function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null;
}

export function createWriteRunner(services: Services): <T>(write: Write<T>) => Promise<T> {
  const { protection, ports } = services;
  const inFlight = new Set<string>();

  return async function runWrite(write) {
    const { session, method } = write;
    const key = JSON.stringify([session.instanceId, method, write.sameness]);
    const spend = protection.authorise({
      instance: session.instance(),
      method,
      userIds: write.userIds,
      destructive: write.destructive,
      confirmation: write.confirmation,
    });
    if (inFlight.has(key)) {
      throw fail(
        'busy',
        'The same change of this user is on its way already. Nothing was sent a second time.',
      );
    }
    inFlight.add(key);
    // In the same turn as the checks above: two calls with one token cannot both get here.
    spend();
    try {
      return await send(write);
    } finally {
      inFlight.delete(key);
    }
  };

  async function send<T>(write: Write<T>): Promise<T> {
    const { session, method } = write;
    // Opened before anything is sent: what cannot be noted is not done.
    const journal = await services.journal();
    const client = await session.client();
    let entryId: string | null = null;

    const beforeSend = async () => {
      protection.assertWritable(session.instance());
      if (entryId !== null || !write.journalled) return;
      entryId = await journal.sent({
        instanceId: session.instanceId,
        method,
        userId: write.userIds[0] ?? null,
        subject: write.subject,
        changes: changesOf(write.input),
      });
    };

    /** A journal that fails after the write must not make a success look like a failure. */
    const note = async (task: (entryId: string) => Promise<void>) => {
      if (entryId === null) return;
      try {
        await task(entryId);
      } catch (error) {
        ports.logger.error('The outcome of a write could not be noted', { method, entryId, error });
      }
    };

    try {
      const value = await write.send(client, beforeSend);
      await note((id) => journal.done(id, write.userIds.length === 0 ? idOf(value) : null));
      return value;
    } catch (error) {
      const end: WriteEnd =
        error instanceof AppError
          ? { message: error.message, traceId: error.failure.traceId ?? null }
          : { message: 'Roster failed while it read the answer.', traceId: null };
      const outcome = error instanceof AppError ? outcomeOf(error) : 'unknown';
      if (outcome === 'not-sent') await note((id) => journal.notSent(id, end));
      else if (outcome === 'refused') await note((id) => journal.refused(id, end));
      else await note((id) => journal.unknown(id, end));
      throw error;
    }
  }
}
