/** Plain JSON, passed through verbatim: metadata, raw wire objects. */
import { z } from 'zod';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/**
 * Checks only that the value is an object. The value itself is handed on untouched: rebuilding it
 * (as z.record does) would lose a `__proto__` key.
 */
export const jsonObjectSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Expected a JSON object',
);
