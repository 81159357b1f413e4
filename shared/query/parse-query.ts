/** Reads a search as people type it into a query tree. Never throws; knows no users and no database. */
import type { Query } from './query.ts';

/** A part of the text at its top level. Its brackets, quotes and minus belong to it. */
export interface Term {
  from: number;
  /** Exclusive. */
  to: number;
  /** Where what is asked for begins, after the colon; null without one. */
  value: number | null;
  /** Null where nothing is asked: a sign alone, or what an error stands in. */
  query: Query | null;
}

/** Positions count UTF-16 units, as those of a text field do. */
export interface QueryError {
  from: number;
  /** Exclusive. */
  to: number;
  message: string;
  /** What to put in place of these characters. */
  suggestion: string | null;
}

export type ParsedQuery =
  { ok: true; query: Query; terms: Term[] } | { ok: false; error: QueryError; terms: Term[] };

export const maxQueryLength = 4000;

export function parseQuery(text: string): ParsedQuery {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const of = words.map((word): Query => ({ kind: 'word', text: word }));
  const [only] = of;
  if (only === undefined) return { ok: true, query: { kind: 'everyone' }, terms: [] };
  return { ok: true, query: of.length === 1 ? only : { kind: 'all', of }, terms: [] };
}
