/** What kind of picture bytes are, and whether all of it is there: told by literal bytes. */
import { describe, expect, it } from 'vitest';
import { headBytes, imageKindOf, isUploadable, uploadableTypeOf } from '../../../shared/images/image-kind.ts';
import { isWhole } from '../../../shared/images/whole-image.ts';
import { wholeImages } from '../../harness/whole-images.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const text = (one: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(one, encoding));

describe('the kind of a picture', () => {
  it.each([
    ['png', '89504e47 0d0a1a0a 0000000d'],
    ['jpeg', 'ffd8ffe0 00104a46 494600'],
    ['jpeg', 'ffd8ffe1 abcd4578 696600'],
    ['gif', '474946 383761 0100'],
    ['gif', '474946 383961 0100'],
    ['webp', '52494646 24000000 57454250 56503820'],
    // ftyp avif, 0, avif mif1 miaf
    ['avif', '0000001c 66747970 61766966 00000000 61766966 6d696631 6d696166'],
    // ftyp mif1, 0, mif1 avif: the kind is only among the compatible ones.
    ['avif', '00000018 66747970 6d696631 00000000 6d696631 61766966'],
    ['avif', '00000014 66747970 61766973 00000000 61766973'],
    ['heic', '00000018 66747970 68656963 00000000 6d696631 68656963'],
    ['heic', '00000014 66747970 6d696631 00000000 68656963'],
    ['tiff', '49492a00 08000000'],
    ['tiff', '4d4d002a 00000008'],
    ['tiff', '49492b00 08000000'],
    ['bmp', '424d3a00 00000000 00003600 00002800 0000'],
    ['bmp', '424d3a00 00000000 00003600 00007c00 0000'],
  ])('%s', (kind, bytes) => {
    expect(imageKindOf(hex(bytes))).toBe(kind);
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ' \n<svg>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made > by -- hand -->\n<svg width="1">',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<svg>',
    '<!DOCTYPE svg [ <!ENTITY a "<b>"> ]><svg>',
    '<s:svg xmlns:s="http://www.w3.org/2000/svg">',
    '\ufeff<SVG>',
  ])('svg: %s', (source) => {
    expect(imageKindOf(text(source))).toBe('svg');
    expect(imageKindOf(text(`\ufeff${source.replace('\ufeff', '')}`, 'utf16le'))).toBe('svg');
  });

  it.each([
    ['nothing', ''],
    ['one byte', '89'],
    ['a program', '4d5a9000 03000000 04000000 ffff0000'],
    ['a PDF', '25504446 2d312e37'],
    ['a ZIP', '504b0304 14000000'],
    ['a WAVE', '52494646 24000000 57415645'],
    ['a film', '00000018 66747970 69736f6d 00000200 69736f6d 69736f32'],
    // Its minor version is "avif": that is no brand.
    ['a film of an odd version', '00000014 66747970 69736f6d 61766966 69736f6d'],
    // What comes after the box is not part of it.
    ['a film that says avif later', '00000010 66747970 69736f6d 00000000 61766966'],
    ['a text that begins with BM', '424d5720 69732061 206d616b 65206f66 2063'],
    ['half a signature', '89504e47 0d0a'],
    ['GIF of no known version', '47494638 3861'],
  ])('none: %s', (_, bytes) => {
    expect(imageKindOf(hex(bytes))).toBeNull();
    expect(uploadableTypeOf(hex(bytes))).toBeNull();
  });

  it.each([
    '<html><svg>',
    '<svgx>',
    'svg',
    '<!-- <svg> -->',
    '<?xml version="1.0"?><rss/>',
    '<!-- open <svg>',
  ])('not an svg: %s', (source) => {
    expect(imageKindOf(text(source))).toBeNull();
  });

  it('is told by the first bytes of a file, and by those of a part of a buffer', () => {
    const file = text(`<!--${' '.repeat(headBytes)}--><svg>`);
    expect(imageKindOf(file)).toBeNull();
    const buffer = new Uint8Array([1, 2, 3, ...hex('0000001066747970617669660000000000')]);
    expect(imageKindOf(buffer.subarray(3))).toBe('avif');
  });

  it('Clerk takes four of them', () => {
    expect((['png', 'jpeg', 'gif', 'webp'] as const).every(isUploadable)).toBe(true);
    expect((['svg', 'heic', 'avif', 'tiff', 'bmp'] as const).some(isUploadable)).toBe(false);
    expect(uploadableTypeOf(hex('ffd8ffe0'))).toBe('image/jpeg');
    expect(uploadableTypeOf(text('<svg>'))).toBeNull();
  });
});

describe.each(Object.entries(wholeImages))('a %s file', (name, { kind, bytes }) => {
  it('is whole, also with something after its end', () => {
    expect(imageKindOf(bytes), name).toBe(kind);
    expect(isWhole(bytes, kind)).toBe(true);
    expect(isWhole(new Uint8Array([...bytes, 0, 1, 2, 0xff, 0xd9]), kind)).toBe(true);
  });

  it('is not whole when it is cut off anywhere', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(isWhole(bytes.subarray(0, length), kind), `${length} bytes`).toBe(false);
    }
  });
});

it('a picture without pixels is not whole', () => {
  const { png, jpeg, gif } = wholeImages;
  // No IDAT.
  expect(isWhole(new Uint8Array([...png.bytes.subarray(0, 33), ...png.bytes.subarray(-12)]), 'png')).toBe(
    false,
  );
  expect(isWhole(hex('ffd8 ffd9'), 'jpeg')).toBe(false);
  expect(isWhole(new Uint8Array([...gif.bytes.subarray(0, 13), 0x3b]), 'gif')).toBe(false);
  // Not a marker where one must be.
  expect(isWhole(new Uint8Array([0xff, 0xd8, 0x00, ...jpeg.bytes.subarray(2)]), 'jpeg')).toBe(false);
});

it('lengths that lead nowhere end, and end without a picture', () => {
  expect(isWhole(hex('89504e470d0a1a0a ffffffff 49444154 00000000 00000000'), 'png')).toBe(false);
  expect(isWhole(hex('ffd8 ffe0 0000 ffd9'), 'jpeg')).toBe(false);
  expect(isWhole(hex('474946383961 0100 0100 ff 00 00'), 'gif')).toBe(false);
  expect(isWhole(hex('52494646 ffffffff 57454250 56503820 00000000'), 'webp')).toBe(false);
});
