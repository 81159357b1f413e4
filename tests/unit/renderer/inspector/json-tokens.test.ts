/** Coloured JSON says what plain JSON says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonTokens } from '../../../../renderer/features/inspector/json-tokens.ts';

test('the pieces are the text, whatever JSON it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      const tokens = jsonTokens(text);
      expect(tokens.map((token) => token.text).join('')).toBe(text);
      for (const { kind, text: piece } of tokens) {
        if (kind === 'plain') expect(piece).not.toMatch(/[a-z0-9"]/i);
        else expect(() => JSON.parse(piece) as unknown).not.toThrow();
      }
    }),
  );
});

describe('tells apart', () => {
  test('keys and strings, also with quotes, colons and words in them', () => {
    const text = JSON.stringify({ 'a "b": true': 'c: null \\" 12', __proto__x: [1, -2.5e3, false] }, null, 2);
    const kinds = jsonTokens(text).filter(({ kind }) => kind !== 'plain');
    expect(kinds.map(({ kind }) => kind)).toEqual(['key', 'string', 'key', 'number', 'number', 'literal']);
  });
});

test('what is too long is left as it is', () => {
  const text = JSON.stringify({ a: 'x'.repeat(300_000) });
  expect(jsonTokens(text)).toEqual([{ kind: 'plain', text }]);
});
