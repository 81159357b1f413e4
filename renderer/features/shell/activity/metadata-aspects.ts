/** Whether a user's metadata is now as a write wanted it. Compares only what the journal kept of it. */
import type { WriteChange, WriteEntry } from '../../../../shared/models/audit.ts';
import type { JsonObject, JsonValue } from '../../../../shared/models/json.ts';
import type { User } from '../../../../shared/models/user.ts';
import type { Aspect } from './aspect.ts';

const kinds = [
  ['publicMetadata', 'public metadata'],
  ['privateMetadata', 'private metadata'],
  ['unsafeMetadata', 'unsafe metadata'],
] as const;

export function metadataAspects({ changes, method }: WriteEntry, user: User): Aspect[] {
  const isMerge = method === 'users.updateMetadata';
  return kinds.flatMap(([field, name]) => {
    const own = changes.filter((change) => keysOf(change.field)[0] === field);
    const holds = own.length === 0 ? null : metadataHolds(own, user[field], isMerge);
    if (holds === null) return [];
    const [is, isNot] = isMerge ? ['has', 'does not have'] : ['is', 'is not'];
    return [{ holds, is: `the ${name} ${is} what was sent`, isNot: `the ${name} ${isNot} what was sent` }];
  });
}

/** Null: nothing of it can be compared. */
function metadataHolds(changes: WriteChange[], now: JsonObject, isMerge: boolean): boolean | null {
  const told = changes.map((change) => leafHolds(change, now, isMerge));
  if (told.includes(false)) return false;
  if (!isMerge && !changes.some(isWhole) && !hasOnly(changes, now)) return false;
  return told.includes(true) ? true : null;
}

function leafHolds(change: WriteChange, now: JsonObject, isMerge: boolean): boolean | null {
  const keys = keysOf(change.field).slice(1);
  const at = valueAt(now, keys);
  if (!('value' in change)) return keys.length > 0 && at === undefined ? false : null;
  const { value = null } = change;
  if (!isMerge) return at !== undefined && isSame(value, at);
  if (value === null) return at === undefined;
  // A merge of nothing changes nothing, but makes an object of what was none.
  if (isObject(value)) return keys.length === 0 ? null : isObject(at);
  return at !== undefined && isSame(value, at);
}

/** Noted as a whole, as it was too large, or empty. */
function isWhole({ field }: WriteChange): boolean {
  return keysOf(field).length === 1;
}

/** No key beside those that were sent. */
function hasOnly(changes: WriteChange[], now: JsonObject): boolean {
  const sent = changes.map(({ field }) => keysOf(field).slice(1));
  const allowed = (path: string[]): boolean =>
    sent.some((keys) => path.every((key, index) => index >= keys.length || keys[index] === key));
  const inside = (value: JsonValue, path: string[]): boolean =>
    allowed(path) &&
    (!isObject(value) || Object.entries(value).every(([key, inner]) => inside(inner, [...path, key])));
  return inside(now, []);
}

/** `publicMetadata["a key"].b` → its three keys. */
function keysOf(field: string): string[] {
  const keys: string[] = [];
  for (const [, plain, quoted] of field.matchAll(/(?:^|\.)([\w$-]+)|\[("(?:[^"\\]|\\.)*")\]/g)) {
    keys.push(plain ?? (JSON.parse(quoted ?? '""') as string));
  }
  return keys;
}

/** Own keys only: `__proto__` may be one. */
function valueAt(value: JsonValue, keys: string[]): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const key of keys) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys means nothing. */
function isSame(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index] ?? null));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
}
