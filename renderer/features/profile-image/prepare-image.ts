/**
 * Makes a profile image of a file: told by its bytes, cut to a square where that is wanted, and encoded anew so
 * that nothing of where and when it was taken remains. All of it in a thread of its own.
 */
import type { ImageKind } from '../../../shared/images/image-kind.ts';
import type { Crop } from './picture/crop.ts';
import type { ImageRefusal } from './picture/refusals.ts';
import { runJob } from './picture/worker-client.ts';
import type { PictureView, PreparedImage } from './picture/worker-messages.ts';

export type { Crop } from './picture/crop.ts';
export { isRefusal, type ImageRefusal } from './picture/refusals.ts';
export type { PictureView, PreparedImage } from './picture/worker-messages.ts';

/** What is in the file. Decodes it, so that what is damaged is refused here. Rejects only when aborted. */
export function inspectImage(
  file: Blob,
  signal: AbortSignal,
): Promise<
  { kind: ImageKind; width: number; height: number; animated: boolean; hasLocation: boolean } | ImageRefusal
> {
  return runJob({ what: 'inspect', file }, signal);
}

/** The same, and a small version to be looked at. */
export function viewImage(file: Blob, signal: AbortSignal): Promise<PictureView | ImageRefusal> {
  return runJob({ what: 'view', file }, signal);
}

/**
 * What is to be uploaded. Cropped to 1024 px at most; without a crop in full size, or as large as Clerk takes
 * it. Only what moves and is not cropped keeps its frames as they are. Rejects only when aborted.
 */
export function prepareImage(
  file: Blob,
  { crop }: { crop: Crop | null },
  signal: AbortSignal,
): Promise<PreparedImage | ImageRefusal> {
  // A copy, as what a screen watches does not cross into a thread.
  return runJob({ what: 'prepare', file, crop: crop && { ...crop } }, signal);
}
