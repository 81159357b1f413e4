/** Reads a search as people type it into a query tree. Never throws; knows no users and no database. */
import { Mistake } from './mistake.ts';
import type { Query } from './query.ts';
import { readTerm } from './read-term.ts';
import { endOfRun } from './read-values.ts';

/** A part of the text at its top level. Its brackets, quotes and minus belong to it. */
export interface Term {
  from: number;
  /** Exclusive. */
  to: number;
  /** Where what is asked for begins, after the colon; null without one. */
  value: number | null;
  /** Null where nothing is asked: a sign alone, or what an error stands in. */
  query: Query | null;
}

/** Positions count UTF-16 units, as those of a text field do. */
export interface QueryError {
  from: number;
  /** Exclusive. */
  to: number;
  message: string;
  /** What to put in place of these characters. */
  suggestion: string | null;
}

export type ParsedQuery =
  { ok: true; query: Query; terms: Term[] } | { ok: false; error: QueryError; terms: Term[] };

export const maxQueryLength = 4000;
/** Groups within groups. What is printed has brackets around each, and must be read again. */
const maxDepth = 32;
const maxBrackets = 2 * maxDepth;
const tooDeep = `Groups stand within each other ${String(maxDepth)} times at most.`;

export function parseQuery(text: string): ParsedQuery {
  return new Parser(text).parse();
}

/** All of them in one; nothing of nothing. Groups of a kind within each other are one. */
function joined(kind: 'all' | 'any', of: readonly Query[]): Query[] {
  const flat = of.flatMap((one) => (one.kind === kind ? one.of : [one]));
  return flat.length > 1 ? [{ kind, of: flat }] : flat;
}

/** How many groups stand within each other, at most. */
function depthOf(query: Query): number {
  if (query.kind === 'not') return depthOf(query.of);
  return query.kind === 'all' || query.kind === 'any' ? 1 + Math.max(...query.of.map(depthOf)) : 0;
}

class Parser {
  readonly #text: string;
  readonly #terms: Term[] = [];
  #at = 0;
  #error: QueryError | null = null;
  /** The outermost bracket that is never closed, and how many there are. */
  #unclosed: number | null = null;
  #unclosedCount = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): ParsedQuery {
    const { length } = this.#text;
    if (length > maxQueryLength) {
      const message = `A search is at most ${String(maxQueryLength)} characters long.`;
      const error = { from: maxQueryLength, to: length, message, suggestion: '' };
      return { ok: false, error, terms: [] };
    }
    const query = this.#readAny(0) ?? { kind: 'everyone' };
    if (this.#error === null && this.#unclosed !== null) {
      const suggestion = this.#text.slice(this.#unclosed).trimEnd() + ')'.repeat(this.#unclosedCount);
      const message = 'This bracket is never closed.';
      this.#error = { from: this.#unclosed, to: length, message, suggestion };
    }
    if (depthOf(query) > maxDepth) this.#note(new Mistake(0, length, tooDeep));
    if (this.#error !== null) return { ok: false, error: this.#error, terms: this.#terms };
    return { ok: true, query, terms: this.#terms };
  }

  /** Terms with `or` between some of them, which binds weaker than the space between the others. */
  #readAny(depth: number): Query | null {
    const branches: Query[] = [];
    let branch: Query[] = [];
    let begun = false;
    for (;;) {
      this.#skip(/\s+/uy);
      const next = this.#text[this.#at];
      if (next === undefined || (next === ')' && depth > 0)) break;
      if (next === ')') {
        this.#note(new Mistake(this.#at, this.#at + 1, 'This bracket closes nothing.', ''));
        this.#at += 1;
      } else if (begun && this.#takeOperator(/(?:or|Or|OR|\|\|?)(?=\s)/uy)) {
        branches.push(...joined('all', branch));
        branch = [];
        begun = false;
      } else if (!begun || !this.#takeOperator(/AND(?=\s)/uy)) {
        const term = this.#readTerm(depth);
        if (term) branch.push(term);
        begun = true;
      }
    }
    return joined('any', [...branches, ...joined('all', branch)])[0] ?? null;
  }

  /** With what negates it. */
  #readTerm(depth: number): Query | null {
    const from = this.#at;
    let negated = false;
    for (;;) {
      if (this.#skip(/-(?=[^\s)])/uy) || this.#takeOperator(/NOT(?=\s)/uy)) negated = !negated;
      else break;
    }
    let value: number | null = null;
    let query: Query | null = null;
    try {
      if (this.#opensGroup()) {
        query = this.#readGroup(depth);
      } else {
        const read = readTerm(this.#text, this.#at);
        this.#at = read.end;
        [value, query] = [read.value, read.query];
      }
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      this.#note(error);
      this.#at = Math.max(this.#at + 1, error.to, endOfRun(this.#text, this.#at, /\s/u));
    }
    if (query && negated) query = query.kind === 'not' ? query.of : { kind: 'not', of: query };
    if (depth === 0) this.#terms.push({ from, to: this.#at, value, query });
    return query;
  }

  /** A phone number may begin with a bracket. */
  #opensGroup(): boolean {
    const phone = /\(\+?\d+\)[\d.\-/]*\d[\d.\-/]*(?=[\s)]|$)/uy;
    phone.lastIndex = this.#at;
    return this.#text[this.#at] === '(' && !phone.test(this.#text);
  }

  #readGroup(depth: number): Query | null {
    const open = this.#at;
    if (depth >= maxBrackets) throw new Mistake(open, this.#text.length, tooDeep);
    this.#at += 1;
    const query = this.#readAny(depth + 1);
    if (this.#text[this.#at] === ')') {
      this.#at += 1;
    } else {
      this.#unclosed = open;
      this.#unclosedCount += 1;
    }
    return query;
  }

  /** A word between two terms; at the end of the text or a group it is a word like any other. */
  #takeOperator(pattern: RegExp): boolean {
    const start = this.#at;
    if (!this.#skip(pattern)) return false;
    this.#skip(/\s+/uy);
    const next = this.#text[this.#at];
    if (next !== undefined && next !== ')') return true;
    this.#at = start;
    return false;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    this.#at += found?.length ?? 0;
    return found !== undefined;
  }

  #note({ from, to, message, suggestion }: Mistake): void {
    this.#error ??= { from, to, message, suggestion };
  }
}
