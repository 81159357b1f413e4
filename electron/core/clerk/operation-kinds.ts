/**
 * What most operations have in common: how a read, a write and a read with a side effect behave, and
 * the paths for errors. Knows no operation.
 */
import type { OfUser } from './answers.ts';
import { pageFields } from './user-fields.ts';
import { path, type FieldTable } from './wire-request.ts';

const unlimited = { limitedPerUser: false, destructive: false } as const;
export const read = { write: false, sideEffect: false, repeatable: true, ...unlimited } as const;
export const write = { write: true, sideEffect: false, repeatable: false, ...unlimited } as const;
export const sideEffect = { ...write, sideEffect: true } as const;

export const inPath: FieldTable = { user_id: 'userId' };

/** The paths for errors: the other way round than the table for requests. */
export function pathsOf(table: FieldTable, prefix = ''): FieldTable {
  return Object.fromEntries(Object.entries(table).map(([name, wireName]) => [wireName, prefix + name]));
}

export const pathsOfPage = { ...inPath, ...pathsOf(pageFields) };

export function userPath({ userId }: OfUser): string {
  return path`/users/${userId}`;
}
