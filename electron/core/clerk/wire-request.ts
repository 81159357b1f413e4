/**
 * Builds a request's path, query and body from an operation's input, by tables of known fields: what is
 * not in the table is not sent, and what a field holds is sent as it is. Knows no HTTP and no operation.
 */
import { fail } from '../../../shared/failure.ts';
import type { JsonObject } from '../../../shared/models/json.ts';

export type Query = [name: string, value: string][];

export type WireBody =
  | { kind: 'json'; value: JsonObject }
  | { kind: 'image'; contentType: string; bytes: Uint8Array<ArrayBuffer> };

export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, its segments encoded, e.g. `/users/user_1/ban`. */
  path: string;
  query: Query;
  body: WireBody | undefined;
}

/** The contract's field name to the wire's. */
export type FieldTable = Readonly<Record<string, string>>;

/** Clerk falls back to 10 when more than this is asked for, without saying so. */
const largestPage = 500;

/**
 * A template whose values become one path segment each. Throws an AppError `invalid_input` for a value
 * that would change the path: URL parsers resolve `.` and `..`, also where they are percent-encoded.
 */
export function path(literals: TemplateStringsArray, ...segments: string[]): string {
  return literals.reduce(
    (built, literal, index) => built + encodeSegment(segments[index - 1] ?? '') + literal,
  );
}

function encodeSegment(segment: string): string {
  try {
    if (!['', '.', '..'].includes(segment)) return encodeURIComponent(segment);
  } catch {
    // Half of a surrogate pair has no encoding.
  }
  throw fail('invalid_input', 'An id in this call is not one that Clerk could have given. Nothing was sent.');
}

/** Arrays become repeated keys: Clerk ignores `user_id[0]=…` and would answer with every user. */
export function toQuery(table: FieldTable, input: object): Query {
  return knownFields(table, input).flatMap(([wireName, value]): Query => {
    if (Array.isArray(value)) return value.map((item) => [wireName, String(item)]);
    if (wireName === 'limit') return [[wireName, String(Math.min(Number(value), largestPage))]];
    return [[wireName, String(value)]];
  });
}

/** The values are handed on, not rebuilt: metadata keeps its keys, `__proto__` among them. */
export function toBody(table: FieldTable, input: object): WireBody {
  return { kind: 'json', value: Object.fromEntries(knownFields(table, input)) as JsonObject };
}

function knownFields(table: FieldTable, input: object): [wireName: string, value: unknown][] {
  return Object.entries(table).flatMap(([name, wireName]): [string, unknown][] => {
    const value: unknown = Object.hasOwn(input, name) ? input[name as keyof typeof input] : undefined;
    return value === undefined ? [] : [[wireName, value]];
  });
}

/** `URLSearchParams` writes `+` as `%2B`, which Clerk's include and order signs need. */
export function urlOf(apiUrl: string, request: Pick<WireRequest, 'path' | 'query'>): string {
  const query = new URLSearchParams(request.query).toString();
  return `${apiUrl}${request.path}${query === '' ? '' : `?${query}`}`;
}
