/**
 * The journal's table, inside the database thread: plain synchronous SQL over one encrypted file. An entry
 * goes only when old ones are trimmed or its instance is removed. Knows neither the clock nor who asks.
 */
import type { WriteEntry, WriteState } from '../../../shared/models/audit.ts';
import { type AppDatabaseOptions, openAppDatabase } from '../storage/open-app-database.ts';
import type { Database } from '../storage/open-database.ts';

export interface JournalStoreOptions extends AppDatabaseOptions {
  /** How many completed entries are kept. What is on its way or unknown is always kept. */
  keepCompleted: number;
}

export interface JournalFilter {
  instanceId?: string | undefined;
  userId?: string | undefined;
  state?: WriteState | undefined;
  /** Only older ones: the position of the last entry of the page before. */
  before?: number | undefined;
  limit: number;
}

export interface JournalPage {
  entries: WriteEntry[];
  /** The `before` of the next page; null when this is the last one. */
  next: number | null;
}

export interface Outcome {
  state: Exclude<WriteState, 'sent'>;
  endedAt: number;
  message: string | null;
  traceId: string | null;
  /** The user that a creation made; an entry's own user never changes. */
  userId: string | null;
}

/** Trimming walks over all kept entries, so it is not done for each one. */
const TRIM_EVERY = 100;

/** What trimming may take; as the index `write_entry_completed` has it. */
const completed = `state IN ('done', 'refused', 'checked', 'not-sent')`;

/** From which states an outcome may be noted: a late answer still tells what became of an unknown write. */
const from: Record<Outcome['state'], readonly WriteState[]> = {
  done: ['sent', 'unknown'],
  refused: ['sent', 'unknown'],
  unknown: ['sent'],
  // Only what is on its way can turn out never to have left.
  'not-sent': ['sent'],
  checked: ['unknown'],
};

const columns = `position, entry_id AS entryId, instance_id AS instanceId, method, user_id AS userId, subject,
  operator, changes, state, sent_at AS sentAt, ended_at AS endedAt, message, trace_id AS traceId`;

interface Row extends Omit<WriteEntry, 'changes'> {
  position: number;
  /** JSON. */
  changes: string;
}

function entryOf({ position: _position, changes, ...rest }: Row): WriteEntry {
  return { ...rest, changes: JSON.parse(changes) as WriteEntry['changes'] };
}

/** One more than asked for tells whether there is another page. Exported for the test of its plans. */
export function listQuery(filter: JournalFilter): { sql: string; parameters: Record<string, unknown> } {
  const { instanceId, userId, state, before, limit } = filter;
  const conditions: string[] = [];
  if (userId !== undefined) conditions.push('user_id = @userId');
  if (instanceId !== undefined) conditions.push('instance_id = @instanceId');
  // A user has few entries and a state may have thousands: `+` keeps SQLite to the index by user.
  if (state !== undefined) conditions.push(`${userId === undefined ? '' : '+'}state = @state`);
  if (before !== undefined) conditions.push('position < @before');
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return {
    sql: `SELECT ${columns} FROM write_entry ${where} ORDER BY position DESC LIMIT @rows`,
    parameters: { instanceId, userId, state, before, rows: limit + 1 },
  };
}

/** Throws AppError `storage` or `disk_full`; DamagedDatabase for a wrong key or a broken file. */
export function openJournalStore({ keepCompleted, ...options }: JournalStoreOptions): JournalStore {
  return new JournalStore(openAppDatabase(options), keepCompleted);
}

export class JournalStore {
  readonly #database: Database;
  readonly #keepCompleted: number;
  #untilTrim = 0;

  constructor(database: Database, keepCompleted: number) {
    this.#database = database;
    this.#keepCompleted = keepCompleted;
  }

  add(entry: WriteEntry): void {
    this.#database
      .prepare(
        `INSERT INTO write_entry
           (entry_id, instance_id, method, user_id, subject, operator, changes, state, sent_at, ended_at,
            message, trace_id)
         VALUES (@entryId, @instanceId, @method, @userId, @subject, @operator, @changes, @state, @sentAt,
            @endedAt, @message, @traceId)`,
      )
      .run({ ...entry, changes: JSON.stringify(entry.changes) });
  }

  /** What another run left on its way. Answers how many. */
  leftOpen(outcome: Pick<Outcome, 'state' | 'endedAt' | 'message'>): number {
    return this.#database
      .prepare(
        `UPDATE write_entry SET state = @state, ended_at = @endedAt, message = @message WHERE state = 'sent'`,
      )
      .run(outcome).changes;
  }

  /** Answers whether there was such an entry in a state that this outcome can follow. */
  complete(entryId: string, outcome: Outcome): boolean {
    const states = from[outcome.state].map((state) => `'${state}'`).join(', ');
    const { changes } = this.#database
      .prepare(
        `UPDATE write_entry SET state = @state, ended_at = @endedAt, message = @message, trace_id = @traceId,
           user_id = coalesce(user_id, @userId)
         WHERE entry_id = @entryId AND state IN (${states})`,
      )
      .run({ ...outcome, entryId });
    this.#trim();
    return changes > 0;
  }

  find(entryId: string): WriteEntry | null {
    const row = this.#database.prepare(`SELECT ${columns} FROM write_entry WHERE entry_id = ?`).get(entryId);
    return row === undefined ? null : entryOf(row as Row);
  }

  /** Newest first. */
  list(filter: JournalFilter): JournalPage {
    const { sql, parameters } = listQuery(filter);
    const rows = this.#database.prepare(sql).all(parameters) as Row[];
    const entries = rows.slice(0, filter.limit);
    return {
      entries: entries.map(entryOf),
      next: rows.length > filter.limit ? (entries.at(-1)?.position ?? null) : null,
    };
  }

  countUnknown(): number {
    const count = this.#database.prepare(`SELECT count(*) FROM write_entry WHERE state = 'unknown'`);
    return count.pluck().get() as number;
  }

  /** Nothing of it stays readable in the file or its write-ahead log. */
  removeInstance(instanceId: string): boolean {
    const { changes } = this.#database
      .prepare('DELETE FROM write_entry WHERE instance_id = ?')
      .run(instanceId);
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    return changes > 0;
  }

  close(): void {
    this.#database.close();
  }

  #trim(): void {
    if (this.#untilTrim-- > 0) return;
    this.#untilTrim = TRIM_EVERY - 1;
    this.#database
      .prepare(
        `DELETE FROM write_entry WHERE ${completed} AND position <= (
           SELECT position FROM write_entry WHERE ${completed} ORDER BY position DESC LIMIT 1 OFFSET ?)`,
      )
      .run(this.#keepCompleted);
  }
}
