/** No query reads a whole table or sorts a list that has an order of its own: on encrypted files that is what costs. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { directoryMigrations } from '../../../electron/core/directory/directory-schema.ts';
import { DirectoryReader } from '../../../electron/core/directory/directory-reader.ts';
import { DirectoryWriter } from '../../../electron/core/directory/directory-writer.ts';
import { phasesOf } from '../../../electron/core/directory/query-plan.ts';
import type { Source } from '../../../electron/core/directory/query-plan.ts';
import type { Position } from '../../../electron/core/directory/query-cursor.ts';
import { openDatabase } from '../../../electron/core/storage/open-database.ts';
import type { Database } from '../../../electron/core/storage/open-database.ts';
import { testKey } from './open-directory.ts';
import { everySort } from './open-directory.ts';
import { makeWireUsers } from './wire-users.ts';

/** Walking a narrow index in order, up to a limit, is what lists are made of; walking a table is not. */
const tableScan = /SCAN (?!search\b|sqlite_schema\b|\(|s\b)\w+(?! USING COVERING INDEX)(\s|$)/u;

let database: Database;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roster-plan-'));
  const file = join(folder, 'mirror.db');
  database = openDatabase({
    file,
    key: testKey,
    cacheKiB: 4096,
    synchronous: 'NORMAL',
    migrations: directoryMigrations,
  });
  const users = makeWireUsers(800, 5).map((user) => JSON.stringify(user));
  new DirectoryWriter(database, () => undefined).put({ users, fetchedAt: 1, stamp: 1 });
  // With statistics the planner has the best reasons to choose otherwise.
  database.exec('ANALYZE');
  database.exec('CREATE TEMP TABLE matched_1 (row_id INTEGER PRIMARY KEY) WITHOUT ROWID');
  return async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  };
});

function planOf(sql: string, bind: unknown[]): string[] {
  const steps = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...bind);
  return steps.map((step) => step.detail);
}

const sources: Source[] = [
  { kind: 'all' },
  { kind: 'search', expression: '"jane" *' },
  { kind: 'few', table: 'temp.matched_1' },
  { kind: 'many', table: 'temp.matched_1' },
];
const positions: (Position | null)[] = [null, { key: null, rowId: -5n }, { key: 'm', rowId: 7n << 40n }];

test.each(everySort)('lists by %s', (sort) => {
  const created = sort.endsWith('createdAt');
  for (const source of sources) {
    // Which of them a sort is asked with: see DirectoryReader.
    if (created ? source.kind === 'few' || source.kind === 'many' : source.kind === 'search') continue;
    for (const position of positions) {
      for (const phase of phasesOf(sort, source, position)) {
        for (const [sql, bind] of [
          [phase.select, [...phase.bind, 10, 0]],
          [phase.count, phase.bind],
        ] as const) {
          // The few themselves, at most two thousand in memory, are gone through.
          const steps = planOf(sql, [...bind]).filter((step) => source.kind !== 'few' || step !== 'SCAN m');
          const plan = steps.join('\n');
          expect(plan, sql).not.toMatch(tableScan);
          if (source.kind !== 'few') expect(plan, sql).not.toContain('TEMP B-TREE');
        }
      }
    }
  }
});

test('every other statement of a reader', () => {
  const asked: string[] = [];
  const spied = new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') {
        return (sql: string) => {
          asked.push(sql);
          return target.prepare(sql);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
  database.exec('DROP TABLE temp.matched_1');
  const reader = new DirectoryReader(spied, () => undefined);
  reader.query({ query: 'jane', sort: '-createdAt', limit: 10 });
  reader.query({ query: '', sort: 'name', limit: 10 });
  reader.get('user_1');
  void reader.match(['user_1', 'jane@acme.com']);
  void reader.facets('');
  void reader.facets('jane');
  void reader.countMatches('jane');
  expect(asked.length).toBeGreaterThan(8);
  for (const sql of asked.filter((one) => one.startsWith('SELECT'))) {
    const count = sql.split('?').length - 1;
    const plan = planOf(
      sql,
      Array.from({ length: count }, () => '"x" *'),
    ).join('\n');
    expect(plan, sql).not.toMatch(tableScan);
  }
});
