/** JSON as it was written: every key in its place, twice if it stands there twice, numbers as typed. Knows no DOM. */

/** Offsets into the text, as JavaScript counts characters. */
export interface Span {
  from: number;
  to: number;
}

export interface JsonEntry {
  key: string;
  keySpan: Span;
  node: JsonNode;
}

export type JsonNode = Span &
  (
    | { type: 'object'; entries: JsonEntry[] }
    | { type: 'array'; items: JsonNode[] }
    | { type: 'string'; value: string }
    | { type: 'number'; literal: string }
    | { type: 'boolean'; value: boolean }
    | { type: 'null' }
  );

/** Where something stands, as editors count: from 1. */
export interface LineColumn {
  line: number;
  column: number;
}

export function lineColumnAt(text: string, offset: number): LineColumn {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
