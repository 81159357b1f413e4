/** Reading JSON: exactly what JSON.parse takes, with a sentence and a place for what it does not take. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonNode } from '../../../renderer/ui/json/json-node.ts';
import { lineColumnAt } from '../../../renderer/ui/json/json-node.ts';
import { maxNesting, readJson } from '../../../renderer/ui/json/read-json.ts';
import { arbitraryJson } from '../../harness/metadata-arbitrary.ts';

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function valueOf(node: JsonNode): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(node.entries.map(({ key, node: inner }) => [key, valueOf(inner)]));
    case 'array':
      return node.items.map(valueOf);
    case 'number':
      return Number(node.literal);
    case 'string':
    case 'boolean':
      return node.value;
    case 'null':
      return null;
  }
}

/** Reads as JSON.parse does, or refuses as it does. */
function expectAsParsed(text: string): void {
  const expected = parsed(text);
  const reading = readJson(text);
  expect(reading.ok, JSON.stringify(text)).toBe(expected !== null);
  if (reading.ok && expected) {
    expect(JSON.stringify(valueOf(reading.node))).toBe(JSON.stringify(expected.value));
    expect(parsed(text.slice(reading.node.from, reading.node.to))).toEqual(expected);
  }
}

describe('readJson', () => {
  test('reads what JSON.stringify writes, however it is indented', () => {
    fc.assert(
      fc.property(arbitraryJson, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        expectAsParsed(JSON.stringify(value, null, indent));
      }),
      { numRuns: 1000 },
    );
  });

  test('takes and refuses the same texts as JSON.parse', () => {
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '\\u12', '\\n', 'a', "'a'", '1', '-', '-0', '01'],
      ...['.5', '1.', '1e5', '1E+2', '+1', 'true', 'True', 'null', ' ', '\n', '\t', '\u00a0', '\u0001', '//'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => expectAsParsed(pieces.join(''))),
      { numRuns: 20_000 },
    );
  });

  test('takes and refuses the same texts with one character changed', () => {
    const text = fc.array(arbitraryJson, { maxLength: 3 }).map((value) => JSON.stringify(value, null, 1));
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '{', '\\', '0', 'x'),
        (whole, at, by) => {
          const cut = at % (whole.length + 1);
          expectAsParsed(whole.slice(0, cut) + by + whole.slice(cut + 1));
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('keeps keys that stand twice, and their order', () => {
    const reading = readJson('{"b":1,"10":2,"b":3,"9":4}');
    expect(
      reading.ok && reading.node.type === 'object' && reading.node.entries.map(({ key }) => key),
    ).toEqual(['b', '10', 'b', '9']);
  });

  test('says where it is nested too deep instead of running out of stack', () => {
    expect(readJson('['.repeat(maxNesting) + ']'.repeat(maxNesting)).ok).toBe(true);
    expect(readJson('['.repeat(100_000))).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('nested'), from: maxNesting },
    });
  });

  /** [text with « and » around what is pointed at, part of the sentence] */
  const problems: [string, string][] = [
    ['«»', 'nothing here'],
    ['{"a":1«,»}', 'one too many'],
    ['[1, 2«,»\n]', 'one too many'],
    ['{"a":1 «"»b":2}', 'A comma, or } to end the object, is missing'],
    ['[1 «2»]', 'A comma, or ] to end the list, is missing'],
    ['{"a" «1»}', 'A colon is missing'],
    ['{"a":«}»', 'A value is missing'],
    ['{"a":1,«"b"»:', 'A value is missing'],
    ['«{»"a":1', '} is missing'],
    ['{"a":«[»1', '] is missing'],
    ['{«a»:1}', 'A key in double quotes is expected'],
    ["{«'»a':1}", 'not in single ones'],
    ['{"a":«\'b\'»}', 'not in single ones'],
    ['{"a":«"b»\n}', 'not closed'],
    ['{"a":"«\\x»"}', 'no such escape'],
    ['{"a":"«\t»"}', 'escape'],
    ['{"a":«01»}', 'not a number'],
    ['{"a":«+1»}', 'not a number'],
    ['{"a":«NaN»}', 'JSON has no NaN'],
    ['{"a":«True»}', 'lower case'],
    ['{"a":«pro»}', 'Text stands in double quotes'],
    ['{"a":1,«/»/ b\n}', 'double quotes is expected'],
    ['{"a":«//b»\n}', 'no comments'],
    ['{}«{}»', 'ends before this'],
  ];
  test.each(problems)('%s', (marked, words) => {
    const from = marked.indexOf('«');
    const to = marked.indexOf('»') - 1;
    const text = marked.replace('«', '').replace('»', '');
    expect(readJson(text)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining(words), from, to },
    });
  });
});

test('lines and columns count from 1', () => {
  expect(lineColumnAt('', 0)).toEqual({ line: 1, column: 1 });
  expect(lineColumnAt('{\n  "a"\r\n}', 4)).toEqual({ line: 2, column: 3 });
  expect(lineColumnAt('{\n  "a"\r\n}', 9)).toEqual({ line: 3, column: 1 });
});
