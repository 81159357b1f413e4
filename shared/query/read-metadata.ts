/** Reads metadata paths and what is asked of them. Knows no users. */
import { Mistake } from './mistake.ts';
import type { MetadataKind, MetadataPath, MetadataTest, MetadataValue, Query } from './query.ts';
import { inOrder, pointOf, splitComparison, splitRange } from './read-times.ts';
import { quote } from './quote-value.ts';
import { endOfRun, isQuote, readQuoted, type RawValue } from './read-values.ts';

const rootPattern = /(public|private|unsafe)(?:[_-]?metadata)?\./iuy;
const bareKey = /[^\s.:"“”„()<>=,]+/uy;

/** A path from `at` on: null where none begins, or where it turns out to be a word, as in an address. */
export function readPath(query: string, at: number): { path: MetadataPath; end: number } | null {
  rootPattern.lastIndex = at;
  const root = rootPattern.exec(query);
  if (!root) return null;
  const kind = root[1]?.toLowerCase() as MetadataKind;
  const keys: string[] = [];
  let position = rootPattern.lastIndex;
  for (;;) {
    if (isQuote(query[position])) {
      const { text, end } = readQuoted(query, position);
      keys.push(text);
      position = end;
    } else {
      bareKey.lastIndex = position;
      const [key] = bareKey.exec(query) ?? [];
      if (key === undefined) return null;
      keys.push(key);
      position += key.length;
    }
    if (query[position] !== '.') return { path: { kind, keys }, end: position };
    position += 1;
  }
}

/** A whole text that is a path: `public.plan`. */
export function pathOf(text: string): MetadataPath | null {
  try {
    const read = readPath(text, 0);
    return read?.end === text.length ? read.path : null;
  } catch {
    return null;
  }
}

/** Where a path in quotes has begun, nothing but a path can follow. */
export function beginsQuotedPath(query: string, at: number): boolean {
  const pattern = /(?:public|private|unsafe)(?:[_-]?metadata)?\.(?:[^\s.:"“”„()<>=,]+\.)*["“”„]/iuy;
  pattern.lastIndex = at;
  return pattern.test(query);
}

/** A path among the things of `has:`, whose keys may hold what ends a value elsewhere. */
export function readListedPath(query: string, at: number): { path: MetadataPath; end: number } | null {
  const read = readPath(query, at);
  if (!read) return null;
  return endOfRun(query, read.end, /[\s,]/u) === read.end ? read : null;
}

export function metadataQuery(path: MetadataPath, values: readonly RawValue[]): Query {
  if (values.some((value) => !value.quoted && !value.exact && value.text === '*')) {
    return { kind: 'has', what: path, is: true };
  }
  return { kind: 'metadata', path, tests: values.map(metadataTest) };
}

function metadataTest(value: RawValue): MetadataTest {
  const { text } = value;
  if (value.quoted) return { op: value.start && text !== '' ? 'starts' : 'is', text };
  if (value.exact) return { op: 'is', text };
  const comparison = splitComparison(text);
  if (comparison) {
    const compared = valueOf(comparison.rest);
    if (!compared) {
      throw new Mistake(
        value.from,
        value.to,
        'Metadata is compared with a number or a date.',
        comparison.rest === '' ? null : quote(text),
      );
    }
    return { op: comparison.op, value: compared };
  }
  const range = rangeOf(text, value);
  if (range) return { op: 'between', ...range };
  return text.endsWith('*') ? { op: 'starts', text: text.slice(0, -1) } : { op: 'is', text };
}

/** Text with two dots in it is a range only where both of its ends can be. */
function rangeOf(
  text: string,
  raw: RawValue,
): { from: MetadataValue | null; to: MetadataValue | null } | null {
  const sides = splitRange(text);
  if (!sides || (sides.from === '' && sides.to === '')) return null;
  let [from, to] = [valueOf(sides.from), valueOf(sides.to)];
  if ((!from && sides.from !== '') || (!to && sides.to !== '')) return null;
  if (from && to && from.kind !== to.kind) [from, to] = [asTime(from, sides.from), asTime(to, sides.to)];
  if (from?.kind !== 'time' && to?.kind !== 'time') {
    if (from && to && from.number > to.number) {
      throw new Mistake(raw.from, raw.to, 'This range ends before it begins.', `${sides.to}..${sides.from}`);
    }
    return { from, to };
  }
  if (from?.kind !== 'number' && to?.kind !== 'number') {
    const ordered = inOrder(from?.at ?? null, to?.at ?? null, raw);
    return {
      from: ordered.from && { kind: 'time', at: ordered.from },
      to: ordered.to && { kind: 'time', at: ordered.to },
    };
  }
  throw new Mistake(raw.from, raw.to, 'A range is between two numbers or between two dates.', quote(text));
}

/** A year beside a date is a year. */
function asTime(value: MetadataValue, text: string): MetadataValue {
  const at = value.kind === 'number' ? pointOf(text) : null;
  return at ? { kind: 'time', at } : value;
}

function valueOf(text: string): MetadataValue | null {
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/iu.test(text)) {
    const number = Number(text);
    // Minus zero equals zero, and prints so.
    return Number.isFinite(number) ? { kind: 'number', number: number === 0 ? 0 : number } : null;
  }
  try {
    const at = pointOf(text);
    return at && { kind: 'time', at };
  } catch {
    return null;
  }
}
