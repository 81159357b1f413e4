/** Merges, replaces and limits a user's metadata. Pure; knows no HTTP but its refusals. */
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import { ApiError, paramEntry } from '../http/api-error.ts';

export const metadataFields = {
  public_metadata: 'object',
  private_metadata: 'object',
  unsafe_metadata: 'object',
} as const;
export type MetadataField = keyof typeof metadataFields;

const limitBytes = 8192;

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets as data what an assignment would take for something else, e.g. `__proto__`. */
function define(target: JsonObject, key: string, value: JsonValue): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * Deep merge: objects are merged key by key, null takes a key away at any depth, anything else, arrays
 * included, takes the place of what was there.
 */
export function mergeMetadata(current: JsonObject, change: JsonObject): JsonObject {
  const result: JsonObject = { ...current };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) {
      Reflect.deleteProperty(result, key);
    } else if (isObject(value)) {
      const previous = Object.hasOwn(result, key) ? result[key] : undefined;
      define(result, key, mergeMetadata(isObject(previous) ? previous : {}, value));
    } else {
      define(result, key, value);
    }
  }
  return result;
}

/** Throws a 422 that names each field over 8 KB. */
export function checkMetadataSize(fields: Partial<Record<MetadataField, JsonObject>>): void {
  const problems = Object.entries(fields)
    .filter(([, value]) => Buffer.byteLength(JSON.stringify(value)) > limitBytes)
    .map(([name]) => paramEntry('form_param_exceeds_allowed_size', name, `${name} is larger than 8 KB.`));
  if (problems.length > 0) throw new ApiError(422, problems);
}
