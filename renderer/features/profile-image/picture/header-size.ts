/** How many pixels a picture says that it has, by its header: known before anything is decoded. */
import type { ImageKind } from '../../../../shared/images/image-kind.ts';
import { jpegSegments, webpChunks } from './blocks.ts';
import type { ByteReader } from './byte-reader.ts';

export interface Size {
  width: number;
  height: number;
}

type Readable = Exclude<ImageKind, 'svg' | 'heic' | 'tiff'>;

/** Null where there is none, or none that makes sense. As stored: a photo may have to be turned. */
export function headerSize(reader: ByteReader, kind: Readable): Size | null {
  const size = readers[kind](reader);
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

/** Those that begin a frame, whatever it is coded with; `c4`, `c8` and `cc` are something else. */
const frameMarkers = new Set(['c0', 'c1', 'c2', 'c3', 'c5', 'c6', 'c7', 'c9', 'ca', 'cb', 'cd', 'ce', 'cf']);

const readers: Record<Readable, (reader: ByteReader) => Size | null> = {
  png: (reader) => (reader.text(12, 4) === 'IHDR' ? { width: reader.u32(16), height: reader.u32(20) } : null),

  gif: (reader) => ({ width: reader.u16(6, true), height: reader.u16(8, true) }),

  jpeg(reader) {
    for (const { name, at } of jpegSegments(reader)) {
      if (frameMarkers.has(name)) return { width: reader.u16(at + 3), height: reader.u16(at + 1) };
    }
    return null;
  },

  webp(reader) {
    for (const { name, at } of webpChunks(reader)) {
      if (name === 'VP8X') return { width: reader.u24(at + 4) + 1, height: reader.u24(at + 7) + 1 };
      if (name === 'VP8 ') {
        return { width: reader.u16(at + 6, true) & 0x3fff, height: reader.u16(at + 8, true) & 0x3fff };
      }
      if (name === 'VP8L') {
        const bits = reader.u32(at + 1, true);
        return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      }
    }
    return null;
  },

  bmp(reader) {
    // The oldest header has short numbers. A negative height is a picture from the top down.
    if (reader.u32(14, true) === 12) return { width: reader.u16(18, true), height: reader.u16(20, true) };
    return { width: reader.i32(18, true), height: Math.abs(reader.i32(22, true)) };
  },

  /** The largest of those in the file: a picture may be put together from tiles, each with a size of its own. */
  avif(reader) {
    let largest: Size | null = null;
    for (let at = reader.find('ispe'); at >= 0; at = reader.find('ispe', at + 4)) {
      const size = { width: reader.u32(at + 8), height: reader.u32(at + 12) };
      if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
    }
    return largest;
  },
};
