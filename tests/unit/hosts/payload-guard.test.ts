/** What may come over the bridge as a call's input. */
import { describe, expect, it } from 'vitest';
import { maximumInputBytes, readInput } from '../../../electron/shell/payload-guard.ts';

describe('readInput', () => {
  it('reads JSON, with every key as it is', () => {
    const read = readInput('{"__proto__":{"a":1},"b":[null]}');
    expect('value' in read && Object.keys(read.value as object)).toEqual(['__proto__', 'b']);
  });

  it.each([undefined, null, 1, {}, [], new Uint8Array(3), '', '{', 'undefined', "{'a':1}"])(
    'takes no %o',
    (text) => expect(readInput(text)).toEqual({ refusal: 'not_json' }),
  );

  it('takes a picture of the largest size, and nothing beyond its limit', () => {
    const picture = JSON.stringify('x'.repeat(Math.ceil((10 * 1024 * 1024 * 4) / 3)));
    expect(readInput(picture)).toHaveProperty('value');
    expect(readInput('1'.repeat(maximumInputBytes))).toHaveProperty('value');
    expect(readInput('1'.repeat(maximumInputBytes + 1))).toEqual({ refusal: 'too_large' });
  });
});
