/**
 * Finds whoever is called exactly like this. Answers row numbers, and reads only what an index leads to; not
 * for words that many users share.
 */
import type { MatchedAs } from '../../../shared/models/directory.ts';
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { Statement } from '../storage/open-database.ts';
import { wholeTextExpressionOf } from './search-text.ts';

/** More than one is one too many already; a few are shown. */
const maxUsersPerName = 10;

/** With letters on either side: a domain alone would lead to everyone who has it. */
const emailLike = /[\p{L}\p{N}][^@\s]*@[^@\s]*[\p{L}\p{N}]/u;

export interface NamedRow {
  rowId: bigint;
  as: MatchedAs;
}

interface Names {
  externalId: string | null;
  username: string | null;
  json: string;
}

/** By what a user may be called, and the look-up of it; the strongest first. */
const byIndex = {
  id: 'SELECT row_id FROM user WHERE user_id = ?',
  externalId: 'SELECT row_id FROM user INDEXED BY user_by_external_id WHERE external_id = ?',
  username: 'SELECT row_id FROM user INDEXED BY user_by_username WHERE username = ? COLLATE NOCASE',
} as const;

export class NameFinder {
  readonly #prepare: (sql: string) => Statement<unknown[], unknown>;
  readonly #indexed: boolean;

  /** `indexed`: false during a first sync, which makes the indexes at its end. */
  constructor(prepare: (sql: string) => Statement<unknown[], unknown>, indexed: boolean) {
    this.#prepare = prepare;
    this.#indexed = indexed;
  }

  find(name: string): NamedRow[] {
    const found = new Map<bigint, MatchedAs>();
    const add = (as: MatchedAs, rowIds: bigint[]): void => {
      for (const rowId of rowIds) if (!found.has(rowId)) found.set(rowId, as);
    };
    // As some systems write file names, and as others do.
    const forms = [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])];
    for (const form of forms) {
      add('id', this.#rowIds(byIndex.id, form));
      if (this.#indexed) add('externalId', this.#rowIds(byIndex.externalId, form));
    }
    const named = this.#indexed && !emailLike.test(name) ? [] : this.#searched(name);
    const called = (is: (names: Names) => boolean) =>
      named.filter(({ names }) => is(names)).map(({ rowId }) => rowId);
    if (!this.#indexed)
      add(
        'externalId',
        called(({ externalId }) => forms.includes(externalId ?? '')),
      );
    const wanted = sameInAnyCase(name);
    add(
      'email',
      called(({ json }) => emailsOf(json).some((email) => sameInAnyCase(email) === wanted)),
    );
    if (this.#indexed) for (const form of forms) add('username', this.#rowIds(byIndex.username, form));
    else
      add(
        'username',
        called(({ username }) => sameInAnyCase(username ?? '') === wanted),
      );
    return [...found].slice(0, maxUsersPerName).map(([rowId, as]) => ({ rowId, as }));
  }

  #rowIds(sql: string, value: string): bigint[] {
    return this.#prepare(sql).safeIntegers().pluck().all(value) as bigint[];
  }

  /** Whoever may be called so. For an e-mail address these are hardly ever more than one. */
  #searched(name: string): { rowId: bigint; names: Names }[] {
    const expression = wholeTextExpressionOf(name);
    if (expression === null) return [];
    const read = this.#prepare(
      `SELECT external_id AS externalId, username, json FROM user JOIN user_json USING (json_id) WHERE row_id = ?`,
    );
    return this.#rowIds('SELECT rowid FROM search WHERE search MATCH ?', expression).map((rowId) => ({
      rowId,
      names: read.get(rowId) as Names,
    }));
  }
}

/** Accents count: two people may differ by one. */
function sameInAnyCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function emailsOf(json: string): string[] {
  const { email_addresses: addresses } = JSON.parse(json) as JsonObject;
  if (!Array.isArray(addresses)) return [];
  return addresses.map(emailOf).filter((email) => email !== null);
}

function emailOf(entry: JsonValue): string | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
  const email = entry['email_address'];
  return typeof email === 'string' && email !== '' ? email : null;
}
