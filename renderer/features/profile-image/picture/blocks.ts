/** Walks through the blocks that a picture file is made of, decoding none. Stops at what makes no sense. */
import type { ByteReader } from './byte-reader.ts';

export interface Block {
  name: string;
  /** Where its content stands. */
  at: number;
  length: number;
  /** Where the block itself begins and ends, with what surrounds the content. */
  from: number;
  to: number;
}

export function* pngChunks(reader: ByteReader): Generator<Block> {
  let from = 8;
  while (reader.has(from, 12)) {
    const length = reader.u32(from);
    const to = from + 12 + length;
    yield { name: reader.text(from + 4, 4), at: from + 8, length, from, to };
    from = to;
  }
}

export function* webpChunks(reader: ByteReader): Generator<Block> {
  let from = 12;
  while (reader.has(from, 8)) {
    const length = reader.u32(from + 4, true);
    // Each has an even length.
    const to = from + 8 + length + (length % 2);
    yield { name: reader.text(from, 4), at: from + 8, length, from, to };
    from = to;
  }
}

/** Up to the pixels. Named by the marker: `e1`. */
export function* jpegSegments(reader: ByteReader): Generator<Block> {
  let from = 2;
  while (reader.has(from, 4) && reader.u8(from) === 0xff) {
    const marker = reader.u8(from + 1);
    if (marker === 0xff) {
      from += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      from += 2;
      continue;
    }
    const length = Math.max(2, reader.u16(from + 2)) - 2;
    const to = from + 4 + length;
    yield { name: marker.toString(16), at: from + 4, length, from, to };
    from = to;
  }
}

/**
 * Named `frame`, `end`, or by what an extension is: `f9`, or with the application's name `ff XMP DataXMP`.
 * A frame's content is the whole of it.
 */
export function* gifBlocks(reader: ByteReader): Generator<Block> {
  const colors = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let from = 13 + colors(reader.u8(10));
  const afterBlocks = (start: number) => {
    let at = start;
    while (at < reader.length && reader.u8(at) !== 0) at += 1 + reader.u8(at);
    return at + 1;
  };
  while (from < reader.length) {
    const type = reader.u8(from);
    if (type === 0x3b) {
      yield { name: 'end', at: from, length: 1, from, to: reader.length };
      return;
    }
    if (type !== 0x21 && type !== 0x2c) return;
    const at = type === 0x21 ? from + 2 : from + 11 + colors(reader.u8(from + 9));
    const to = afterBlocks(at);
    const label = reader.u8(from + 1).toString(16);
    const application = label === 'ff' ? ` ${reader.text(at + 1, 11)}` : '';
    yield { name: type === 0x21 ? label + application : 'frame', at: from, length: to - from, from, to };
    from = to;
  }
}
