/** Generated metadata, with the keys and values that merges get wrong. */
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../shared/models/json.ts';

/** Few, so that both sides of a merge often meet in the same key. */
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'plan') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      '',
      '0',
      '1',
      '10',
      '4294967295',
      'a.b',
      'é',
      'ключ',
      '😀',
      '\ud800',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

const leaf = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

const { value, object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 12, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 4, arbitrary: tie('object') },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 5 })
    // Defines its keys instead of setting them, as JSON.parse does.
    .map((entries): JsonObject => Object.fromEntries(entries)),
}));

export const arbitraryJson: fc.Arbitrary<JsonValue> = value;

/** As it is stored: a null never survives a merge at the level of keys, but a replacement may hold one. */
export const arbitraryMetadata: fc.Arbitrary<JsonObject> = object;

/** Objects in objects, far down: `depth` levels around `inner`. */
export function nested(depth: number, inner: JsonObject): JsonObject {
  let made = inner;
  for (let level = 0; level < depth; level += 1) made = { a: made };
  return made;
}
