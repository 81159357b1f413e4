/**
 * What can be told of a picture without decoding it, for the table that is confirmed: the rest is found when
 * it is prepared to be sent.
 */
import { imageKindOf } from '../../../../shared/images/image-kind.ts';
import { ByteReader } from '../picture/byte-reader.ts';
import { headerSize } from '../picture/header-size.ts';
import { largestBytes, longestSidePx, mostPixels, refusal, type ImageRefusal } from '../picture/refusals.ts';

export interface FileCheck {
  refusal: ImageRefusal | null;
  /** A thumbnail of it costs no more than a photo's does. */
  drawable: boolean;
}

/** Enough for the header of any but a JPEG with a very large preview in front. */
const headerBytes = 256 * 1024;
const mostDrawnPixels = 60_000_000;

const refused = (why: ImageRefusal): FileCheck => ({ refusal: why, drawable: false });

export async function checkFile(file: Blob): Promise<FileCheck> {
  if (file.size === 0) return refused(refusal.empty());
  if (file.size > largestBytes) return refused(refusal.tooLarge(file.size));
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer());
  } catch {
    return refused(refusal.unreadable());
  }
  const kind = imageKindOf(bytes);
  if (kind === null) return refused(refusal.notAnImage());
  if (kind === 'svg' || kind === 'heic' || kind === 'tiff') return refused(refusal.notAccepted(kind));
  const size = headerSize(new ByteReader(bytes), kind);
  // Not said within its head: whoever decodes it will know.
  if (size === null) return { refusal: null, drawable: false };
  const { width, height } = size;
  if (width > longestSidePx || height > longestSidePx || width * height > mostPixels) {
    return refused(refusal.tooManyPixels(width, height));
  }
  return { refusal: null, drawable: width * height <= mostDrawnPixels };
}
