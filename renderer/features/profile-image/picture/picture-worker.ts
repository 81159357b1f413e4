/**
 * The thread that decodes, cuts and encodes pictures, so that the window never waits for it. One job after
 * the other: each may take hundreds of megabytes. Nothing leaves it but the answer.
 */
import { isUploadable, type UploadableType } from '../../../../shared/images/image-kind.ts';
import { withoutMetadata } from './animation.ts';
import { rotation, type Crop } from './crop.ts';
import { readPicture, refusedBySize, type PictureFacts } from './read-picture.ts';
import {
  isRefusal,
  largestBytes,
  longestSidePx,
  mostPixels,
  refusal,
  type ImageRefusal,
} from './refusals.ts';
import type { Job, PreparedImage, Request, Response } from './worker-messages.ts';

const croppedPx = 1024;
const viewPx = 1280;
const quality = 0.92;

interface Opened {
  bytes: Uint8Array;
  facts: PictureFacts;
  /** Upright. */
  bitmap: ImageBitmap;
}

async function open(file: Blob): Promise<Opened | ImageRefusal> {
  const bySize = refusedBySize(file.size);
  if (bySize !== null) return bySize;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refusal.unreadable();
  }
  const facts = readPicture(bytes);
  if (isRefusal(facts)) return facts;
  let bitmap: ImageBitmap;
  try {
    // By the bytes, whatever the file is called.
    bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${facts.kind}` }));
  } catch {
    return refusal.damaged();
  }
  const { width, height } = bitmap;
  if (width > longestSidePx || height > longestSidePx || width * height > mostPixels) {
    bitmap.close();
    return refusal.tooManyPixels(width, height);
  }
  return { bytes, facts, bitmap };
}

/** `wide` pixels across for the whole of what `crop` names, or of the picture. */
function draw(bitmap: ImageBitmap, crop: Crop | null, scale: number): OffscreenCanvas {
  const { width, height } = crop ? { width: crop.size, height: crop.size } : bitmap;
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas to draw on');
  context.imageSmoothingQuality = 'high';
  context.scale(canvas.width / width, canvas.height / height);
  if (crop) {
    context.translate(-crop.x, -crop.y);
    context.transform(...rotation(bitmap, crop.rotate));
  }
  context.drawImage(bitmap, 0, 0);
  return canvas;
}

function hasTransparency(bitmap: ImageBitmap): boolean {
  const canvas = draw(bitmap, null, Math.min(1, 256 / Math.max(bitmap.width, bitmap.height)));
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels?.some((value, index) => index % 4 === 3 && value < 255) ?? false;
}

function typeFor({ facts, bitmap }: Opened): UploadableType {
  switch (facts.kind) {
    case 'png':
    case 'gif':
      return 'image/png';
    case 'jpeg':
      return 'image/jpeg';
    case 'webp':
      return 'image/webp';
    case 'avif':
    case 'bmp':
      return hasTransparency(bitmap) ? 'image/png' : 'image/jpeg';
  }
}

async function encode(opened: Opened, crop: Crop | null): Promise<PreparedImage> {
  const { bitmap, facts } = opened;
  const contentType = typeFor(opened);
  let scale = crop ? Math.min(1, croppedPx / crop.size) : 1;
  for (;;) {
    const canvas = draw(bitmap, crop, scale);
    const { width, height } = canvas;
    const blob = await canvas.convertToBlob({ type: contentType, quality });
    if (blob.size <= largestBytes) {
      return {
        blob,
        contentType,
        width,
        height,
        locationRemoved: facts.hasLocation,
        animated: false,
        converted: contentType !== `image/${facts.kind}`,
      };
    }
    // The files' sizes go with the number of pixels, roughly.
    scale *= 0.95 * Math.sqrt(largestBytes / blob.size);
  }
}

function keepMoving({ bytes, facts, bitmap }: Opened, kind: 'gif' | 'webp'): PreparedImage {
  const contentType = `image/${kind}` as const;
  return {
    blob: new Blob([withoutMetadata(bytes, kind)], { type: contentType }),
    contentType,
    width: bitmap.width,
    height: bitmap.height,
    locationRemoved: facts.hasLocation,
    animated: true,
    converted: false,
  };
}

async function answer(job: Job): Promise<Response['answer']> {
  const opened = await open(job.file);
  if (isRefusal(opened)) return opened;
  const { facts, bitmap } = opened;
  try {
    const { width, height } = bitmap;
    switch (job.what) {
      case 'inspect':
        return { ...facts, width, height };
      case 'view': {
        const canvas = draw(bitmap, null, Math.min(1, viewPx / Math.max(width, height)));
        const view = await canvas.convertToBlob({ type: 'image/webp', quality });
        return { ...facts, width, height, view };
      }
      case 'prepare': {
        const { kind, animated } = facts;
        const moves = animated && isUploadable(kind) && (kind === 'gif' || kind === 'webp');
        return job.crop === null && moves ? keepMoving(opened, kind) : await encode(opened, job.crop);
      }
    }
  } finally {
    bitmap.close();
  }
}

let last = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Request>) => {
  last = last.then(async () => {
    let answered: Response['answer'];
    try {
      answered = await answer(data.job);
    } catch {
      // Too little memory, most likely.
      answered = refusal.unreadable();
    }
    // Of a thread's own `postMessage`, which the types of a window do not know.
    (globalThis as unknown as { postMessage(message: Response): void }).postMessage({
      id: data.id,
      answer: answered,
    });
  });
});
