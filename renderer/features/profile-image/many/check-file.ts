/**
 * What can be told of a picture without decoding it, for the table that is confirmed: the rest is found when
 * it is prepared to be sent.
 */
import { imageKindOf, isUploadable, type ImageKind } from '../../../../shared/images/image-kind.ts';
import type { ImageRefusal } from '../prepare-image.ts';
import { headerBytes, pixelsOf } from './image-pixels.ts';

export interface FileCheck {
  refusal: ImageRefusal | null;
  /** A thumbnail of it costs no more than a photo's does. */
  drawable: boolean;
}

const largestBytes = 10_000_000;
const mostDrawnPixels = 60_000_000;
/** What becomes a picture that Clerk takes when it is prepared. */
const converted: readonly ImageKind[] = ['avif', 'bmp'];
const taken = 'Clerk takes PNG, JPEG, GIF and WebP pictures.';

function refused(reason: ImageRefusal['reason'], message: string): FileCheck {
  return { refusal: { reason, message }, drawable: false };
}

export async function checkFile(file: Blob): Promise<FileCheck> {
  if (file.size === 0) return refused('empty', 'This file is empty.');
  if (file.size > largestBytes) {
    return refused('too-large', 'This file is larger than 10 MB, which Clerk refuses.');
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer());
  } catch {
    return refused('unreadable', 'This file cannot be read. It may have been moved or deleted.');
  }
  const kind = imageKindOf(bytes);
  if (kind === null) return refused('not-an-image', `By its content this is not a picture. ${taken}`);
  if (isUploadable(kind)) {
    const pixels = pixelsOf(bytes, kind);
    return { refusal: null, drawable: pixels !== null && pixels <= mostDrawnPixels };
  }
  if (converted.includes(kind)) return { refusal: null, drawable: false };
  return refused('not-accepted', `By its content this is ${kind.toUpperCase()}. ${taken}`);
}
