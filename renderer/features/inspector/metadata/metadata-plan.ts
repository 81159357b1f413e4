/** What a draft would do to the metadata that is there now: each kind's result, its size, and what goes out. */
import type { JsonObject } from '../../../../shared/models/json.ts';
import { readJsonObject, type JsonObjectText } from '../../../ui/json/json-object.ts';
import { changesBetween, type JsonChange } from './json-changes.ts';
import { previewMerge } from './merge-preview.ts';
import { kindWords, perKind, type MetadataKind, type PerKind } from './metadata-kinds.ts';
import { sizeOf, type MetadataSize } from '../../shell/metadata-size.ts';

/** Two names for two things: a patch that is merged in, or all of it anew. */
export type MetadataAction = 'merge' | 'replace';

export interface KindPlan {
  kind: MetadataKind;
  current: JsonObject;
  text: JsonObjectText;
  /** Null while the text is in error. */
  result: JsonObject | null;
  size: MetadataSize | null;
  changes: readonly JsonChange[];
}

export interface MetadataPlan {
  kinds: PerKind<KindPlan>;
  /** Those that would become different: only they are sent. */
  changed: MetadataKind[];
  /** Why nothing can be sent yet; null when it can. */
  obstacle: string | null;
}

/** Kinds that are not among `visible` are neither shown nor sent. */
export function planOf(
  action: MetadataAction,
  texts: PerKind<string>,
  current: PerKind<JsonObject>,
  visible: readonly MetadataKind[],
): MetadataPlan {
  const kinds = perKind((kind) => planKind(action, kind, texts[kind], current[kind]));
  const planned = visible.map((kind) => kinds[kind]);
  const inError = planned.filter(({ result }) => result === null).map(({ kind }) => kind);
  const tooLarge = planned
    .filter(({ size, changes }) => size?.state === 'over' && changes.length > 0)
    .map(({ kind }) => kind);
  const changed = planned.filter(({ changes }) => changes.length > 0).map(({ kind }) => kind);
  let obstacle: string | null = null;
  if (inError.length > 0) obstacle = `There is an error in the ${kindWords(inError)} metadata.`;
  else if (tooLarge.length > 0)
    obstacle = `The ${kindWords(tooLarge)} metadata would be larger than Clerk takes.`;
  else if (changed.length === 0)
    obstacle =
      action === 'merge' ? 'This changes nothing yet.' : 'This is what is there already: nothing changes.';
  return { kinds, changed, obstacle };
}

function planKind(action: MetadataAction, kind: MetadataKind, typed: string, current: JsonObject): KindPlan {
  const text = readJsonObject(typed);
  const result =
    text.value === null ? null : action === 'merge' ? previewMerge(current, text.value) : text.value;
  return {
    kind,
    current,
    text,
    result,
    size: result && sizeOf(result),
    changes: result ? changesBetween(current, result) : [],
  };
}

/** What goes into the call: the patch, or the whole, of the kinds that change. */
export function valuesToSend(plan: MetadataPlan): Partial<PerKind<JsonObject>> {
  return Object.fromEntries(plan.changed.map((kind) => [kind, plan.kinds[kind].text.value ?? {}]));
}

/** As every piece of metadata is shown. */
export function pretty(value: JsonObject): string {
  return JSON.stringify(value, null, 2);
}
