/** What a file is, how large it says that it is, and where it was taken: by its bytes, without decoding. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  isAnimated,
  withoutMetadata,
} from '../../../../renderer/features/profile-image/picture/animation.ts';
import { ByteReader } from '../../../../renderer/features/profile-image/picture/byte-reader.ts';
import { headerSize } from '../../../../renderer/features/profile-image/picture/header-size.ts';
import { hasLocation } from '../../../../renderer/features/profile-image/picture/location.ts';
import {
  readPicture,
  refusedBySize,
} from '../../../../renderer/features/profile-image/picture/read-picture.ts';
import { isWhole } from '../../../../shared/images/whole-image.ts';
import { exifBlock, makeBmp, makeHugePng, makePng, withExif } from '../../../harness/make-pictures.ts';
import { wholeImages } from '../../../harness/whole-images.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
const text = (words: string) => new Uint8Array(Buffer.from(words, 'latin1'));
const reader = (bytes: Uint8Array) => new ByteReader(bytes);
const jpeg = wholeImages.jpeg.bytes;

/** A RIFF chunk, of even length. */
function chunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function webp(...chunks: Buffer[]): Uint8Array {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 0);
  head.writeUInt32LE(body.length, 4);
  return new Uint8Array(Buffer.concat([head, body]));
}
/** Animated, with EXIF and XMP; 101 by 51. */
const vp8x = chunk('VP8X', hex('0e000000 640000 320000'));
const frame = chunk('ANMF', new Uint8Array(31));
const movingWebp = webp(vp8x, frame, frame, chunk('EXIF', exifBlock()), chunk('XMP ', text('<GPSLatitude>')));

describe('a refusal', () => {
  const reasonOf = (bytes: Uint8Array) => {
    const read = readPicture(bytes);
    return 'reason' in read ? read : null;
  };

  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a program', text(`MZ\x90\0${'x'.repeat(500)}`), 'not-an-image'],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'), 'not-accepted'],
    ['a TIFF', text('II*\0aaaaaaaa'), 'not-accepted'],
    ['a HEIC', hex('00000018 66747970 68656963 00000000 6d696631 68656963'), 'not-accepted'],
    ['half a PNG', makePng(20, 20, (x) => [x, x, x]).subarray(0, 60), 'damaged'],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), 'damaged'],
    ['half a BMP', makeBmp(20, 20, [1, 2, 3]).subarray(0, 100), 'damaged'],
    ['a PNG without a size', text('\x89PNG\r\n\x1a\n'), 'damaged'],
    ['a huge PNG', makeHugePng(20_000), 'too-many-pixels'],
    ['a PNG a little too large in all', makeHugePng(10_001), 'too-many-pixels'],
  ] as const)('of %s is told by the bytes', (_, bytes, reason) => {
    expect(reasonOf(bytes)?.reason).toBe(reason);
  });

  it('of a large file is told before it is read', () => {
    expect(refusedBySize(10_000_000)).toBeNull();
    expect(refusedBySize(10_000_001)?.message).toContain('has 10.1 MB');
    expect(refusedBySize(11_000_000)).toMatchObject({ reason: 'too-large' });
  });

  it('says what is accepted', () => {
    const words = 'PNG, JPEG, GIF and WebP are accepted, and AVIF and BMP are converted.';
    expect(reasonOf(text('hello'))?.message).toContain(words);
    expect(reasonOf(text('<svg/>'))?.message).toContain(`an SVG drawing. ${words}`);
    expect(reasonOf(makeHugePng(20_000))?.message).toContain('20,000 × 20,000 pixels');
  });

  it('is none of whole pictures', () => {
    for (const [name, { kind, bytes }] of Object.entries(wholeImages)) {
      // Of this one only the shape is right.
      if (name === 'jpeg in two scans') continue;
      expect(readPicture(bytes), name).toMatchObject({ kind });
    }
    expect(readPicture(makeBmp(3, 2, [1, 2, 3]))).toMatchObject({ kind: 'bmp' });
  });
});

