/** What becomes of metadata when it is merged, case by case, written out. */
import { describe, expect, test } from 'vitest';
import { checkMetadataSize, mergeMetadata } from '../../../electron/demo/operations/metadata.ts';
import { ApiError } from '../../../electron/demo/http/api-error.ts';
import { metadataCases } from '../../harness/metadata-cases.ts';

describe('mergeMetadata', () => {
  test.each(metadataCases)('$name', ({ current, patch, result }) => {
    const before = JSON.parse(current);
    expect(JSON.stringify(mergeMetadata(before, JSON.parse(patch)))).toBe(result);
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
