/** JSON as rows of a tree: levels, positions, what is open, and what is copied of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonNode } from '../../../renderer/ui/json/json-node.ts';
import { pathWords } from '../../../renderer/ui/json/json-path.ts';
import { readJson } from '../../../renderer/ui/json/read-json.ts';
import { copyTextOf, treeRows, typeWords } from '../../../renderer/ui/json/tree-rows.ts';
import { arbitraryMetadata } from '../../harness/metadata-arbitrary.ts';

function read(text: string): JsonNode {
  const reading = readJson(text);
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.node;
}

const all = () => true;

describe('treeRows', () => {
  test('numbers levels and siblings, and shows only what is open', () => {
    const rows = treeRows(read('{"a":{"x":1,"y":[2]},"b":null}'), (_id, level) => level < 2);
    expect(
      rows.map(({ name, level, position, siblings, expanded }) => [
        name,
        level,
        position,
        siblings,
        expanded,
      ]),
    ).toEqual([
      ['a', 1, 1, 2, true],
      ['x', 2, 1, 2, null],
      ['y', 2, 2, 2, false],
      ['b', 1, 2, 2, null],
    ]);
  });

  test('an empty object or list has nothing to open', () => {
    expect(treeRows(read('{"a":{},"b":[]}'), all).map(({ expanded }) => expanded)).toEqual([null, null]);
  });

  test('every row has an id of its own, however strange the keys, and twice the same key', () => {
    expect(
      new Set(treeRows(read('{"a":1,"a":2,"a~1":3,"a/b":{"c":1},"a":{"b/c":1}}'), all).map(({ id }) => id))
        .size,
    ).toBe(7);
    fc.assert(
      fc.property(arbitraryMetadata, (value) => {
        const ids = treeRows(read(JSON.stringify(value)), all).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

test('paths are written as in JavaScript', () => {
  expect(pathWords(['plan', 'features', 0, 'a.b', ''])).toBe('plan.features[0]["a.b"][""]');
  expect(pathWords(['ключ', '1', '__proto__'])).toBe('ключ["1"].__proto__');
});

test('a copied value is a text without quotes, or JSON indented from its own start', () => {
  const text = JSON.stringify({ a: 'x "y"', b: { c: [1, { d: 2 }] }, n: 1 }, null, 2);
  const rows = treeRows(read(text), all);
  const copied = (name: string) => {
    const row = rows.find((each) => each.name === name);
    return row && copyTextOf(row.node, text);
  };
  expect(copied('a')).toBe('x "y"');
  expect(copied('b')).toBe(JSON.stringify({ c: [1, { d: 2 }] }, null, 2));
  expect(copied('n')).toBe('1');
});

test('types in words', () => {
  const row = (json: string) => typeWords(read(json));
  expect(['{}', '{"a":1}', '[1,2]', '"a"', '1', 'true', 'null'].map(row)).toEqual([
    'object, 0 keys',
    'object, 1 key',
    'list, 2 items',
    'text',
    'number',
    'true or false',
    'null',
  ]);
});
