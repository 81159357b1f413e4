/** The meter of 8 KB counts what Clerk counts: bytes of compact JSON. */
import { expect, test } from 'vitest';
import { maxBytes, nearBytes, sizeOf } from '../../../renderer/features/shell/metadata-size.ts';

/** `{"a":"…"}` of this many bytes. */
const ofSize = (bytes: number) => ({ a: 'x'.repeat(bytes - 8) });

test('counts bytes, not characters', () => {
  expect(sizeOf({}).bytes).toBe(2);
  expect(sizeOf({ a: 'é' }).bytes).toBe(10);
  expect(sizeOf({ a: '😀' }).bytes).toBe(12);
  expect(sizeOf({ a: '\n' }).bytes).toBe(10);
});

test('warns near the limit, and says no beyond it', () => {
  expect(maxBytes).toBe(8192);
  expect(sizeOf(ofSize(nearBytes - 1)).state).toBe('fine');
  expect(sizeOf(ofSize(nearBytes)).state).toBe('near');
  expect(sizeOf(ofSize(8192)).state).toBe('near');
  expect(sizeOf(ofSize(8193)).state).toBe('over');
});
