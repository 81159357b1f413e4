/** Why a file is not taken as a picture, in words for people. Looks at no bytes. */
import type { ImageKind } from '../../../../shared/images/image-kind.ts';

export interface ImageRefusal {
  reason:
    'too-large' | 'not-an-image' | 'not-accepted' | 'damaged' | 'too-many-pixels' | 'empty' | 'unreadable';
  message: string;
}

/** Clerk takes 10 MB and means 10,000,000 bytes. */
export const largestBytes = 10_000_000;
/** What a browser still draws, and decodes within the memory of an ordinary computer. */
export const mostPixels = 100_000_000;
export const longestSidePx = 16_384;

export const accepted = 'PNG, JPEG, GIF and WebP are accepted, and AVIF and BMP are converted.';

const kindNames: Record<ImageKind, string> = {
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  gif: 'a GIF image',
  webp: 'a WebP image',
  svg: 'an SVG drawing',
  heic: 'a HEIC photo',
  avif: 'an AVIF image',
  tiff: 'a TIFF image',
  bmp: 'a BMP image',
};

function megabytes(bytes: number): string {
  // Rounded up, so that what is just too large does not read as what is allowed.
  return `${(Math.ceil(bytes / 100_000) / 10).toLocaleString('en-GB')} MB`;
}

export const refusal = {
  tooLarge: (bytes: number): ImageRefusal => ({
    reason: 'too-large',
    message: `The file has ${megabytes(bytes)}. Clerk takes pictures of up to 10 MB.`,
  }),
  notAnImage: (): ImageRefusal => ({
    reason: 'not-an-image',
    message: `By its content, this file is not an image. ${accepted}`,
  }),
  notAccepted: (kind: ImageKind): ImageRefusal => ({
    reason: 'not-accepted',
    message: `By its content, this file is ${kindNames[kind]}. ${accepted}`,
  }),
  damaged: (): ImageRefusal => ({
    reason: 'damaged',
    message: 'This image is damaged or cut off, and cannot be shown.',
  }),
  tooManyPixels: (width: number, height: number): ImageRefusal => ({
    reason: 'too-many-pixels',
    message:
      `The image has ${width.toLocaleString('en-GB')} × ${height.toLocaleString('en-GB')} pixels. ` +
      'Up to 16,384 a side and 100 megapixels in all can be opened.',
  }),
  empty: (): ImageRefusal => ({ reason: 'empty', message: 'This file is empty.' }),
  unreadable: (): ImageRefusal => ({
    reason: 'unreadable',
    message: 'This file could not be read. It may have been moved, or be a folder.',
  }),
};

export function isRefusal(x: object): x is ImageRefusal {
  return 'reason' in x && 'message' in x;
}