describe('the size in the header', () => {
  it.each([
    ['png', 'png', makePng(7, 5, () => [0, 0, 0]), 7, 5],
    ['jpeg', 'jpeg', jpeg, 16, 16],
    ['jpeg with a smaller one in it', 'jpeg', wholeImages['jpeg with a thumbnail'].bytes, 16, 16],
    ['gif', 'gif', wholeImages.gif.bytes, 1, 1],
    ['webp', 'webp', wholeImages.webp.bytes, 1, 1],
    ['webp with more', 'webp', movingWebp, 101, 51],
    ['lossless webp', 'webp', webp(chunk('VP8L', hex('2f 63c00c00'))), 100, 52],
    ['bmp', 'bmp', makeBmp(30, 20, [0, 0, 0]), 30, 20],
    [
      'avif of tiles',
      'avif',
      Buffer.concat([
        text('....ispe'),
        hex('00000000 00000010 00000010'),
        text('ispe'),
        hex('00000000 00000fa0 00000bb8'),
      ]),
      4000,
      3000,
    ],
  ] as const)('of a %s', (_, kind, bytes, width, height) => {
    expect(headerSize(reader(bytes), kind)).toEqual({ width, height });
  });

  it('is none where there is none, whatever else is there', () => {
    for (const kind of ['png', 'jpeg', 'gif', 'webp', 'bmp', 'avif'] as const) {
      expect(headerSize(reader(new Uint8Array(40)), kind), kind).toBeNull();
      expect(headerSize(reader(new Uint8Array()), kind), kind).toBeNull();
    }
  });
});

describe('where it was taken', () => {
  it('is found in each kind of file', () => {
    expect(hasLocation(reader(withExif(jpeg)), 'jpeg')).toBe(true);
    expect(hasLocation(reader(webp(chunk('EXIF', exifBlock()))), 'webp')).toBe(true);
    const png = makePng(2, 2, () => [0, 0, 0]);
    const exif = exifBlock().subarray(6);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(exif.length);
    const block = Buffer.concat([length, text('eXIf'), exif, Buffer.alloc(4)]);
    const placed = Buffer.concat([png.subarray(0, 33), block, png.subarray(33)]);
    expect(hasLocation(reader(placed), 'png')).toBe(true);
    expect(hasLocation(reader(Buffer.concat([text('ftypavif'), exifBlock()])), 'avif')).toBe(true);
  });

  it('is found in XMP text as well', () => {
    const xmp = text('http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="51,30N"/>');
    expect(hasLocation(reader(withExif(jpeg, Buffer.from(xmp))), 'jpeg')).toBe(true);
  });

  it('is not said by what only says which way up it is, or by broken EXIF', () => {
    expect(hasLocation(reader(jpeg), 'jpeg')).toBe(false);
    expect(hasLocation(reader(withExif(jpeg, exifBlock({ location: false }))), 'jpeg')).toBe(false);
    const broken = exifBlock();
    broken.writeUInt32LE(0xffff_fff0, 6 + 4);
    expect(hasLocation(reader(withExif(jpeg, broken)), 'jpeg')).toBe(false);
    expect(hasLocation(reader(withExif(jpeg, exifBlock().subarray(0, 20))), 'jpeg')).toBe(false);
  });
});

describe('what moves', () => {
  it('is told from what does not', () => {
    expect(isAnimated(reader(wholeImages['moving gif'].bytes), 'gif')).toBe(true);
    expect(isAnimated(reader(wholeImages.gif.bytes), 'gif')).toBe(false);
    expect(isAnimated(reader(movingWebp), 'webp')).toBe(true);
    expect(isAnimated(reader(wholeImages.webp.bytes), 'webp')).toBe(false);
    expect(isAnimated(reader(jpeg), 'jpeg')).toBe(false);
  });

  it('goes on moving without its metadata', () => {
    const gif = wholeImages['moving gif'].bytes;
    const comment = Buffer.concat([hex('21fe 0c'), text('GPSLatitude!'), hex('00')]);
    // Behind the header and its colours.
    const noted = new Uint8Array(
      Buffer.concat([gif.subarray(0, 19), comment, gif.subarray(19), text('tail')]),
    );
    expect(readPicture(noted)).toMatchObject({ animated: true, hasLocation: true });
    expect(withoutMetadata(noted, 'gif')).toEqual(gif);

    const bare = withoutMetadata(movingWebp, 'webp');
    expect(bare).toEqual(webp(chunk('VP8X', hex('02000000 640000 320000')), frame, frame));
    expect(isWhole(bare, 'webp')).toBe(true);
    expect(hasLocation(reader(bare), 'webp')).toBe(false);
  });
});

it('never throws at what is cut anywhere, and never waits', () => {
  const kinds = [
    withExif(jpeg),
    wholeImages['moving gif'].bytes,
    movingWebp,
    makePng(4, 4, () => [9, 9, 9]),
    makeBmp(4, 4, [1, 1, 1]),
    deflateSync(text('nothing')),
  ];
  for (const bytes of kinds) {
    for (let length = 0; length <= bytes.length; length += 1) {
      expect(() => readPicture(bytes.subarray(0, length))).not.toThrow();
    }
  }
});
