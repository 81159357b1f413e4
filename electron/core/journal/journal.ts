/**
 * The journal of writes: each is noted as sent before it leaves and completed after, and what a crash left
 * open shows as unknown. Append-only: what did not leave after all is told so, not taken out. Knows no API
 * and no protection, and stores what it is given: its caller leaves secrets out.
 */
import { randomUUID } from 'node:crypto';
import { fail } from '../../../shared/failure.ts';
import type { WriteChange, WriteEntry } from '../../../shared/models/audit.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import type { Clock, Logger } from '../ports.ts';
import type { AppFile } from '../storage/app-file.ts';
import type { JournalFilter, Outcome } from './journal-store.ts';

export interface JournalOptions {
  file: AppFile;
  clock: Pick<Clock, 'now'>;
  logger: Logger;
  /** The account on this computer that is noted with each write. */
  operator: string | null;
  /** How many completed entries are kept. */
  keepCompleted?: number;
}

export interface NewWrite {
  instanceId: InstanceId;
  /** The contract's call, e.g. `users.ban`. */
  method: string;
  /** Null for a creation. */
  userId: string | null;
  /** Whom it is about in words, e.g. an e-mail address. Never a password, key or metadata. */
  subject: string;
  /** Without what must not be written down. */
  changes: WriteChange[];
}

/** How a write ended that was not done. */
export interface WriteEnd {
  message: string;
  /** Clerk's, for its support. */
  traceId: string | null;
}

export type ListFilter = Omit<JournalFilter, 'before'> & {
  /** `nextCursor` of the page before. */
  after?: string | undefined;
};

/** All throw AppError `storage` or `disk_full`. */
export interface Journal {
  /** Answers the entry's id once it is on the disk: only then may the write leave. */
  sent(write: NewWrite): Promise<string>;
  /** `createdId` is the user that a creation made. */
  done(entryId: string, createdId?: string | null): Promise<void>;
  /** The API said no: nothing was changed. */
  refused(entryId: string, end: WriteEnd): Promise<void>;
  /** It left, and no answer came back. */
  unknown(entryId: string, end: WriteEnd): Promise<void>;
  /** Nothing has left, for certain. */
  notSent(entryId: string, end: WriteEnd): Promise<void>;
  /** A person has looked what became of an unknown write; `createdId` as for `done`. */
  checked(entryId: string, createdId?: string | null): Promise<void>;
  find(entryId: string): Promise<WriteEntry | null>;
  /** Newest first. Throws AppError `invalid_input` for an `after` that is none of its own. */
  list(filter: ListFilter): Promise<{ entries: WriteEntry[]; nextCursor: string | null }>;
  countUnknown(): Promise<number>;
  /** Also deletes app databases that were set aside, as nothing can be taken out of those. */
  removeInstance(instanceId: InstanceId): Promise<void>;
  /** Called after each change; answers how to stop. */
  onChanged(listener: () => void): () => void;
  /** A sentence for the user when the history was lost in this run, otherwise null. */
  notice(): string | null;
  close(): Promise<void>;
}

const KEEP_COMPLETED = 10_000;
const MAX_WORDS = 1000;

/** Opens the app database; what an earlier run left on its way becomes unknown. */
export async function createJournal(options: JournalOptions): Promise<Journal> {
  const { file, clock, logger, operator, keepCompleted = KEEP_COMPLETED } = options;
  const listeners = new Set<() => void>();
  /** This run's writes without an outcome, to carry them into a fresh file should this one break. */
  const open = new Map<string, WriteEntry>();
  const { ask, close } = await file.open('journal', { keepCompleted }, async (fresh) => {
    for (const entry of open.values()) await fresh.call('add', [entry]);
  });

  function changed(): void {
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        logger.error('A listener of the journal failed', { error });
      }
    }
  }

  async function complete(
    entryId: string,
    state: Outcome['state'],
    { message = null, traceId = null, userId = null }: Partial<Omit<Outcome, 'state' | 'endedAt'>>,
  ): Promise<void> {
    const outcome: Outcome = {
      state,
      endedAt: clock.now(),
      message: message === null ? null : words(message),
      traceId,
      userId,
    };
    const was = await ask((asked) => asked.call('complete', [entryId, outcome]));
    open.delete(entryId);
    if (was) changed();
  }

  const left = await ask((asked) =>
    asked.call('leftOpen', [
      {
        state: 'unknown',
        endedAt: clock.now(),
        message: 'Roster ended before the answer came: it may or may not have been done.',
      },
    ]),
  );
  if (left > 0) logger.warn('Writes were on their way when Roster ended', { count: left });

  return {
    async sent({ instanceId, method, userId, subject, changes }) {
      const entry: WriteEntry = {
        entryId: randomUUID(),
        instanceId,
        method,
        userId,
        subject: words(subject),
        operator,
        changes,
        state: 'sent',
        sentAt: clock.now(),
        endedAt: null,
        message: null,
        traceId: null,
      };
      try {
        await ask((asked) => asked.call('add', [entry]));
      } catch (error) {
        // It may have been stored before the answer got lost; the write will not leave now.
        const outcome: Outcome = {
          state: 'not-sent',
          endedAt: clock.now(),
          message: 'It could not be noted, and so was not sent.',
          traceId: null,
          userId: null,
        };
        await ask((asked) => asked.call('complete', [entry.entryId, outcome])).catch(() => undefined);
        throw error;
      }
      open.set(entry.entryId, entry);
      changed();
      return entry.entryId;
    },
    done: (entryId, createdId = null) => complete(entryId, 'done', { userId: createdId }),
    refused: (entryId, end) => complete(entryId, 'refused', end),
    unknown: (entryId, end) => complete(entryId, 'unknown', end),
    notSent: (entryId, end) => complete(entryId, 'not-sent', end),
    async checked(entryId, createdId = null) {
      const entry = await ask((asked) => asked.call('find', [entryId]));
      if (entry === null) return;
      await complete(entryId, 'checked', {
        message: entry.message,
        traceId: entry.traceId,
        userId: createdId,
      });
    },
    find: (entryId) => ask((asked) => asked.call('find', [entryId])),
    async list({ after, ...filter }) {
      const before = after === undefined ? undefined : positionOf(after);
      const { entries, next } = await ask((asked) => asked.call('list', [{ ...filter, before }]));
      return { entries, nextCursor: next === null ? null : String(next) };
    },
    countUnknown: () => ask((asked) => asked.call('countUnknown', [])),
    async removeInstance(instanceId) {
      const was = await ask((asked) => asked.call('removeInstance', [instanceId]));
      for (const entry of open.values()) if (entry.instanceId === instanceId) open.delete(entry.entryId);
      await file.deleteSetAside();
      if (was) changed();
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notice: () => file.notice(),
    async close() {
      listeners.clear();
      await close();
    },
  };
}

function words(text: string): string {
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS - 1)}…` : text;
}

function positionOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw fail('invalid_input', 'This is not where a page of the journal ended.', {
      fields: { after: 'Not a cursor of this list' },
    });
  }
  return Number(cursor);
}
