/** What differs between two pieces of JSON, key by key, and in words. The order of keys is no difference. */
import type { JsonObject, JsonValue } from '../../../../shared/models/json.ts';
import { pathWords, type JsonPath } from '../../../ui/json/json-path.ts';

export type JsonChange =
  | { kind: 'added'; path: JsonPath; after: JsonValue }
  | { kind: 'deleted'; path: JsonPath; before: JsonValue }
  | { kind: 'changed'; path: JsonPath; before: JsonValue; after: JsonValue };

/** Lists are compared whole: an item has no name by which it could be called changed. */
export function changesBetween(before: JsonObject, after: JsonObject, path: JsonPath = []): JsonChange[] {
  const changes: JsonChange[] = [];
  for (const [key, old] of Object.entries(before)) {
    const here = [...path, key];
    if (!Object.hasOwn(after, key)) {
      changes.push({ kind: 'deleted', path: here, before: old });
      continue;
    }
    const now = after[key] ?? null;
    if (isObject(old) && isObject(now)) changes.push(...changesBetween(old, now, here));
    else if (!isSameJson(old, now)) changes.push({ kind: 'changed', path: here, before: old, after: now });
  }
  for (const [key, value] of Object.entries(after)) {
    if (!Object.hasOwn(before, key)) changes.push({ kind: 'added', path: [...path, key], after: value });
  }
  return changes;
}

export function isSameJson(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => isSameJson(item, b[at] ?? null))
    );
  }
  if (isObject(a) && isObject(b)) return changesBetween(a, b).length === 0;
  // -0 and 0 are one number on the wire.
  return a === b;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** E.g. `plan: "free" → "pro"`. */
export function changeWords(change: JsonChange): { path: string; words: string } {
  const path = pathWords(change.path);
  switch (change.kind) {
    case 'added':
      return { path, words: `added: ${brief(change.after)}` };
    case 'deleted':
      return { path, words: `deleted, was ${brief(change.before)}` };
    case 'changed':
      return { path, words: `${brief(change.before)} → ${brief(change.after)}` };
  }
}

/** E.g. `2 added, 1 deleted`. */
export function countWordsOf(changes: readonly JsonChange[]): string {
  const counts = (['added', 'changed', 'deleted'] as const)
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0);
  return counts.map(({ kind, count }) => `${count.toLocaleString()} ${kind}`).join(', ');
}

/** Enough of a value to know it by. */
function brief(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
