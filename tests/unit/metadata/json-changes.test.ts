/** What differs between two pieces of metadata, as it is listed before a write. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changesBetween,
  changeWords,
  countWordsOf,
  isSameJson,
} from '../../../renderer/features/inspector/metadata/json-changes.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { arbitraryMetadata } from '../../harness/metadata-arbitrary.ts';

function words(before: string, after: string): string[] {
  return changesBetween(JSON.parse(before) as JsonObject, JSON.parse(after) as JsonObject).map((change) => {
    const said = changeWords(change);
    return `${said.path} ${said.words}`;
  });
}

test('names what was added, changed and deleted, by its path', () => {
  expect(
    words(
      '{"plan":"free","old":{"a":1},"deep":{"x":1,"y":2}}',
      '{"plan":"pro","deep":{"x":1,"z":[1]},"a.b":null}',
    ),
  ).toEqual([
    'plan "free" → "pro"',
    'old deleted, was {"a":1}',
    'deep.y deleted, was 2',
    'deep.z added: [1]',
    '["a.b"] added: null',
  ]);
});

test('a list is one value; the order of keys is none', () => {
  expect(words('{"l":[1,{"a":1,"b":2}],"m":[1]}', '{"m":[1,2],"l":[1,{"b":2,"a":1}]}')).toEqual([
    'm [1] → [1,2]',
  ]);
  expect(words('{"a":{"x":1}}', '{"a":[1]}')).toEqual(['a {"x":1} → [1]']);
  expect(words('{"a":{}}', '{"a":null}')).toEqual(['a {} → null']);
});

test('__proto__ and what objects inherit are keys like any other', () => {
  expect(words('{}', '{"__proto__":{"x":1}}')).toEqual(['__proto__ added: {"x":1}']);
  expect(words('{"__proto__":{"x":1}}', '{"toString":1}')).toEqual([
    '__proto__ deleted, was {"x":1}',
    'toString added: 1',
  ]);
  expect(words('{"__proto__":{"x":1}}', '{"__proto__":{"x":2}}')).toEqual(['__proto__.x 1 → 2']);
});

test('counts', () => {
  const changes = changesBetween({ a: 1, b: 1 }, { b: 2, c: 1, d: 1 });
  expect(countWordsOf(changes)).toBe('2 added, 1 changed, 1 deleted');
});

test('a long value is cut', () => {
  expect(words('{}', JSON.stringify({ a: 'x'.repeat(500) }))[0]?.length).toBeLessThan(80);
});

test('there are no changes exactly where both are the same but for the order of keys', () => {
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? // Told from a list of the same entries: an empty object is no empty list.
          ['\u0000object', ...Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))]
        : inner,
    );
  fc.assert(
    fc.property(arbitraryMetadata, arbitraryMetadata, (a, b) => {
      expect(changesBetween(a, b).length === 0).toBe(sorted(a) === sorted(b));
      expect(isSameJson(a, JSON.parse(JSON.stringify(a)) as JsonObject)).toBe(true);
    }),
    { numRuns: 400 },
  );
});
