/** Database files: encrypted, migrated step by step, and refused for the right reason. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppError } from '../../../shared/failure.ts';
import { DamagedDatabase, toStorageError } from '../../../electron/core/storage/database-failure.ts';
import { openDatabase } from '../../../electron/core/storage/open-database.ts';
import type { OpenDatabaseOptions } from '../../../electron/core/storage/open-database.ts';
import { PageCache } from '../../../electron/core/storage/page-cache.ts';

const key = '00112233445566778899aabbccddeeff'.repeat(2);
const notes = 'CREATE TABLE note (text TEXT)';
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-storage-'));
  file = join(folder, 'some.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(more: Partial<OpenDatabaseOptions> = {}) {
  return openDatabase({ file, key, cacheKiB: 512, synchronous: 'NORMAL', migrations: [notes], ...more });
}

function failureOf(task: () => unknown): unknown {
  try {
    task();
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
}

test('what is written is there again, and unreadable in the file', () => {
  const database = open();
  database.prepare('INSERT INTO note VALUES (?)').run('jane.findme@acme.com');
  database.close();
  const bytes = readFileSync(file);
  expect(bytes.includes('findme')).toBe(false);
  expect(bytes.subarray(0, 6).toString()).not.toBe('SQLite');
  expect(statSync(file).mode & 0o077).toBe(0);
  const again = open();
  expect(again.prepare('SELECT text FROM note').all()).toEqual([{ text: 'jane.findme@acme.com' }]);
  again.close();
});

test.each([
  ['another key', () => undefined, 'f'.repeat(64)],
  [
    'a file that is no database',
    (path: string) => writeFileSync(path, 'Once upon a time. '.repeat(500)),
    key,
  ],
])('%s is told apart as damage', (_, damage, usedKey) => {
  open().close();
  damage(file);
  const failure = failureOf(() => open({ key: usedKey }));
  expect(failure).toBeInstanceOf(DamagedDatabase);
  expect(JSON.stringify((failure as AppError).failure)).not.toContain(usedKey);
});

test('a key that is none never becomes a passphrase', () => {
  expect(failureOf(() => open({ key: 'secret' }))).toMatchObject({ code: 'storage' });
});

test('migrations run once each, in order, and not at all when one fails', () => {
  open().close();
  const second =
    "ALTER TABLE note ADD COLUMN at INTEGER DEFAULT 7; INSERT INTO note (text) VALUES ('second')";
  open({ migrations: [notes, second] }).close();
  const database = open({ migrations: [notes, second] });
  expect(database.prepare('SELECT * FROM note').all()).toEqual([{ text: 'second', at: 7 }]);
  database.close();
  expect(() =>
    open({ migrations: [notes, second, "INSERT INTO note (text) VALUES ('third'); NONSENSE"] }),
  ).toThrow();
  const after = open({ migrations: [notes, second] });
  expect(after.prepare('SELECT count(*) AS notes FROM note').get()).toEqual({ notes: 1 });
  after.close();
});

test('a file of a newer Roster is refused and left alone', () => {
  open({ migrations: [notes, 'CREATE TABLE later (x)'] }).close();
  const before = readFileSync(file);
  const failure = failureOf(() => open());
  expect(failure).toMatchObject({ code: 'storage' });
  expect(failure).not.toBeInstanceOf(DamagedDatabase);
  expect((failure as AppError).message).toMatch(/newer version of Roster/u);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a reading connection sees what the writing one commits, and writes nothing', () => {
  const writer = open();
  const reader = open({ readonly: true });
  writer.prepare('INSERT INTO note VALUES (?)').run('seen');
  expect(reader.prepare('SELECT text FROM note').all()).toEqual([{ text: 'seen' }]);
  const failure = failureOf(() => reader.prepare('INSERT INTO note VALUES (1)').run());
  expect(toStorageError(failure)).toMatchObject({ code: 'storage' });
  reader.close();
  writer.close();
});

test('a folder that is not there is a failure, not a crash', () => {
  expect(failureOf(() => open({ file: join(folder, 'none', 'x.db') }))).toMatchObject({ code: 'storage' });
});

test('errors of the driver become failures; a mistake in SQL stays a defect', () => {
  const coded = (code: string) => Object.assign(new Error('some'), { code });
  expect(toStorageError(coded('SQLITE_FULL'))).toMatchObject({ code: 'disk_full' });
  const ofSystem = (code: string) => Object.assign(coded(code), { syscall: 'write' });
  expect(toStorageError(ofSystem('ENOSPC'))).toMatchObject({ code: 'disk_full' });
  expect(toStorageError(ofSystem('EACCES'))).toMatchObject({ code: 'storage' });
  expect(toStorageError(coded('ERR_ASSERTION'))).toBeNull();
  expect(toStorageError(coded('SQLITE_IOERR_WRITE'))).toMatchObject({ code: 'storage' });
  expect(toStorageError(coded('SQLITE_BUSY_SNAPSHOT'))).toMatchObject({ code: 'storage' });
  expect(toStorageError(coded('SQLITE_CORRUPT_VTAB'))).toBeInstanceOf(DamagedDatabase);
  expect(toStorageError(coded('SQLITE_ERROR'))).toBeNull();
  expect(toStorageError(new TypeError('x'))).toBeNull();
});

test('open databases divide one page cache', () => {
  const sizes = (...databases: ReturnType<typeof open>[]) =>
    databases.map((database) => database.pragma('cache_size', { simple: true }));
  const cache = new PageCache(9000);
  const [first, second, third] = ['a', 'b', 'c'].map((name) => open({ file: join(folder, name) }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('Unreachable');
  cache.share(first);
  expect(sizes(first)).toEqual([-9000]);
  const leave = cache.share(second);
  cache.share(third);
  expect(sizes(first, second, third)).toEqual([-3000, -3000, -3000]);
  leave();
  expect(sizes(first, third)).toEqual([-4500, -4500]);
  for (const database of [first, second, third]) database.close();
});
