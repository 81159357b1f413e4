/**
 * Reads wire JSON leniently, by table: each field of a model names its wire key and a reader that never
 * throws, whatever is there. Knows no model.
 */
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';

export type Reader<T> = (value: JsonValue | undefined) => T;

/** Each field of `T`: its wire key and how it is read. A missing field does not compile. */
export type Table<T> = { readonly [K in keyof T]-?: readonly [wireKey: string, read: Reader<T[K]>] };

export function fromTable<T>(table: Table<T>, json: JsonObject): T {
  const entries = Object.entries<readonly [string, Reader<unknown>]>(table);
  return Object.fromEntries(
    entries.map(([name, [wireKey, read]]) => [name, read(valueAt(json, wireKey))]),
  ) as T;
}

/** An own property only: a wire key such as `constructor` must not find what every object inherits. */
export function valueAt(json: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(json, key) ? json[key] : undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: Reader<string | null> = (value) => (typeof value === 'string' ? value : null);
export const textOrEmpty: Reader<string> = (value) => (typeof value === 'string' ? value : '');
export const number: Reader<number | null> = (value) => (typeof value === 'number' ? value : null);
export const flag: Reader<boolean> = (value) => value === true;

/** The very object, so that its keys stay as they are. */
export const object: Reader<JsonObject> = (value) => (isJsonObject(value) ? value : {});

export const texts: Reader<string[]> = (value) =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

export const objects: Reader<JsonObject[]> = (value) =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

export function listOf<T>(table: Table<T>): Reader<T[]> {
  return (value) => objects(value).map((item) => fromTable(table, item));
}

export function optional<T>(table: Table<T>): Reader<T | null> {
  return (value) => (isJsonObject(value) ? fromTable(table, value) : null);
}
