/**
 * The opaque position after a page's last row. It holds the row's sort key, so that it stays good when
 * that row is gone. Knows no SQL.
 */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import type { DirectorySort } from '../../../shared/models/directory.ts';

export interface Position {
  /** What the row is sorted by; null where the user has no value, and for the order of creation. */
  key: string | number | null;
  rowId: bigint;
}

const cursorSchema = z.tuple([
  z.string(),
  z.union([z.string(), z.number(), z.null()]),
  z.string().regex(/^-?\d{1,19}$/),
]);

export function writeCursor(sort: DirectorySort, { key, rowId }: Position): string {
  return Buffer.from(JSON.stringify([sort, key, String(rowId)])).toString('base64url');
}

/** Throws AppError `invalid_input` for anything that was not made for this sort. */
export function readCursor(sort: DirectorySort, cursor: string): Position {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [madeFor, key, rowId] = cursorSchema.parse(JSON.parse(text));
    if (madeFor === sort) return { key, rowId: BigInt.asIntN(64, BigInt(rowId)) };
  } catch {
    // Told below: what exactly is wrong with an opaque text helps nobody.
  }
  throw fail(
    'invalid_input',
    'This page cannot be continued: the position is not one of this list and order.',
    {
      fields: { after: 'Not a position of this list and order' },
    },
  );
}
