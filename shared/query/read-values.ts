/** Reads the texts of a query: phrases in quotes, and the list of values after a colon. Knows no fields. */
import { Mistake } from './mistake.ts';

/** One value as written. */
export interface RawValue {
  from: number;
  to: number;
  /** Without its quotes and escapes; where it begins in the query. */
  text: string;
  textFrom: number;
  quoted: boolean;
  /** `=` before it. */
  exact: boolean;
  /** `*` after its quotes. */
  start: boolean;
}

const closers: Readonly<Record<string, RegExp>> = {
  '"': /["]/u,
  '“': /[”“"]/u,
  '”': /[”“"]/u,
  '„': /[”“"]/u,
};

export function isQuote(character: string | undefined): boolean {
  return character !== undefined && character in closers;
}

/** The text in the quotes that open at `at`. A backslash takes the next quote or backslash as it is. */
export function readQuoted(query: string, at: number): { text: string; end: number } {
  const closer = closers[query[at] ?? ''] ?? /["]/u;
  let text = '';
  for (let index = at + 1; index < query.length; index += 1) {
    const character = query[index] ?? '';
    const next = query[index + 1];
    if (character === '\\' && (next === '"' || next === '\\')) {
      text += next;
      index += 1;
    } else if (closer.test(character)) {
      return { text, end: index + 1 };
    } else {
      text += character;
    }
  }
  const escape = /(^|[^\\])(\\\\)*\\$/u.test(query) ? '\\' : '';
  throw new Mistake(at, query.length, 'This quotation mark is never closed.', `${query.slice(at)}${escape}"`);
}

/** The end of what is written in one piece from `at` on; brackets count when they close within it. */
export function endOfRun(query: string, at: number, stop: RegExp): number {
  const open: number[] = [];
  let index = at;
  for (; index < query.length; index += 1) {
    const character = query[index] ?? '';
    if (stop.test(character)) break;
    if (character === '(') open.push(index);
    else if (character === ')' && open.pop() === undefined) break;
  }
  return open[0] ?? index;
}

/**
 * The values from `at` on, right after the colon; at least one. Their field begins at `from`. `endOfPiece` says
 * where something ends that no value's rules apply to.
 */
export function readValues(
  query: string,
  from: number,
  at: number,
  endOfPiece: (at: number) => number | null = () => null,
): { values: RawValue[]; end: number } {
  const values: RawValue[] = [];
  let position = at;
  for (;;) {
    const end = endOfPiece(position);
    const value =
      end === null
        ? readValue(query, from, position, values.length === 0)
        : bareValue(query, position, position, end, false);
    values.push(value);
    if (query[value.to] !== ',') return { values, end: value.to };
    position = value.to + 1;
  }
}

function readValue(query: string, head: number, from: number, first: boolean): RawValue {
  const exact = query[from] === '=';
  const textFrom = exact ? from + 1 : from;
  if (isQuote(query[textFrom])) {
    const { text, end } = readQuoted(query, textFrom);
    const start = query[end] === '*';
    return { from, to: start ? end + 1 : end, text, textFrom: textFrom + 1, quoted: true, exact, start };
  }
  const to = endOfRun(query, textFrom, /[\s,]/u);
  if (to === textFrom) throw missingValue(query, head, textFrom, first);
  return bareValue(query, from, textFrom, to, exact);
}

function bareValue(query: string, from: number, textFrom: number, to: number, exact: boolean): RawValue {
  return { from, to, text: query.slice(textFrom, to), textFrom, quoted: false, exact, start: false };
}

function missingValue(query: string, head: number, at: number, first: boolean): Mistake {
  const group = /\(([^()"]*)\)/uy;
  group.lastIndex = at;
  const [written, inside = ''] = group.exec(query) ?? [];
  if (written !== undefined && inside.trim() !== '') {
    const list = inside
      .trim()
      .split(/(?:\s*,\s*|\s+(?:or|OR|\|+)\s+|\s+)/u)
      .join(',');
    return new Mistake(
      at,
      at + written.length,
      'Several values are a list with commas, without brackets.',
      list,
    );
  }
  const spaces = /\s+(?=[^\s()])/uy;
  spaces.lastIndex = at;
  const gap = spaces.exec(query)?.[0];
  const before = query.slice(head, at);
  if (!first) {
    return gap === undefined
      ? new Mistake(at - 1, at, 'Another value must follow the comma.', '')
      : new Mistake(at - 1, at + gap.length, 'No space may follow the comma of a list.', ',');
  }
  return gap === undefined
    ? new Mistake(head, at, `Say what to look for after “${before}”.`)
    : new Mistake(head, at + gap.length, `No space may follow “${before}”.`, before);
}

/** Signs alone are nothing that a search could find; emoji are. */
export function isFindable(text: string): boolean {
  return /[\p{L}\p{N}\p{So}]/u.test(text);
}
