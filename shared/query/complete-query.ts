/**
 * What can be completed at the caret of a search, and the text that a choice puts there. Is handed the metadata
 * paths and the values that occur; asks nobody for them.
 */
import { fieldTable, findField, metadataTable, thingTable, type FieldInfo } from './fields.ts';
import { bareOrQuoted, printPath } from './quote-value.ts';
import { pathOf, readPath } from './read-metadata.ts';
import { isQuote } from './read-values.ts';

/** What the caret stands in. A choice replaces the text from `from` to `to`. */
export type CompletionPlace = { from: number; to: number; typed: string } & (
  | { kind: 'term' }
  | { kind: 'thing' }
  /** `field` is a field's name or a metadata path, as `directory.values` takes it where `counted`. */
  | { kind: 'value'; field: string; info: FieldInfo | null; counted: boolean }
);

export interface Completion {
  /** On screen. */
  label: string;
  note: string;
  /** Users who have it; null where nobody counted. */
  count: number | null;
  /** For the text between the place's ends. */
  insert: string;
  /** It is a beginning: what comes after it can be completed at once. */
  goesOn: boolean;
}

export interface KnownValues {
  paths: readonly { path: string; users: number }[];
  /** Of the place's field; empty until they are there. */
  values: readonly { value: string; count: number }[];
}

/** Where the caret stands in a term, up to the caret; null in quotes and before a term. */
export function completionAt(text: string, caret: number): CompletionPlace | null {
  const start = startOfTerm(text, caret);
  if (start === null || isQuote(text[start])) return null;
  const typed = text.slice(start, caret);
  const to = caret + (/^[^\s(),]*/u.exec(text.slice(caret))?.[0].length ?? 0);
  const path = pathBefore(text.slice(0, caret), start);
  if (path && text[path.end] === ':' && path.end < caret) {
    return valuePlace(text, path.end + 1, caret, to, printPath(path.path), null);
  }
  const [, name = ''] = /^([a-z0-9][\w-]*):/iu.exec(typed) ?? [];
  const info = name === '' ? null : findField(name);
  if (info) return valuePlace(text, start + name.length + 1, caret, to, info.name, info);
  if (typed === '' || (typed.includes(':') && !path)) return null;
  return { kind: 'term', from: start, to, typed };
}

/** Null also where a key in quotes is still being typed. */
function pathBefore(text: string, start: number): ReturnType<typeof readPath> {
  try {
    return readPath(text, start);
  } catch {
    return null;
  }
}

function valuePlace(
  text: string,
  first: number,
  caret: number,
  to: number,
  field: string,
  info: FieldInfo | null,
): CompletionPlace | null {
  const from = startOfValue(text, first, caret);
  if (from === null) return null;
  const at = text[from] === '=' && from < caret ? from + 1 : from;
  const quoted = isQuote(text[at]) && at < caret;
  const typed = text.slice(quoted ? at + 1 : at, caret);
  if (info?.kind === 'thing') return { kind: 'thing', from, to, typed };
  const counted = info === null || info.kind === 'choice';
  // A choice writes its own quotes, in place of those around the caret.
  const closing = quoted ? /^[^"“”\\]*["“”]/u.exec(text.slice(caret))?.[0].length : undefined;
  const end = closing === undefined ? to : caret + closing;
  return { kind: 'value', from: at, to: end, typed, field, info, counted };
}

/** Past the last comma outside of quotes; null when the quotes have been closed. */
function startOfValue(text: string, first: number, caret: number): number | null {
  let start = first;
  let quoted = false;
  let closed = false;
  for (let at = first; at < caret; at += 1) {
    const character = text[at];
    if (character === '\\' && quoted) at += 1;
    else if (isQuote(character)) {
      if (quoted) closed = true;
      quoted = !quoted;
    } else if (character === ',' && !quoted) {
      start = at + 1;
      closed = false;
    }
  }
  return closed ? null : start;
}

/** Past the last space and bracket outside of quotes, and the minus after them. */
function startOfTerm(text: string, caret: number): number | null {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < caret; at += 1) {
    const character = text[at] ?? '';
    const opens = at === start || /[:,.=]/u.test(text[at - 1] ?? '');
    if (character === '\\' && quoted) at += 1;
    else if (isQuote(character) && (quoted || opens)) quoted = !quoted;
    else if (!quoted && (/[\s()]/u.test(character) || (character === '-' && at === start))) start = at + 1;
  }
  return start > caret ? null : start;
}

