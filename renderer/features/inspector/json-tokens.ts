/** Cuts pretty-printed JSON into pieces to be coloured. Knows no colours and no DOM. */

export type JsonTokenKind = 'plain' | 'key' | 'string' | 'number' | 'literal';

export interface JsonToken {
  kind: JsonTokenKind;
  text: string;
}

/** Beyond this many characters colours cost more than they tell. */
const colouredUpTo = 200_000;

const pieces = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** The texts of the tokens, joined, are the input again. */
export function jsonTokens(json: string): JsonToken[] {
  if (json.length > colouredUpTo) return [{ kind: 'plain', text: json }];
  const tokens: JsonToken[] = [];
  let end = 0;
  const push = (kind: JsonTokenKind, text: string) => {
    if (text !== '') tokens.push({ kind, text });
  };
  for (const match of json.matchAll(pieces)) {
    push('plain', json.slice(end, match.index));
    const [all, quoted, colon, number] = match;
    if (quoted !== undefined) {
      push(colon === undefined ? 'string' : 'key', quoted);
      push('plain', colon ?? '');
    } else {
      push(number === undefined ? 'literal' : 'number', all);
    }
    end = match.index + all.length;
  }
  push('plain', json.slice(end));
  return tokens;
}
