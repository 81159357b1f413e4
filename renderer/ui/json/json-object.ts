/** A text that is to be one JSON object: its value if it is, and all that is to be said of it, where it stands. */
import type { JsonObject } from '../../../shared/models/json.ts';
import { jsonNotes } from './json-notes.ts';
import { lineColumnAt, type JsonNode, type LineColumn, type Span } from './json-node.ts';
import { readJson } from './read-json.ts';

export interface JsonMark extends Span {
  severity: 'error' | 'warning' | 'info';
  message: string;
  start: LineColumn;
}

export interface JsonObjectText {
  /** Null when there is an error among the marks. */
  value: JsonObject | null;
  /** As it was written; null when it is no JSON. */
  root: JsonNode | null;
  marks: JsonMark[];
}

export function readJsonObject(text: string): JsonObjectText {
  const reading = readJson(text);
  const at = (found: Omit<JsonMark, 'start'>): JsonMark => ({
    ...found,
    start: lineColumnAt(text, found.from),
  });
  if (!reading.ok) return { value: null, root: null, marks: [at({ ...reading.problem, severity: 'error' })] };
  const root = reading.node;
  const { from, to } = root;
  if (root.type !== 'object') {
    const message = 'This must be an object: braces with keys in them.';
    return { value: null, root, marks: [at({ from, to, severity: 'error', message })] };
  }
  const marks = jsonNotes(root).map(at);
  const isSound = marks.every(({ severity }) => severity !== 'error');
  return { value: isSound ? (JSON.parse(text) as JsonObject) : null, root, marks };
}