const most = 12;

/** The best first: what begins as typed before what has it inside; then in the order of the tables. */
export function completionsAt(place: CompletionPlace, known: KnownValues): Completion[] {
  const typed = place.typed.toLowerCase();
  const ranked = choicesAt(place, known)
    .map((choice, index) => ({ choice, index, rank: rankOf(choice.names, typed) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ choice: { label, note, count, insert, goesOn } }) => ({ label, note, count, insert, goesOn }));
  return ranked.slice(0, most);
}

interface Choice extends Completion {
  names: readonly string[];
}

/** 0: begins so; 1: by another name; 2: has it inside; -1: none of it. */
function rankOf(names: readonly string[], typed: string): number {
  const [first = '', ...others] = names.map((name) => name.toLowerCase());
  if (first.startsWith(typed)) return 0;
  if (others.some((name) => name.startsWith(typed))) return 1;
  return typed.length > 1 && first.includes(typed) ? 2 : -1;
}

function choicesAt(place: CompletionPlace, known: KnownValues): Choice[] {
  switch (place.kind) {
    case 'term':
      return termChoices(known, place.typed);
    case 'thing':
      return [...thingTable.map(thingChoice), ...known.paths.map((one) => pathChoice(one, ''))];
    case 'value':
      return valueChoices(place.info, known.values);
  }
}

function termChoices({ paths }: KnownValues, typed: string): Choice[] {
  const fields = fieldTable.flatMap(({ name, kind, means, aliases }): Choice[] => {
    const field = choice(`${name}:`, means, { names: [name, ...aliases], goesOn: true });
    return kind === 'flag' && name !== 'verified' ? [choice(name, means), field] : [field];
  });
  const roots = metadataTable.map(({ name, means }) => choice(`${name}.`, means, { goesOn: true }));
  // A root alone is of no use where the paths are known.
  const shown = paths.length > 0 && typed.includes('.') ? [] : roots;
  return [...fields, ...shown, ...paths.map((one) => pathChoice(one, ':'))];
}

/** Found by any of its keys, too: who types `plan` means `public.plan`. */
function pathChoice({ path, users }: { path: string; users: number }, sign: '' | ':'): Choice {
  const keys = pathOf(path)?.keys ?? [];
  return choice(`${path}${sign}`, 'Metadata', { names: [path, ...keys], count: users, goesOn: sign !== '' });
}

function thingChoice({ name, means, aliases }: (typeof thingTable)[number]): Choice {
  return choice(name, means, { names: [name, ...aliases] });
}

function valueChoices(info: FieldInfo | null, values: KnownValues['values']): Choice[] {
  const counted = values.map(({ value, count }) => choice(value, '', { insert: bareOrQuoted(value), count }));
  if (info?.kind === 'time') return timeChoices.map(([value, note]) => choice(value, note));
  const seen = new Set(values.map(({ value }) => value));
  const fixed = (info?.values ?? []).filter((value) => !seen.has(value));
  return [...counted, ...fixed.map((value) => choice(value, ''))];
}

const timeChoices = [
  ['today', 'Since midnight, UTC'],
  ['yesterday', ''],
  ['<7d', 'Less than 7 days ago'],
  ['<30d', 'Less than 30 days ago'],
  ['>90d', 'More than 90 days ago'],
  ['never', ''],
] as const;

function choice(label: string, note: string, more: Partial<Choice> = {}): Choice {
  return { label, note, count: null, insert: label, goesOn: false, names: [label], ...more };
}

/** The text with a choice taken, and where the caret then stands: past a space, or where it goes on. */
export function takeCompletion(
  text: string,
  place: CompletionPlace,
  { insert, goesOn }: Completion,
): { text: string; caret: number } {
  const after = text.slice(place.to);
  const gap = goesOn || /^[\s),]/u.test(after) ? '' : ' ';
  const before = text.slice(0, place.from) + insert + gap;
  return { text: before + after, caret: before.length };
}
