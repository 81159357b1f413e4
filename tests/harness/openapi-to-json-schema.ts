/** Turns OpenAPI 3.0 schemas into JSON Schema, in place of the two keywords that differ. Knows no Clerk. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonRecord = { [key: string]: Json };

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keywords that say nothing about validity, or that JSON Schema reads differently. */
const dropped = new Set(['nullable', 'discriminator', 'example', 'deprecated', 'xml', 'externalDocs']);

/** True for an object whose keys are names of properties and not keywords. */
const nameMaps = new Set(['properties', 'schemas', 'responses', 'parameters', 'content', 'paths']);

/**
 * A copy of the whole document in which every schema is JSON Schema: `nullable: true` becomes a choice
 * with null (also beside `allOf`, `oneOf` and `enum`, where a list of types would not do).
 */
export function toJsonSchema(value: Json, parentKey = ''): Json {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item));
  if (!isRecord(value)) return value;
  const isNameMap = nameMaps.has(parentKey);
  const result: JsonRecord = {};
  for (const [key, item] of Object.entries(value)) {
    if (!isNameMap && dropped.has(key)) continue;
    // A property may itself be called `properties`: inside a map of names, names mean nothing.
    result[key] = toJsonSchema(item, isNameMap ? '' : key);
  }
  if (isNameMap || value.nullable !== true) return result;
  return { anyOf: [{ type: 'null' }, result] };
}
