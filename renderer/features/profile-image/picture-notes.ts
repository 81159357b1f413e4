/** What is worth knowing of a picture before it is sent, in words. */
import type { PictureView } from './prepare-image.ts';

export type Cut = 'cropped' | 'original';

export interface Note {
  tag: string;
  words: string;
}

export function picturesNotes(
  { kind, animated, hasLocation, width, height }: Omit<PictureView, 'view'>,
  cut: Cut,
): Note[] {
  const notes: Note[] = [];
  if (hasLocation) {
    notes.push({
      tag: 'Location removed',
      words: 'The file says where it was taken. That is not sent, nor anything else but the picture.',
    });
  }
  if (animated) notes.push({ tag: 'Animated', words: animationWords(kind, cut) });
  if (kind === 'avif' || kind === 'bmp') {
    notes.push({
      tag: 'Converted',
      words: `Clerk takes no ${kind.toUpperCase()}: it is sent as JPEG or PNG.`,
    });
  }
  if (Math.min(width, height) < 256) {
    notes.push({ tag: 'Small', words: `It has ${width} × ${height} pixels only, and may look blurred.` });
  }
  return notes;
}

function animationWords(kind: PictureView['kind'], cut: Cut): string {
  if (kind === 'png') return 'Only its first frame is sent.';
  return cut === 'original'
    ? 'It is sent as it is, and goes on moving.'
    : 'Only its first frame is sent. Choose Original to keep it moving.';
}
