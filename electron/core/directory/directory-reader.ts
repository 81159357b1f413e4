/**
 * The reading side of a mirror, in the read thread: lists, searches, counts, single users. Writes
 * nothing, so it never waits for a sync.
 */
import { setImmediate as otherWork } from 'node:timers/promises';
import { fail } from '../../../shared/failure.ts';
import type {
  DirectoryFacets,
  DirectorySort,
  NameMatches,
  UserRow,
} from '../../../shared/models/directory.ts';
import type { Service, ServiceContext } from '../storage/database-services.ts';
import { openDatabase } from '../storage/open-database.ts';
import type { Database, Statement } from '../storage/open-database.ts';
import { directoryMigrations, lookUpIndexes, sortIndexes } from './directory-schema.ts';
import type { DirectoryFile } from './directory-writer.ts';
import type { DirectoryPage, DirectoryQuery } from './directory.ts';
import { facetsOf } from './facet-counts.ts';
import type { FacetKind } from './facet-counts.ts';
import { MatchSets } from './match-sets.ts';
import { NameFinder } from './name-finder.ts';
import { readCursor, writeCursor } from './query-cursor.ts';
import type { Position } from './query-cursor.ts';
import { phasesOf, sortColumn } from './query-plan.ts';
import type { Phase, Source } from './query-plan.ts';
import { searchExpressionOf } from './search-text.ts';

/** Up to here a list in another order is sorted row by row; beyond, the order's own index is walked. */
const maxSortedMatches = 2000;
/** Up to here matches are counted at once; beyond, the count follows by itself. */
const maxCountedAtOnce = 10_000;
/** Matches looked at before other calls get their turn. */
const countStep = 20_000;
const facetStep = 1000;
const matchStep = 25;
const keptCounts = 50;
const maxEmailDomains = 50;

interface RowColumns {
  id: string;
  name: string;
  username: string | null;
  email: string | null;
  emailVerified: number;
  phone: string | null;
  externalId: string | null;
  hasImage: number;
  imageUrl: string | null;
  banned: number;
  locked: number;
  mfa: number;
  createdAt: number | null;
  updatedAt: number | null;
  lastActiveAt: number | null;
  lastSignInAt: number | null;
  sortKey: string | number | null;
}

interface CountedColumns {
  email: string | null;
  banned: number;
  locked: number;
  totp: number;
  backupCode: number;
  otherFactor: number;
  createdAt: number | null;
}

export function openDirectoryReader(file: DirectoryFile, context: ServiceContext): DirectoryReader {
  const database = openDatabase({
    ...file,
    readonly: true,
    cacheKiB: 2048,
    synchronous: 'NORMAL',
    migrations: directoryMigrations,
  });
  return new DirectoryReader(database, context.pageCache.share(database));
}

export class DirectoryReader implements Service {
  readonly #database: Database;
  readonly #leaveCache: () => void;
  readonly #matchSets: MatchSets;
  readonly #statements = new Map<string, Statement<unknown[], unknown>>();
  readonly #counts = new Map<string, { version: number; total: number }>();

  constructor(database: Database, leaveCache: () => void) {
    this.#database = database;
    this.#leaveCache = leaveCache;
    this.#matchSets = new MatchSets(database);
  }

  /** Throws AppError `invalid_input` for a cursor that is not of this sort. */
  query(input: DirectoryQuery): DirectoryPage {
    const position = input.after === undefined ? null : readCursor(input.sort, input.after);
    // One transaction, so that ids, rows and total are of one moment.
    return this.#database.transaction(() => this.#page(input, position)).deferred();
  }

