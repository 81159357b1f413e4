/** The preview of a merge: held to the literal cases, and to the demo server's merge by generated ones. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeMetadata } from '../../../electron/demo/operations/metadata.ts';
import { previewMerge } from '../../../renderer/features/inspector/metadata/merge-preview.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { arbitraryMetadata, nested } from '../../harness/metadata-arbitrary.ts';
import { metadataCases } from '../../harness/metadata-cases.ts';

const parse = (text: string) => JSON.parse(text) as JsonObject;

describe('the preview of a merge', () => {
  test.each(metadataCases)('$name', ({ current, patch, result }) => {
    const before = parse(current);
    const change = parse(patch);
    expect(JSON.stringify(previewMerge(before, change))).toBe(result);
    expect(JSON.stringify(before), 'what was there is not changed').toBe(current);
    expect(JSON.stringify(change), 'nor is the patch').toBe(patch);
  });

  test('reaches no prototype', () => {
    previewMerge({}, parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
    expect({}).not.toHaveProperty('polluted');
  });

  test('is what the server makes of it, in the same order of keys', () => {
    fc.assert(
      fc.property(arbitraryMetadata, arbitraryMetadata, (current, patch) => {
        expect(JSON.stringify(previewMerge(current, patch))).toBe(
          JSON.stringify(mergeMetadata(current, patch)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('is that 190 levels down, too', () => {
    fc.assert(
      fc.property(arbitraryMetadata, arbitraryMetadata, (current, patch) => {
        const [before, change] = [nested(180, current), nested(180, patch)];
        expect(JSON.stringify(previewMerge(before, change))).toBe(
          JSON.stringify(mergeMetadata(before, change)),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('merged twice is merged once', () => {
    fc.assert(
      fc.property(arbitraryMetadata, arbitraryMetadata, (current, patch) => {
        const once = previewMerge(current, patch);
        expect(JSON.stringify(previewMerge(once, patch))).toBe(JSON.stringify(once));
      }),
    );
  });
});
