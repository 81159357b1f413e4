/** What is told of files before any is decoded. */
import { describe, expect, test } from 'vitest';
import { checkFile } from '../../../../../renderer/features/profile-image/many/check-file.ts';
import { pixelsOf } from '../../../../../renderer/features/profile-image/many/image-pixels.ts';
import { wholeImages } from '../../../../harness/whole-images.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('pixels', () => {
  test.each([
    ['png', 1],
    ['jpeg', 256],
    ['jpeg with a thumbnail', 256],
    ['gif', 1],
    ['webp', 1],
  ] as const)('of a %s are read from its header', (name, pixels) => {
    const { bytes, kind } = wholeImages[name];
    expect(pixelsOf(bytes, kind)).toBe(pixels);
  });

  test.each(['png', 'jpeg', 'gif', 'webp'] as const)('of a %s that is cut off are not known', (kind) => {
    const { bytes } = wholeImages[kind];
    for (let length = 0; length < bytes.length; length += 1) {
      const pixels = pixelsOf(bytes.subarray(0, length), kind);
      expect([null, kind === 'jpeg' ? 256 : 1]).toContain(pixels);
    }
  });
});

describe('a file', () => {
  test('is drawn and sent when it is a picture, whatever it is called', async () => {
    const file = new File([wholeImages.jpeg.bytes], 'program.exe');
    expect(await checkFile(file)).toEqual({ refusal: null, drawable: true });
  });

  test('that says it is enormous is not drawn', async () => {
    const bytes = wholeImages.png.bytes.slice();
    new DataView(bytes.buffer).setUint32(16, 20_000);
    new DataView(bytes.buffer).setUint32(20, 20_000);
    expect(await checkFile(new File([bytes], 'a.png'))).toEqual({ refusal: null, drawable: false });
  });

  test.each([
    ['empty', ''],
    ['not-an-image', 'MZ a program'],
    ['not-accepted', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
    ['not-accepted', 'II*\0 a scan'],
    ['too-large', 'x'.repeat(10_000_001)],
  ])('is refused as %s', async (reason, content) => {
    const { refusal, drawable } = await checkFile(new File([bytesOf(content)], 'jane.png'));
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.message).toMatch(/\.$/);
    expect(drawable).toBe(false);
  });

  test('that is gone meanwhile is refused, not thrown', async () => {
    const file = new File(['x'], 'a.png');
    Object.defineProperty(file, 'slice', {
      value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }),
    });
    expect((await checkFile(file)).refusal?.reason).toBe('unreadable');
  });
});