  get(userId: string): { json: string; fetchedAt: number } | null {
    const found = this.#prepare(
      `SELECT json, fetched_at AS fetchedAt FROM user JOIN user_json USING (json_id) WHERE user_id = ?`,
    ).get(userId);
    return (found as { json: string; fetchedAt: number } | undefined) ?? null;
  }

  /** In steps, between which other calls run. */
  async match(names: string[]): Promise<NameMatches[]> {
    const finder = new NameFinder((sql) => this.#prepare(sql), this.#hasAll(lookUpIndexes));
    const read = this.#prepare(rowStatement('createdAt'));
    const matches: NameMatches[] = [];
    for (const [index, name] of names.entries()) {
      if (index > 0 && index % matchStep === 0) await this.#yield();
      // One transaction, so that whoever is found is there to be read.
      const users = this.#database
        .transaction(() =>
          finder.find(name).map(({ rowId, as }) => ({ as, user: rowOf(read.get(rowId) as RowColumns) })),
        )
        .deferred();
      matches.push({ name, users });
    }
    return matches;
  }

  /** Those that are not in the mirror, in their order. */
  absent(userIds: string[]): string[] {
    const find = this.#prepare('SELECT 1 FROM user WHERE user_id = ?');
    return userIds.filter((userId) => find.get(userId) === undefined);
  }

  /** Counts in steps, between which other calls run. */
  async countMatches(query: string): Promise<number> {
    const expression = searchExpressionOf(query);
    if (expression === null) return this.#countAll();
    const known = this.#knownCount(expression);
    if (known !== null) return known;
    const version = this.#version();
    const step = this.#prepare(
      `SELECT count(*) AS found, max(rowid) AS last FROM
         (SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid LIMIT ${countStep})`,
    ).safeIntegers();
    let total = 0;
    let after = -(1n << 63n);
    for (;;) {
      const { found, last } = step.get(expression, after) as { found: bigint; last: bigint | null };
      total += Number(found);
      if (last === null || Number(found) < countStep) break;
      after = last;
      await this.#yield();
    }
    this.#keepCount(expression, version, total);
    return total;
  }

  /** For a search, looks at every match, in steps between which other calls run. */
  async facets(query: string): Promise<DirectoryFacets> {
    const expression = searchExpressionOf(query);
    if (expression === null) return this.#storedFacets();
    const counts = new Map<FacetKind, Map<string, number>>();
    const step = this.#prepare(
      `SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid LIMIT ${facetStep}`,
    )
      .safeIntegers()
      .pluck();
    let after = -(1n << 63n);
    for (;;) {
      const rowIds = step.all(expression, after) as bigint[];
      for (const rowId of rowIds) this.#addFacets(rowId, counts);
      const last = rowIds.at(-1);
      if (last === undefined || rowIds.length < facetStep) break;
      after = last;
      await this.#yield();
    }
    return arrangeFacets(counts.get('total')?.get('') ?? 0, (kind) =>
      [...(counts.get(kind) ?? [])].map(([value, count]) => ({ value, count })),
    );
  }

  close(): void {
    this.#leaveCache();
    this.#database.close();
  }

  #page({ query, sort, offset = 0, limit }: DirectoryQuery, position: Position | null): DirectoryPage {
    const { rowIds, total } = this.#find(query, sort, position, offset, limit);
    const read = this.#prepare(rowStatement(sort));
    const shown = rowIds.slice(0, limit).map((rowId) => ({ rowId, columns: read.get(rowId) as RowColumns }));
    const last = shown.at(-1);
    return {
      rows: shown.map(({ columns }) => rowOf(columns)),
      nextCursor:
        rowIds.length > limit && last !== undefined
          ? writeCursor(sort, { key: last.columns.sortKey, rowId: last.rowId })
          : null,
      total,
    };
  }

  /** The page's row numbers and one more, which tells whether there is a next page. */
  #find(
    query: string,
    sort: DirectorySort,
    position: Position | null,
    offset: number,
    limit: number,
  ): { rowIds: bigint[]; total: number | null } {
    const expression = searchExpressionOf(query);
    const walk = (source: Source, most: number) => this.#walk(phasesOf(sort, source, position), offset, most);
    const column = sortColumn(sort);
    const indexed = column === null || this.#hasAll(sortIndexes);
    if (expression === null) {
      return { rowIds: walk({ kind: indexed ? 'all' : 'unindexed' }, limit + 1), total: this.#countAll() };
    }
    if (column !== null) {
      const { table, size } = this.#matchSets.find(expression, this.#version());
      const kind = !indexed ? 'unindexed' : size > maxSortedMatches ? 'many' : 'few';
      return { rowIds: walk({ kind, table }, limit + 1), total: size };
    }
    const known = this.#knownCount(expression);
    const source = { kind: 'search', expression } as const;
    if (known !== null) return { rowIds: walk(source, limit + 1), total: known };
    // A search of many rare words costs far more to begin than to go on with, so it is begun once for
    // both the page and the count.
    if (position !== null || offset > 0) {
      return { rowIds: walk(source, limit + 1), total: this.#countQuickly(expression) };
    }
    const rowIds = walk(source, maxCountedAtOnce + 1);
    if (rowIds.length > maxCountedAtOnce) return { rowIds, total: null };
    this.#keepCount(expression, this.#version(), rowIds.length);
    return { rowIds: rowIds.slice(0, limit + 1), total: rowIds.length };
  }

  /** Goes through the phases until enough rows are found. */
  #walk(phases: Phase[], offset: number, limit: number): bigint[] {
    const rowIds: bigint[] = [];
    let toSkip = offset;
    for (const { select, count, bind } of phases) {
      const found = this.#prepare(select)
        .safeIntegers()
        .pluck()
        .all(...bind, limit - rowIds.length, toSkip) as bigint[];
      rowIds.push(...found);
      if (rowIds.length >= limit) break;
      if (found.length > 0) toSkip = 0;
      else if (toSkip > 0)
        toSkip -= Number(
          this.#prepare(count)
            .pluck()
            .get(...bind),
        );
    }
    return rowIds;
  }

  /** The last to be made at the end of a first sync stands for all. */
  #hasAll(indexes: readonly { name: string }[]): boolean {
    const last = indexes.at(-1)?.name;
    return (
      this.#prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?").get(last) !== undefined
    );
  }

  #countAll(): number {
    return Number(this.#prepare("SELECT users FROM facet WHERE kind = 'total'").pluck().get() ?? 0);
  }

  #countQuickly(expression: string): number | null {
    const found = Number(
      this.#prepare('SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)')
        .pluck()
        .get(expression, maxCountedAtOnce + 1),
    );
    if (found > maxCountedAtOnce) return null;
    this.#keepCount(expression, this.#version(), found);
    return found;
  }

  #knownCount(expression: string): number | null {
    const known = this.#counts.get(expression);
    return known?.version === this.#version() ? known.total : null;
  }

  #keepCount(expression: string, version: number, total: number): void {
    const [oldest] = this.#counts.keys();
    if (this.#counts.size >= keptCounts && oldest !== undefined) this.#counts.delete(oldest);
    this.#counts.set(expression, { version, total });
  }

  #addFacets(rowId: bigint, counts: Map<FacetKind, Map<string, number>>): void {
    const columns = this.#prepare(
      `SELECT email, banned, locked, totp, backup_code AS backupCode, other_factor AS otherFactor,
         created_at AS createdAt FROM user WHERE row_id = ?`,
    ).get(rowId) as CountedColumns | undefined;
    // Removed since this step's search.
    if (columns === undefined) return;
    const providers = this.#prepare('SELECT provider FROM user_provider WHERE row_id = ?').pluck().all(rowId);
    const facets = facetsOf({
      email: columns.email,
      banned: columns.banned === 1,
      locked: columns.locked === 1,
      totp: columns.totp === 1,
      backupCode: columns.backupCode === 1,
      otherFactor: columns.otherFactor === 1,
      createdAt: columns.createdAt,
      providers: providers as string[],
    });
    for (const [kind, value] of facets) {
      const values = counts.get(kind) ?? new Map<string, number>();
      counts.set(kind, values.set(value, (values.get(value) ?? 0) + 1));
    }
  }

  #storedFacets(): DirectoryFacets {
    const read = this.#prepare('SELECT value, users AS count FROM facet WHERE kind = ?');
    return this.#database
      .transaction(() =>
        arrangeFacets(this.#countAll(), (kind) => read.all(kind) as { value: string; count: number }[]),
      )
      .deferred();
  }

  /** Changes with every commit of the writing connection. */
  #version(): number {
    return Number(this.#database.pragma('data_version', { simple: true }));
  }

  #prepare(sql: string): Statement<unknown[], unknown> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  async #yield(): Promise<void> {
    await otherWork();
    if (!this.#database.open) throw fail('cancelled', 'The mirror was closed.');
  }
}

