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

/**
 * The failure for an error of the driver or of the file system, or null when it is none that a user's
 * machine can cause.
 */
export function toStorageError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === null) return null;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError({
      code: 'disk_full',
      message:
        'The disk is full: nothing more can be stored. Free some space and try again; what was stored is kept.',
    });
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/u.test(code)) {
    return new DamagedDatabase({
      code: 'storage',
      message: 'The database file is damaged and cannot be read.',
    });
  }
  if (/^SQLITE_(BUSY|LOCKED)/u.test(code)) {
    return new AppError({
      code: 'storage',
      message:
        'The database file is in use by another program. Nothing was changed; close the other program and try again.',
    });
  }
  if (/^(E|SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH|NOMEM|PROTOCOL|NOLFS))/u.test(code)) {
    return new AppError({
      code: 'storage',
      message: `The database file cannot be read or written (${code}). Check the disk and the folder's permissions.`,
    });
  }
  return null;
}

/** The file system's errors name the system call; other codes that start with E are not about files. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') || 'syscall' in error ? error.code : null;
}
