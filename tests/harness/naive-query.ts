/**
 * What a query tree means for one user, said as simply as possible over the wire JSON: the judge of the
 * mirror's answers. Shares no code with it.
 */
import type { JsonObject } from '../../shared/models/json.ts';
import type { Query } from '../../shared/query/query.ts';

export function naiveAnswers(query: Query, _user: JsonObject, _now: number): boolean {
  return query.kind === 'everyone';
}
