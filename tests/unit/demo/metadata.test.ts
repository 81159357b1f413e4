/** What becomes of metadata when it is merged, case by case, written out. */
import { describe, expect, test } from 'vitest';
import { checkMetadataSize, mergeMetadata } from '../../../electron/demo/operations/metadata.ts';
import { ApiError } from '../../../electron/demo/http/api-error.ts';

/** [what it shows, what was there, what was sent, what is there then]: as JSON, so `__proto__` is a key. */
const cases: [string, string, string, string][] = [
  ['adds a key', '{"a":1}', '{"b":2}', '{"a":1,"b":2}'],
  ['replaces a value', '{"a":1}', '{"a":"x"}', '{"a":"x"}'],
  ['leaves what is not sent', '{"a":{"x":1,"y":2}}', '{}', '{"a":{"x":1,"y":2}}'],
  [
    'merges objects at any depth',
    '{"a":{"x":{"k":1},"y":2}}',
    '{"a":{"x":{"l":3}}}',
    '{"a":{"x":{"k":1,"l":3},"y":2}}',
  ],
  ['null deletes a key', '{"a":1,"b":2}', '{"a":null}', '{"b":2}'],
  ['null deletes a key further down', '{"a":{"x":1,"y":2}}', '{"a":{"x":null}}', '{"a":{"y":2}}'],
  ['null for an absent key does nothing', '{"a":1}', '{"z":null}', '{"a":1}'],
  ['null inside a new object leaves no trace', '{}', '{"a":{"x":null,"y":1}}', '{"a":{"y":1}}'],
  ['an emptied object stays', '{"a":{"x":1}}', '{"a":{"x":null}}', '{"a":{}}'],
  ['an empty object changes nothing', '{"a":{"x":1}}', '{"a":{}}', '{"a":{"x":1}}'],
  ['arrays are replaced, not merged', '{"a":[1,2,3]}', '{"a":[4]}', '{"a":[4]}'],
  ['null inside an array is a value', '{}', '{"a":[null,{"b":null}]}', '{"a":[null,{"b":null}]}'],
  ['an object takes the place of a number', '{"a":1}', '{"a":{"x":1}}', '{"a":{"x":1}}'],
  ['a number takes the place of an object', '{"a":{"x":1}}', '{"a":1}', '{"a":1}'],
  ['an object takes the place of an array', '{"a":[1]}', '{"a":{"0":2}}', '{"a":{"0":2}}'],
  [
    'false, zero and the empty text are values',
    '{"a":1,"b":1,"c":1}',
    '{"a":false,"b":0,"c":""}',
    '{"a":false,"b":0,"c":""}',
  ],
  ['a key may be empty or have dots', '{"":1,"a.b":1}', '{"":2,"a.b":{"c":1}}', '{"":2,"a.b":{"c":1}}'],
  ['__proto__ is a key like any other', '{}', '{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
  [
    '__proto__ is merged like any other',
    '{"__proto__":{"x":1}}',
    '{"__proto__":{"y":2}}',
    '{"__proto__":{"x":1,"y":2}}',
  ],
  ['__proto__ may hold a number', '{}', '{"__proto__":5}', '{"__proto__":5}'],
  ['__proto__ may hold a list', '{}', '{"a":{"__proto__":[1]}}', '{"a":{"__proto__":[1]}}'],
  ['__proto__ is deleted like any other', '{"__proto__":{"x":1},"a":1}', '{"__proto__":null}', '{"a":1}'],
  ['constructor is not inherited into it', '{}', '{"constructor":{"x":1}}', '{"constructor":{"x":1}}'],
  ['the order of keys stays', '{"b":1,"a":1}', '{"b":2,"c":3}', '{"b":2,"a":1,"c":3}'],
];

describe('mergeMetadata', () => {
  test.each(cases)('%s', (_name, current, change, result) => {
    const before = JSON.parse(current);
    expect(JSON.stringify(mergeMetadata(before, JSON.parse(change)))).toBe(result);
    expect(JSON.stringify(before), 'what was there is not changed').toBe(current);
  });

  test('no merge reaches the prototype of all objects', () => {
    mergeMetadata({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('checkMetadataSize', () => {
  /** `{"a":"…"}` of this many bytes. */
  const ofSize = (bytes: number) => ({ a: 'x'.repeat(bytes - 8) });

  test('8 KB pass, one byte more does not', () => {
    expect(() => {
      checkMetadataSize({ public_metadata: ofSize(8192) });
    }).not.toThrow();
    expect(() => {
      checkMetadataSize({ public_metadata: ofSize(8193), private_metadata: ofSize(10) });
    }).toThrow(ApiError);
  });

  test('bytes count, not characters', () => {
    expect(() => {
      checkMetadataSize({ unsafe_metadata: { a: 'é'.repeat(4100) } });
    }).toThrow('form_param_exceeds_allowed_size');
  });
});
