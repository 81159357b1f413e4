/** How many pixels a picture says it has, by its header: to know before it is drawn. Decodes nothing. */
import type { UploadableKind } from '../../../../shared/images/image-kind.ts';

/** Enough for the header of any but a JPEG with a very large preview in front. */
export const headerBytes = 256 * 1024;

/** Null when the header does not say within {@link headerBytes}. */
export function pixelsOf(bytes: Uint8Array, kind: UploadableKind): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (kind) {
      case 'png':
        return view.getUint32(16) * view.getUint32(20);
      case 'gif':
        return view.getUint16(6, true) * view.getUint16(8, true);
      case 'webp':
        return pixelsOfWebp(view);
      case 'jpeg':
        return pixelsOfJpeg(view);
    }
  } catch {
    // It ends before it says.
    return null;
  }
}

function pixelsOfWebp(view: DataView): number | null {
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return (uint24(view, 24) + 1) * (uint24(view, 27) + 1);
    case 0x5650384c: {
      // VP8L: fourteen bits each.
      const bits = view.getUint32(21, true);
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    }
    case 0x56503820: // VP8
      return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
    default:
      return null;
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

/** Goes from marker to marker until one begins a frame. */
function pixelsOfJpeg(view: DataView): number | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    if (marker === 0xd9 || marker === 0xda) return null;
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
}
