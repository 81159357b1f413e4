/** A picture as it is shown: bytes of a kind that is known by the bytes themselves. */
import { uploadableTypeOf, type UploadableType } from '../../../shared/images/image-kind.ts';

export interface Picture {
  contentType: UploadableType;
  bytes: Uint8Array;
}

/** Null for anything that is not shown, SVG included: that is a document, which may carry scripts. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const contentType = uploadableTypeOf(bytes);
  return contentType === null ? null : { contentType, bytes };
}
