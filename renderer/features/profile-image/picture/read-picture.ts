/** Reads of a file's bytes what it is, and refuses what cannot be a profile image. Decodes nothing. */
import { imageKindOf, isUploadable, type ImageKind } from '../../../../shared/images/image-kind.ts';
import { isWhole } from '../../../../shared/images/whole-image.ts';
import { isAnimated } from './animation.ts';
import { ByteReader } from './byte-reader.ts';
import { headerSize } from './header-size.ts';
import { hasLocation } from './location.ts';
import { largestBytes, longestSidePx, mostPixels, refusal, type ImageRefusal } from './refusals.ts';

export type DecodableKind = Exclude<ImageKind, 'svg' | 'heic' | 'tiff'>;

export interface PictureFacts {
  kind: DecodableKind;
  animated: boolean;
  hasLocation: boolean;
}

/** By the size alone, before anything is read. */
export function refusedBySize(bytes: number): ImageRefusal | null {
  if (bytes === 0) return refusal.empty();
  return bytes > largestBytes ? refusal.tooLarge(bytes) : null;
}

export function readPicture(bytes: Uint8Array): PictureFacts | ImageRefusal {
  const bySize = refusedBySize(bytes.length);
  if (bySize !== null) return bySize;
  const kind = imageKindOf(bytes);
  if (kind === null) return refusal.notAnImage();
  if (kind === 'svg' || kind === 'heic' || kind === 'tiff') return refusal.notAccepted(kind);
  const reader = new ByteReader(bytes);
  const size = headerSize(reader, kind);
  if (size === null) return refusal.damaged();
  const { width, height } = size;
  if (width > longestSidePx || height > longestSidePx || width * height > mostPixels) {
    return refusal.tooManyPixels(width, height);
  }
  if (isUploadable(kind) && !isWhole(bytes, kind)) return refusal.damaged();
  // It says how long it is.
  if (kind === 'bmp' && reader.u32(2, true) > bytes.length) return refusal.damaged();
  return { kind, animated: isAnimated(reader, kind), hasLocation: hasLocation(reader, kind) };
}
