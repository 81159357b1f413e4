/**
 * Opens an encrypted database file and brings its schema up to date: the only importer of the SQLite
 * driver. Knows nothing of what the tables hold.
 */
import { closeSync, openSync } from 'node:fs';
import Driver, { type Statement as DriverStatement } from 'better-sqlite3-multiple-ciphers';
import { AppError, fail } from '../../../shared/failure.ts';
import { toStorageError } from './database-failure.ts';

export type Database = Driver;
export type Statement<Parameters extends unknown[], Row> = DriverStatement<Parameters, Row>;

export interface OpenDatabaseOptions {
  file: string;
  /** 32 bytes as 64 hex digits, used as they are: no derivation. */
  key: string;
  cacheKiB: number;
  /** FULL: a commit outlives a power cut. NORMAL: the last few may be lost, the file stays whole. */
  synchronous: 'NORMAL' | 'FULL';
  /** A second connection beside the writing one. The file must exist and be up to date. */
  readonly?: boolean;
  /** SQL scripts; the file's version is the number of those that ran. Never edit one that has shipped. */
  migrations: readonly string[];
}

/** SQLite waits this long for another connection's lock before it answers "busy". */
const busyTimeoutMs = 5000;
const pageBytes = 8192;
/** How far the WAL grows before its pages go into the file. */
export const walBytes = 16 * 1024 * 1024;

/** Throws AppError `storage` or `disk_full`; DamagedDatabase for a wrong key or a broken file. */
export function openDatabase(options: OpenDatabaseOptions): Database {
  // Checked here because SQLite would take anything else for a passphrase and derive a key from it.
  if (!/^[0-9a-f]{64}$/i.test(options.key)) throw fail('storage', 'The database key is not 32 bytes in hex.');
  let database: Database | null = null;
  try {
    // Made here rather than by SQLite so that nobody else may read it; -wal and -shm take its mode.
    if (options.readonly !== true) closeSync(openSync(options.file, 'a', 0o600));
    database = new Driver(options.file, {
      readonly: options.readonly === true,
      fileMustExist: true,
      timeout: busyTimeoutMs,
    });
    unlock(database, options.key);
    database.pragma(`cache_size = ${-Math.round(options.cacheKiB)}`);
    database.pragma('temp_store = MEMORY');
    database.pragma('foreign_keys = ON');
    if (options.readonly !== true) {
      database.pragma('journal_mode = WAL');
      database.pragma(`synchronous = ${options.synchronous}`);
      // A page that is written again before the checkpoint is encrypted for the file only once.
      setCheckpointAfter(database, walBytes);
      // A WAL that once grew larger would keep its size for good.
      database.pragma(`journal_size_limit = ${walBytes}`);
    }
    migrate(database, options);
    return database;
  } catch (error) {
    database?.close();
    throw toStorageError(error) ?? error;
  }
}

/** Takes effect at the next commit. */
export function setCheckpointAfter(database: Database, bytes: number): void {
  database.pragma(`wal_autocheckpoint = ${bytes / pageBytes}`);
}

function unlock(database: Database, key: string): void {
  database.pragma("cipher = 'sqlcipher'");
  // Pins the parameters of SQLCipher 4, so that a new driver's other defaults cannot lock us out.
  database.pragma('legacy = 4');
  // Its page size but one: half of a 4 kB page stays empty beside a user's JSON.
  database.pragma(`legacy_page_size = ${pageBytes}`);
  database.pragma(`key = "x'${key}'"`);
  // The key is first used when a page is read.
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

function migrate(database: Database, { migrations, readonly }: OpenDatabaseOptions): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new AppError({
      code: 'storage',
      message: `This data was written by a newer version of Roster (schema ${version}, this one knows ${migrations.length}). Nothing was changed; update Roster to open it.`,
    });
  }
  if (readonly === true) {
    if (version < migrations.length) throw fail('storage', 'The database is not up to date yet.');
    return;
  }
  migrations.slice(version).forEach((script, index) => {
    database
      .transaction(() => {
        database.exec(script);
        database.pragma(`user_version = ${version + index + 1}`);
      })
      .immediate();
  });
}
