/** Opens the app database for one of its stores. Several may have it open: each has a connection of its own. */
import { fail } from '../../../shared/failure.ts';
import { appMigrations } from './app-schema.ts';
import { DamagedDatabase } from './database-failure.ts';
import { type Database, openDatabase } from './open-database.ts';

export interface AppDatabaseOptions {
  file: string;
  /** 32 bytes as 64 hex digits. */
  key: string;
}

const cacheKiB = 2048;

/** Throws AppError `storage` or `disk_full`; DamagedDatabase for a wrong key or a broken file. */
export function openAppDatabase({ file, key }: AppDatabaseOptions): Database {
  const database = openDatabase({ file, key, cacheKiB, synchronous: 'FULL', migrations: appMigrations });
  try {
    // The file is small, and a write must not be noted in one that turns out to be broken tomorrow.
    if (database.pragma('quick_check', { simple: true }) !== 'ok') {
      throw new DamagedDatabase(fail('storage', 'The app database is damaged.').failure);
    }
    database.pragma('secure_delete = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
