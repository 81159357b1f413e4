/** Plain JSON, passed through verbatim: metadata, raw wire objects. */
import { z } from 'zod';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** Deeper than anything that fits Clerk's 8 KB of metadata in earnest, and safe to recurse into. */
const maxDepth = 200;

function isJson(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      if (depth >= maxDepth) return false;
      if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
      return Object.values(value).every((item) => isJson(item, depth + 1));
    default:
      return false;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value, 0);
}

/**
 * Checks the value and hands it on untouched: rebuilding it (as z.record does) would lose a
 * `__proto__` key.
 */
export const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'Expected a JSON object');

/** Any JSON, checked and handed on untouched. */
export const jsonValueSchema = z.custom<JsonValue>((value) => isJson(value, 0), 'Expected JSON');