function rowStatement(sort: DirectorySort): string {
  return `SELECT user_id AS id, name, username, email, email_verified AS emailVerified, phone,
    external_id AS externalId, has_image AS hasImage, image_url AS imageUrl, banned, locked,
    totp + backup_code + other_factor AS mfa, created_at AS createdAt, updated_at AS updatedAt,
    last_active_at AS lastActiveAt, last_sign_in_at AS lastSignInAt, ${sortColumn(sort) ?? 'NULL'} AS sortKey
    FROM user WHERE row_id = ?`;
}

function rowOf({ sortKey: _sortKey, ...columns }: RowColumns): UserRow {
  return {
    ...columns,
    emailVerified: columns.emailVerified === 1,
    hasImage: columns.hasImage === 1,
    banned: columns.banned === 1,
    locked: columns.locked === 1,
    mfa: columns.mfa > 0,
  };
}

function arrangeFacets(
  total: number,
  read: (kind: FacetKind) => { value: string; count: number }[],
): DirectoryFacets {
  const byUse = (kind: FacetKind) =>
    read(kind).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    total,
    facets: {
      status: byUse('status'),
      mfa: byUse('mfa'),
      provider: byUse('provider'),
      emailDomain: byUse('emailDomain').slice(0, maxEmailDomains),
      signUpMonth: read('signUpMonth').sort((a, b) => (a.value < b.value ? 1 : -1)),
    },
  };
}
