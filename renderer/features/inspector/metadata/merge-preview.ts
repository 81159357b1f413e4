/**
 * What Clerk will make of a merge, computed here, before anything is sent. By Clerk's description of
 * UpdateUserMetadata: "a deep merge will be performed", "any nested JSON objects will be merged as well", and
 * keys are removed "at any level by setting their value to null".
 *
 * The patch is read as a list of single edits, each with its path, and the edits are carried out one after
 * the other. Knows no server and no screen; shares nothing with the demo server, so that each can find the
 * other wrong.
 */
import type { JsonObject, JsonValue } from '../../../../shared/models/json.ts';

type Edit = { path: readonly string[] } & (
  | { kind: 'put'; value: JsonValue }
  | { kind: 'drop' }
  /** There must be an object here; what is in it stays. */
  | { kind: 'open' }
);

/** An object whose keys keep their place and mean nothing to JavaScript, `__proto__` included. */
type Branch = Map<string, Branch | Leaf>;

/** Whatever is not an object: a merge does not look into it. */
interface Leaf {
  value: JsonValue;
}

export function previewMerge(current: JsonObject, patch: JsonObject): JsonObject {
  const tree = branchOf(current);
  for (const edit of editsOf(patch)) apply(tree, edit);
  return objectOf(tree);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** In the order of the patch: an object is opened before anything in it is edited. */
function editsOf(patch: JsonObject): Edit[] {
  const edits: Edit[] = [];
  const waiting: { path: readonly string[]; value: JsonValue }[] = [{ path: [], value: patch }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value } = next;
    if (value === null) edits.push({ kind: 'drop', path });
    else if (!isObject(value)) edits.push({ kind: 'put', path, value });
    else {
      if (path.length > 0) edits.push({ kind: 'open', path });
      const inside = Object.entries(value).map(([key, inner]) => ({ path: [...path, key], value: inner }));
      waiting.push(...inside.reverse());
    }
  }
  return edits;
}

function apply(tree: Branch, edit: Edit): void {
  let parent = tree;
  for (const key of edit.path.slice(0, -1)) {
    const child = parent.get(key);
    // Every object on the way was opened by an edit of its own.
    if (!(child instanceof Map)) return;
    parent = child;
  }
  const key = edit.path.at(-1);
  if (key === undefined) return;
  if (edit.kind === 'drop') parent.delete(key);
  else if (edit.kind === 'put') parent.set(key, { value: edit.value });
  else if (!(parent.get(key) instanceof Map)) parent.set(key, new Map());
}

function branchOf(object: JsonObject): Branch {
  return new Map(
    Object.entries(object).map(([key, value]) => [key, isObject(value) ? branchOf(value) : { value }]),
  );
}

/** `fromEntries` defines its keys instead of setting them: `__proto__` becomes a key like any other. */
function objectOf(branch: Branch): JsonObject {
  return Object.fromEntries(
    [...branch].map(([key, child]) => [key, child instanceof Map ? objectOf(child) : child.value]),
  );
}
