/**
 * Writes single users into the mirror's tables and keeps these in step: row, JSON, providers, counts,
 * search index. Decides nothing; always called inside a transaction.
 */
import type { Database, Statement } from '../storage/open-database.ts';
import type { ExtractedRow } from './extract-row.ts';
import { FacetCounts } from './facet-counts.ts';
import { endOfTies, firstRowAt } from './row-order.ts';

/** What is known of a user before it is written anew. Integers are bigint. */
interface StoredColumns {
  row_id: bigint;
  user_id: string;
  email: string | null;
  banned: bigint;
  locked: bigint;
  totp: bigint;
  backup_code: bigint;
  other_factor: bigint;
  created_at: bigint | null;
  updated_at: bigint | null;
  fetched_at: bigint;
  stamp: bigint;
  search_hash: bigint;
  json_hash: bigint;
  json_id: bigint;
}

export interface StoredUser {
  rowId: bigint;
  jsonId: bigint;
  userId: string;
  createdAt: number | null;
  updatedAt: number | null;
  fetchedAt: number;
  stamp: number;
  jsonHash: number;
  columns: StoredColumns;
}

/** When the copy was read: by the clock, and by the mirror's own running number. */
export interface ReadMark {
  fetchedAt: number;
  stamp: number;
}

const storedColumns = `row_id, user_id, email, banned, locked, totp, backup_code, other_factor, created_at,
  updated_at, fetched_at, stamp, search_hash, json_hash, json_id`;

const contentColumns = [
  'user_id',
  'name',
  'name_key',
  'username',
  'email',
  'email_key',
  'email_verified',
  'phone',
  'external_id',
  'has_image',
  'image_url',
  'banned',
  'locked',
  'totp',
  'backup_code',
  'other_factor',
  'created_at',
  'updated_at',
  'last_active_at',
  'last_sign_in_at',
  'fetched_at',
  'stamp',
  'search_hash',
  'json_hash',
  'json_id',
];

function contentOf(row: ExtractedRow, mark: ReadMark, jsonId: bigint): unknown[] {
  return [
    row.userId,
    row.name,
    row.nameKey,
    row.username,
    row.email,
    row.emailKey,
    Number(row.emailVerified),
    row.phone,
    row.externalId,
    Number(row.hasImage),
    row.imageUrl,
    Number(row.banned),
    Number(row.locked),
    Number(row.totp),
    Number(row.backupCode),
    Number(row.otherFactor),
    integer(row.createdAt),
    integer(row.updatedAt),
    integer(row.lastActiveAt),
    integer(row.lastSignInAt),
    BigInt(mark.fetchedAt),
    BigInt(mark.stamp),
    BigInt(row.searchHash),
    BigInt(row.jsonHash),
    jsonId,
  ];
}

/** The driver stores a plain number as a float where the table wants an integer beyond 32 bits. */
function integer(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}

export class UserRows {
  readonly #facets: FacetCounts;
  readonly #byUserId: Statement<[string], StoredColumns>;
  readonly #lastTie: Statement<[bigint, bigint], bigint>;
  readonly #insertRow: Statement<unknown[], unknown>;
  readonly #updateRow: Statement<unknown[], unknown>;
  readonly #touchRow: Statement<[bigint, bigint, bigint], unknown>;
  readonly #deleteRow: Statement<[bigint], unknown>;
  readonly #insertJson: Statement<[string], unknown>;
  readonly #updateJson: Statement<[string, bigint], unknown>;
  readonly #deleteJson: Statement<[bigint], unknown>;
  readonly #providers: Statement<[bigint], string>;
  readonly #insertProvider: Statement<[bigint, string], unknown>;
  readonly #deleteProviders: Statement<[bigint], unknown>;
  readonly #insertTerms: Statement<[bigint, string], unknown>;
  readonly #deleteTerms: Statement<[bigint], unknown>;
  /** Index writes wait for the end of the transaction: see {@link finish}. */
  readonly #terms = new Map<bigint, string>();

