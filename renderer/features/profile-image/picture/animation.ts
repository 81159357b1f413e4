/** Whether a picture moves, and how it is kept moving without what is not part of the picture. */
import type { ImageKind } from '../../../../shared/images/image-kind.ts';
import { gifBlocks, pngChunks, webpChunks, type Block } from './blocks.ts';
import { ByteReader } from './byte-reader.ts';

export function isAnimated(reader: ByteReader, kind: ImageKind): boolean {
  switch (kind) {
    case 'gif':
      return count(gifBlocks(reader), 'frame') > 1;
    case 'webp':
      return count(webpChunks(reader), 'ANMF') > 1;
    case 'png':
      return count(pngChunks(reader), 'acTL') > 0;
    default:
      return false;
  }
}

function count(blocks: Iterable<Block>, name: string): number {
  return [...blocks].filter((block) => block.name === name).length;
}

/** Those that make it run; comments and the rest may say who made it, when and where. */
const gifParts = /^(frame|end|f9|1|ff (NETSCAPE2\.0|ANIMEXTS1\.0))$/;
const webpNotes = new Set(['EXIF', 'XMP ']);
/** Of the first chunk: "there is EXIF", "there is XMP". */
const webpNoteFlags = 0x08 | 0x04;

/** Frame by frame as it was, without metadata. */
export function withoutMetadata(bytes: Uint8Array, kind: 'gif' | 'webp'): Uint8Array<ArrayBuffer> {
  const reader = new ByteReader(bytes);
  const blocks = [...(kind === 'gif' ? gifBlocks(reader) : webpChunks(reader))];
  const kept = blocks.filter(({ name }) => (kind === 'gif' ? gifParts.test(name) : !webpNotes.has(name)));
  const begins = blocks[0]?.from ?? bytes.length;
  const parts = [
    bytes.subarray(0, begins),
    ...kept.map(({ from, to, name }) => bytes.subarray(from, name === 'end' ? from + 1 : to)),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  if (kind === 'webp') {
    const view = new DataView(whole.buffer);
    view.setUint32(4, whole.length - 8, true);
    const flags = 20;
    if (new ByteReader(whole).text(12, 4) === 'VP8X') whole[flags] = (whole[flags] ?? 0) & ~webpNoteFlags;
  }
  return whole;
}
