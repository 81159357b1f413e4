/** What is told of files before any is decoded. */
import { describe, expect, test } from 'vitest';
import { checkFile } from '../../../../../renderer/features/profile-image/many/check-file.ts';
import { wholeImages } from '../../../../harness/whole-images.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a file', () => {
  test('is drawn and sent when it is a picture, whatever it is called', async () => {
    const file = new File([wholeImages.jpeg.bytes], 'program.exe');
    expect(await checkFile(file)).toEqual({ refusal: null, drawable: true });
  });

  test('that says it is enormous is refused', async () => {
    const bytes = wholeImages.png.bytes.slice();
    new DataView(bytes.buffer).setUint32(16, 20_000);
    new DataView(bytes.buffer).setUint32(20, 20_000);
    expect((await checkFile(new File([bytes], 'a.png'))).refusal?.reason).toBe('too-many-pixels');
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