  constructor(database: Database) {
    this.#facets = new FacetCounts(database);
    this.#byUserId = database
      .prepare<[string], StoredColumns>(`SELECT ${storedColumns} FROM user WHERE user_id = ?`)
      .safeIntegers();
    this.#lastTie = database
      .prepare<[bigint, bigint], bigint>(
        'SELECT row_id FROM user WHERE row_id >= ? AND row_id < ? ORDER BY row_id DESC LIMIT 1',
      )
      .safeIntegers()
      .pluck();
    this.#insertRow = database.prepare(
      `INSERT INTO user (row_id, ${contentColumns.join(', ')}) VALUES (?${', ?'.repeat(contentColumns.length)})`,
    );
    this.#updateRow = database.prepare(
      `UPDATE user SET ${contentColumns.map((name) => `${name} = ?`).join(', ')} WHERE row_id = ?`,
    );
    this.#touchRow = database.prepare('UPDATE user SET fetched_at = ?, stamp = ? WHERE row_id = ?');
    this.#deleteRow = database.prepare('DELETE FROM user WHERE row_id = ?');
    this.#insertJson = database.prepare('INSERT INTO user_json (json) VALUES (?)');
    this.#updateJson = database.prepare('UPDATE user_json SET json = ? WHERE json_id = ?');
    this.#deleteJson = database.prepare('DELETE FROM user_json WHERE json_id = ?');
    this.#providers = database
      .prepare<[bigint], string>('SELECT provider FROM user_provider WHERE row_id = ?')
      .pluck();
    this.#insertProvider = database.prepare('INSERT INTO user_provider (row_id, provider) VALUES (?, ?)');
    this.#deleteProviders = database.prepare('DELETE FROM user_provider WHERE row_id = ?');
    this.#insertTerms = database.prepare('INSERT INTO search (rowid, terms) VALUES (?, ?)');
    this.#deleteTerms = database.prepare('DELETE FROM search WHERE rowid = ?');
  }

  find(userId: string): StoredUser | null {
    const columns = this.#byUserId.get(userId);
    if (columns === undefined) return null;
    return {
      rowId: columns.row_id,
      jsonId: columns.json_id,
      userId: columns.user_id,
      createdAt: numberOf(columns.created_at),
      updatedAt: numberOf(columns.updated_at),
      fetchedAt: Number(columns.fetched_at),
      stamp: Number(columns.stamp),
      jsonHash: Number(columns.json_hash),
      columns,
    };
  }

  insert(row: ExtractedRow, json: string, mark: ReadMark): void {
    const jsonId = BigInt(this.#insertJson.run(json).lastInsertRowid);
    this.#insertAt(this.#freeRow(row.createdAt), row, mark, jsonId);
    this.#facets.count(row, 1);
  }

  /** Nothing but the time of reading is new. */
  touch(stored: StoredUser, mark: ReadMark): void {
    this.#touchRow.run(BigInt(mark.fetchedAt), BigInt(mark.stamp), stored.rowId);
  }

  rewriteJson(stored: StoredUser, json: string): void {
    this.#updateJson.run(json, stored.jsonId);
  }

  replace(stored: StoredUser, row: ExtractedRow, json: string, mark: ReadMark): void {
    this.#facets.count(this.#countedFields(stored), -1);
    this.#facets.count(row, 1);
    this.#updateJson.run(json, stored.jsonId);
    if (row.createdAt !== stored.createdAt) {
      // The row stands elsewhere from now on, in the table and in the index.
      this.#dropRow(stored);
      this.#insertAt(this.#freeRow(row.createdAt), row, mark, stored.jsonId);
      return;
    }
    this.#updateRow.run(...contentOf(row, mark, stored.jsonId), stored.rowId);
    this.#deleteProviders.run(stored.rowId);
    for (const provider of row.providers) this.#insertProvider.run(stored.rowId, provider);
    if (BigInt(row.searchHash) !== stored.columns.search_hash) {
      this.#dropTerms(stored.rowId);
      this.#terms.set(stored.rowId, row.searchText);
    }
  }

  remove(stored: StoredUser): void {
    this.#facets.count(this.#countedFields(stored), -1);
    this.#deleteJson.run(stored.jsonId);
    this.#dropRow(stored);
  }

  /**
   * The last step of each transaction. The index takes its rows in ascending order here, because it
   * writes a segment of its own whenever a row stands below the one before.
   */
  finish(): void {
    const rows = [...this.#terms].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [rowId, terms] of rows) this.#insertTerms.run(rowId, terms);
    this.#terms.clear();
    this.#facets.write();
  }

  /** After a transaction that failed. */
  forget(): void {
    this.#terms.clear();
    this.#facets.forget();
  }

  #insertAt(rowId: bigint, row: ExtractedRow, mark: ReadMark, jsonId: bigint): void {
    this.#insertRow.run(rowId, ...contentOf(row, mark, jsonId));
    for (const provider of row.providers) this.#insertProvider.run(rowId, provider);
    this.#terms.set(rowId, row.searchText);
  }

  #dropRow(stored: StoredUser): void {
    this.#deleteRow.run(stored.rowId);
    this.#deleteProviders.run(stored.rowId);
    this.#dropTerms(stored.rowId);
  }

  #dropTerms(rowId: bigint): void {
    // Written earlier in this transaction: then the index does not have it yet.
    if (!this.#terms.delete(rowId)) this.#deleteTerms.run(rowId);
  }

  /** Above all users of the same millisecond; when that is full, in the next one that is not. */
  #freeRow(createdAt: number | null): bigint {
    let first = firstRowAt(createdAt);
    for (;;) {
      const last = this.#lastTie.get(first, endOfTies(first));
      if (last === undefined) return first;
      if (last + 1n < endOfTies(first)) return last + 1n;
      first = endOfTies(first);
    }
  }

  #countedFields({ rowId, columns }: StoredUser) {
    return {
      email: columns.email,
      banned: columns.banned === 1n,
      locked: columns.locked === 1n,
      totp: columns.totp === 1n,
      backupCode: columns.backup_code === 1n,
      otherFactor: columns.other_factor === 1n,
      createdAt: numberOf(columns.created_at),
      providers: this.#providers.all(rowId),
    };
  }
}

function numberOf(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
