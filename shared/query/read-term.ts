/** Reads one term of a query: a word, a phrase, a field or a metadata path with its values. Knows no groups. */
import { findField, nearestField } from './fields.ts';
import { Mistake } from './mistake.ts';
import type { Query } from './query.ts';
import { fieldQuery } from './read-field.ts';
import { beginsQuotedPath, metadataQuery, readListedPath, readPath } from './read-metadata.ts';
import { endOfRun, isFindable, isQuote, readQuoted, readValues, type RawValue } from './read-values.ts';

export interface ReadTerm {
  query: Query | null;
  /** Where its values begin. */
  value: number | null;
  end: number;
}

export function readTerm(text: string, from: number): ReadTerm {
  if (isQuote(text[from])) {
    const { text: phrase, end } = readQuoted(text, from);
    return { query: isFindable(phrase) ? { kind: 'phrase', text: phrase } : null, value: null, end };
  }
  return readMetadata(text, from) ?? readField(text, from) ?? readWord(text, from);
}

function readMetadata(text: string, from: number): ReadTerm | null {
  const read = readPath(text, from);
  const sign = read ? text[read.end] : undefined;
  if (read && sign !== undefined && /[:<>]/u.test(sign)) {
    const at = sign === ':' ? read.end + 1 : read.end;
    const { values, end } = readValues(text, from, at);
    return { query: metadataQuery(read.path, values), value: at, end };
  }
  if (beginsQuotedPath(text, from)) {
    const end = read?.end ?? endOfRun(text, from, /\s/u);
    throw new Mistake(
      from,
      end,
      'After a metadata path come a colon and a value.',
      `${text.slice(from, end)}:*`,
    );
  }
  return null;
}

function readField(text: string, from: number): ReadTerm | null {
  const head = /([a-z0-9][\w-]*)(:|(?=[<>]))/iuy;
  head.lastIndex = from;
  const [, name = '', colon] = head.exec(text) ?? [];
  if (name === '') return null;
  const field = findField(name);
  const nameEnd = from + name.length;
  if (colon === ':' && !field) {
    if (/^(public|private|unsafe)(_?metadata)?$/iu.test(name)) {
      throw new Mistake(from, nameEnd + 1, `Name a key of it, as in ${name}.plan:pro.`);
    }
    const near = nearestField(name);
    if (near === null) return null;
    const message = `There is no field “${name}”. To search for the text itself, put it in quotes.`;
    throw new Mistake(from, nameEnd, message, near);
  }
  // `created>2026` can mean one thing only; `name<x` is text.
  if (!field || (colon === '' && field.kind !== 'time')) return null;
  const at = nameEnd + (colon ?? '').length;
  const { values, end } = field.kind === 'thing' ? readThings(text, from, at) : readValues(text, from, at);
  return { query: fieldQuery(field, values), value: at, end };
}

/** Keys in quotes may hold commas and spaces: a path is read before the list is taken apart. */
function readThings(text: string, from: number, at: number): { values: RawValue[]; end: number } {
  return readValues(text, from, at, (position) => readListedPath(text, position)?.end ?? null);
}

function readWord(text: string, from: number): ReadTerm {
  const phone = /\(\+?\d+\)[\d.\-/]*/uy;
  phone.lastIndex = from;
  const [bracket = ''] = phone.exec(text) ?? [];
  const end = Math.max(endOfRun(text, from + bracket.length, /\s/u), from + 1);
  const word = text.slice(from, end);
  if (/^(banned|locked)$/iu.test(word)) {
    return {
      query: { kind: 'flag', flag: word.toLowerCase() as 'banned' | 'locked', is: true },
      value: null,
      end,
    };
  }
  return { query: isFindable(word) ? { kind: 'word', text: word } : null, value: null, end };
}
