/**
 * Tells a picture that goes to its end from one that was cut off, by the blocks it is made of. Decodes
 * nothing: what the blocks hold may still be broken.
 */
import type { UploadableKind } from './image-kind.ts';

/** Whatever follows the end does not matter: cameras put more there. Never throws. */
export function isWhole(bytes: Uint8Array, kind: UploadableKind): boolean {
  return wholeness[kind](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

const wholeness: Record<UploadableKind, (bytes: Uint8Array, view: DataView) => boolean> = {
  png(_, view) {
    let at = 8;
    let hasPixels = false;
    // Each chunk: length, name, content, checksum.
    while (at + 12 <= view.byteLength) {
      const length = view.getUint32(at);
      const name = view.getUint32(at + 4);
      at += 12 + length;
      if (name === 0x49_44_41_54) hasPixels = true;
      if (name === 0x49_45_4e_44) return hasPixels && at <= view.byteLength;
    }
    return false;
  },

  jpeg(bytes, view) {
    let at = 2;
    let hasPixels = false;
    while (at + 1 < bytes.length) {
      if (bytes[at] !== 0xff) return false;
      const marker = bytes[at + 1] ?? 0;
      if (marker === 0xd9) return hasPixels;
      if (marker === 0xff) {
        // Fill before a marker.
        at += 1;
        continue;
      }
      at += 2;
      // Those without content.
      if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
      if (at + 2 > bytes.length) return false;
      at += Math.max(2, view.getUint16(at));
      if (marker !== 0xda) continue;
      hasPixels = true;
      // Compressed pixels: any 0xff among them is followed by 0, or by the number of a restart.
      for (;;) {
        at = bytes.indexOf(0xff, at);
        if (at < 0) return false;
        const next = bytes[at + 1] ?? 0xff;
        if (next !== 0 && (next < 0xd0 || next > 0xd7)) break;
        at += 2;
      }
    }
    return false;
  },

  gif(bytes) {
    const colors = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
    let at = 13 + colors(bytes[10] ?? 0);
    let hasPixels = false;
    const skipBlocks = () => {
      while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
      at += 1;
    };
    while (at < bytes.length) {
      const block = bytes[at];
      if (block === 0x3b) return hasPixels;
      if (block === 0x21) {
        at += 2;
      } else if (block === 0x2c) {
        hasPixels = true;
        // Its place and size, its own colours, and the width of its codes.
        at += 10 + colors(bytes[at + 9] ?? 0) + 1;
      } else {
        return false;
      }
      skipBlocks();
    }
    return false;
  },

  webp(bytes, view) {
    if (bytes.length < 20) return false;
    return view.getUint32(4, true) >= 12 && view.getUint32(4, true) + 8 <= bytes.length;
  },
};
