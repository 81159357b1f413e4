/**
 * Reads JSON without losing what JSON.parse loses: where things stand, the order of keys, keys that stand
 * twice, numbers as typed. Takes exactly what JSON.parse takes, but says in words what is wrong and where.
 * Knows neither editor nor metadata.
 */
import type { JsonEntry, JsonNode, Span } from './json-node.ts';

export interface JsonProblem extends Span {
  message: string;
}

export type JsonReading = { ok: true; node: JsonNode } | { ok: false; problem: JsonProblem };

/** What the contract takes, too; and what can be walked without running out of stack. */
export const maxNesting = 200;

class SyntaxProblem extends Error {
  readonly problem: JsonProblem;
  constructor(message: string, from: number, to: number) {
    super(message);
    this.problem = { message, from, to };
  }
}

const blank = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What people take for a word or a number. */
const word = /[^\s,:[\]{}"]+/y;
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

export function readJson(text: string): JsonReading {
  try {
    return { ok: true, node: new Reader(text).document() };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problem: error.problem };
    throw error;
  }
}

class Reader {
  #at = 0;
  #depth = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode {
    this.#skipBlank();
    if (this.#at === this.#text.length) this.#fail('There is nothing here: an empty object is {}.', 0, 0);
    const node = this.#value();
    this.#skipBlank();
    if (this.#at < this.#text.length)
      this.#fail('The JSON ends before this: only one value may stand here.', this.#at, this.#text.length);
    return node;
  }

  #value(): JsonNode {
    const from = this.#at;
    switch (this.#text[from]) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return { type: 'string', from, value: this.#string(), to: this.#at };
      default:
        return this.#literal();
    }
  }

  #object(): JsonNode {
    const from = this.#open();
    const entries: JsonEntry[] = [];
    if (!this.#closes('}')) {
      do {
        this.#skipBlank();
        const keyFrom = this.#at;
        if (this.#text[keyFrom] !== '"') this.#failAtKey(entries.length > 0);
        const key = this.#string();
        const keySpan = { from: keyFrom, to: this.#at };
        this.#skipBlank();
        if (!this.#take(':')) this.#failHere('A colon is missing after this key.', keySpan);
        this.#skipBlank();
        if (this.#at === this.#text.length || /[,}\]]/.test(this.#text[this.#at] ?? ''))
          this.#failHere('A value is missing after this key.', keySpan);
        entries.push({ key, keySpan, node: this.#value() });
        this.#skipBlank();
      } while (this.#take(','));
      this.#expectEnd('}', from);
    }
    this.#depth -= 1;
    return { type: 'object', from, entries, to: this.#at };
  }

  #array(): JsonNode {
    const from = this.#open();
    const items: JsonNode[] = [];
    if (!this.#closes(']')) {
      do {
        this.#skipBlank();
        if (this.#text[this.#at] === ']' && items.length > 0) this.#failAtTrailingComma();
        items.push(this.#value());
        this.#skipBlank();
      } while (this.#take(','));
      this.#expectEnd(']', from);
    }
    this.#depth -= 1;
    return { type: 'array', from, items, to: this.#at };
  }

  #open(): number {
    const from = this.#at;
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > maxNesting) this.#fail(`This is nested more than ${maxNesting} deep.`, from, this.#at);
    return from;
  }

  #closes(end: string): boolean {
    this.#skipBlank();
    return this.#take(end);
  }

  #expectEnd(end: '}' | ']', openedAt: number): void {
    if (this.#take(end)) return;
    const what = end === '}' ? 'object' : 'list';
    if (this.#at === this.#text.length)
      this.#fail(`This ${what} is not closed: ${end} is missing.`, openedAt, openedAt + 1);
    this.#failHere(`A comma, or ${end} to end the ${what}, is missing before this.`);
  }

  #failAtKey(afterComma: boolean): never {
    if (this.#text[this.#at] === '}' && afterComma) this.#failAtTrailingComma();
    if (this.#text[this.#at] === "'") this.#failHere('Keys stand in double quotes, not in single ones.');
    this.#failHere(
      this.#at === this.#text.length
        ? 'The JSON ends here, before the object is closed: } is missing.'
        : 'A key in double quotes is expected here.',
    );
  }

  #failAtTrailingComma(): never {
    const comma = this.#text.lastIndexOf(',', this.#at);
    this.#fail('This comma is one too many: nothing follows it.', comma, comma + 1);
  }

  #string(): string {
    const from = this.#at;
    this.#at += 1;
    for (;;) {
      this.#match(plainCharacters);
      const next = this.#text[this.#at];
      if (next === '"') {
        this.#at += 1;
        return JSON.parse(this.#text.slice(from, this.#at)) as string;
      }
      if (next === undefined || next === '\n' || next === '\r')
        this.#fail('This text is not closed: a double quote is missing.', from, this.#at);
      if (next !== '\\') this.#failHere('A control character must be written as an escape, e.g. \\t.');
      if (this.#match(escape) === '')
        this.#fail(
          'There is no such escape. A backslash itself is \\\\.',
          this.#at,
          Math.min(this.#at + 2, this.#text.length),
        );
    }
  }

  #literal(): JsonNode {
    const from = this.#at;
    const typed = this.#match(word);
    const to = this.#at;
    if (typed === 'true' || typed === 'false') return { type: 'boolean', from, to, value: typed === 'true' };
    if (typed === 'null') return { type: 'null', from, to };
    number.lastIndex = from;
    if (typed !== '' && number.exec(this.#text)?.[0] === typed)
      return { type: 'number', from, to, literal: typed };
    this.#at = from;
    if (typed === '') this.#failHere('A value is expected here.');
    return this.#fail(literalWords(typed), from, to);
  }

  #skipBlank(): void {
    this.#match(blank);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** What the pattern finds right here, maybe nothing; the reader stands behind it then. */
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  /** At the end of the text there is nothing to point at but what stands `before` it. */
  #failHere(message: string, before?: Span): never {
    const { from, to } =
      this.#at === this.#text.length && before ? before : { from: this.#at, to: this.#at + 1 };
    return this.#fail(message, from, to);
  }

  #fail(message: string, from: number, to: number): never {
    const end = this.#text.length;
    throw new SyntaxProblem(message, Math.min(from, end), Math.min(to, end));
  }
}

function literalWords(typed: string): string {
  if (typed.startsWith("'")) return 'Text stands in double quotes, not in single ones.';
  if (typed.startsWith('//') || typed.startsWith('/*')) return 'JSON has no comments.';
  if (/^[+-]?\.?\d/.test(typed) || /^[+-.]/.test(typed)) return 'This is not a number as JSON writes them.';
  if (/^(nan|-?infinity)$/i.test(typed)) return `JSON has no ${typed}.`;
  if (/^(true|false|null|none|undefined)$/i.test(typed))
    return 'JSON knows true, false and null, in lower case. Text stands in double quotes.';
  return 'Text stands in double quotes.';
}
