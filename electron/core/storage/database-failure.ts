/**
 * What can go wrong with a database file, in Roster's words. Knows SQLite's codes, and none of what is
 * stored.
 */
import { AppError } from '../../../shared/failure.ts';

/**
 * The file is not a database that this key opens: damaged, cut off, or made with another key. Whoever
 * owns the file decides what becomes of it.
 */
export class DamagedDatabase extends AppError {}

/** The failure's code and sentence for a driver error, or null when it is none that users can cause. */
export function toStorageError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code === 'SQLITE_FULL' || isOutOfSpace(error)) {
    return new AppError({
      code: 'disk_full',
      message:
        'The disk is full: nothing more can be stored. Free some space and try again; what was stored is kept.',
    });
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new DamagedDatabase({
      code: 'storage',
      message: 'The database file is damaged and cannot be read.',
    });
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new AppError({
      code: 'storage',
      message:
        'The database file is in use by another program. Nothing was changed; close the other program and try again.',
    });
  }
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH|NOMEM|PROTOCOL|NOLFS)/.test(code)) {
    return new AppError({
      code: 'storage',
      message: `The database file cannot be read or written (${code}). Check the disk and the folder's permissions.`,
    });
  }
  return null;
}

function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') || error.code === 'ENOSPC' ? error.code : null;
}

/** Opening creates the file itself first, so a full disk may also show as the system's own error. */
function isOutOfSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
