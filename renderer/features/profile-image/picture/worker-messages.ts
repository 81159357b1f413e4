/** What the page and the thread that prepares pictures say to each other. */
import type { UploadableType } from '../../../../shared/images/image-kind.ts';
import type { Crop } from './crop.ts';
import type { PictureFacts } from './read-picture.ts';
import type { ImageRefusal } from './refusals.ts';

/** What is in the file, upright. */
export interface Inspected extends PictureFacts {
  width: number;
  height: number;
}

/** Small enough to be moved about on the screen. */
export interface PictureView extends Inspected {
  view: Blob;
}

export interface PreparedImage {
  blob: Blob;
  contentType: UploadableType;
  width: number;
  height: number;
  /** The file said where it was taken, and this does not. */
  locationRemoved: boolean;
  /** It moves. */
  animated: boolean;
  /** Into another format than the file's. */
  converted: boolean;
}

export interface Answers {
  inspect: Inspected;
  view: PictureView;
  prepare: PreparedImage;
}

export type Job =
  | { what: 'inspect'; file: Blob }
  | { what: 'view'; file: Blob }
  | { what: 'prepare'; file: Blob; crop: Crop | null };

export interface Request {
  id: number;
  job: Job;
}

export interface Response {
  id: number;
  answer: Answers[Job['what']] | ImageRefusal;
}
