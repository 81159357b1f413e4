/** Free text becomes terms and conditions by one rule, and nothing a user types is index syntax. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, searchExpressionOf, searchTextOf } from '../../../electron/core/directory/search-text.ts';

const termsOf = (...texts: string[]) => searchTextOf({ id: 'user_A1b2', texts, phones: [] }).split(' ');

describe('terms', () => {
  test.each<[string, string[]]>([
    ['Jane', ['jane']],
    ['Zoë Ångström', ['zoe', 'angstrom']],
    ['O’Brien', ['o.brien', 'brien']],
    [
      'jane.doe+x@acme.co.uk',
      ['jane.doe.x.acme.co.uk', 'doe.x.acme.co.uk', 'x.acme.co.uk', 'acme.co.uk', 'co.uk', 'uk'],
    ],
    ['Straße', ['strasse']],
    ['田中太郎', ['田中太郎', '中太郎', '太郎', '郎']],
    ['김민수', ['김민수', '민수', '수']],
    ['ｆｕｌｌ', ['full']],
    ['🦄', ['🦄']],
    ['--', []],
  ])('%s', (text, expected) => {
    expect(termsOf(text)).toEqual(['~a1b2', ...expected]);
  });

  test('of a phone number: all of it, and its tails', () => {
    const text = searchTextOf({ id: 'user_1', texts: [], phones: ['+1 (415) 555-0123'] });
    expect(text.split(' ')).toEqual(
      '~1 14155550123 4155550123 155550123 55550123 5550123 550123 50123 0123'.split(' '),
    );
  });

  test('stay few and short, whatever the text', () => {
    const terms = termsOf('a.'.repeat(5000), '太'.repeat(5000), '😀'.repeat(500), 'x '.repeat(5000));
    expect(terms.length).toBeLessThanOrEqual(400);
    for (const term of terms) {
      expect(term.length).toBeLessThanOrEqual(64);
      // No half of a character.
      expect(term).not.toMatch(/\p{Cs}/u);
    }
  });
});

describe('conditions', () => {
  test.each<[string, string | null]>([
    ['', null],
    ['  \t\n', null],
    ['!!! ...', null],
    ['user_', null],
    ['Zoë', '("zoe" *)'],
    ['jane DOE', '("jane" * OR "~jane" *) AND ("doe" *)'],
    ['jane jane', '("jane" * OR "~jane" *)'],
    ['@acme.com', '("acme.com" *)'],
    ['user_2bQ7', '("user.2bq7" * OR "~2bq7" *)'],
    ['555-0123', '("555.0123" * OR "5550123" *)'],
    ['a" OR "b', '("a" *) AND ("or" *) AND ("b" *)'],
  ])('%j', (query, expected) => {
    expect(searchExpressionOf(query)).toBe(expected);
  });

  test('hold nothing but letters, digits and dots between their quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const expression = searchExpressionOf(query);
        if (expression === null) return;
        const quoted = expression.split('"').filter((_, index) => index % 2 === 1);
        for (const term of quoted) expect(term).toMatch(/^~?[\p{L}\p{N}\p{M}\p{So}.]+$/u);
        expect(
          expression
            .split('"')
            .filter((_, index) => index % 2 === 0)
            .join(''),
        ).toMatch(/^[() *ORAND]*$/u);
      }),
      { seed: 4 },
    );
  });

  test('of any word of a text are met by the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const terms = termsOf(text);
        for (const word of text.split(/\s+/u)) {
          const expression = searchExpressionOf(word);
          if (expression === null) continue;
          const wanted = [...expression.matchAll(/"([^"]+)"/gu)].map((match) => match[1] ?? '');
          expect(wanted.some((start) => terms.some((term) => term.startsWith(start)))).toBe(true);
        }
      }),
      { seed: 4 },
    );
  });
});

test('folding is the same for plain text, the short way and the long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(foldText(text)).toBe(foldText(`${text}é`).slice(0, -1));
    }),
    { seed: 5 },
  );
});
