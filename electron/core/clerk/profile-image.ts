/** Reads a picture that is to be uploaded, and refuses what Clerk would refuse or could not show. Sends nothing. */
import { fail } from '../../../shared/failure.ts';
import { imageKindOf, isUploadable, type UploadableType } from '../../../shared/images/image-kind.ts';
import { isWhole } from '../../../shared/images/whole-image.ts';

/** Clerk takes 10 MB and means 10,000,000 bytes. */
const largestBytes = 10_000_000;

/** Throws AppError `invalid_input`, with the field that is wrong. */
export function readUpload(contentType: UploadableType, base64: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (bytes.byteLength > largestBytes) {
    throw refused('This image is larger than 10 MB, which Clerk refuses.', 'base64', 'Larger than 10 MB');
  }
  const kind = imageKindOf(bytes);
  if (kind === null || !isUploadable(kind)) {
    const what = kind === null ? 'not an image' : kind.toUpperCase();
    throw refused(
      `Clerk takes PNG, JPEG, GIF and WebP images, and by its content this file is ${what}.`,
      'base64',
      'Not a PNG, JPEG, GIF or WebP image',
    );
  }
  if (contentType !== `image/${kind}`) {
    throw refused(
      `By its content this image is image/${kind}, not ${contentType}.`,
      'contentType',
      `The image is image/${kind}`,
    );
  }
  if (!isWhole(bytes, kind)) {
    throw refused('This image file is cut off: its end is missing.', 'base64', 'The file is cut off');
  }
  return bytes;
}

function refused(why: string, field: string, wrong: string) {
  return fail('invalid_input', `${why} Nothing was sent.`, { fields: { [field]: wrong } });
}
