/** A square part of a picture, and the geometry of turning it and finding it again. Draws nothing. */

/** In pixels of the upright picture (EXIF orientation applied), rotated clockwise first. */
export interface Crop {
  x: number;
  y: number;
  size: number;
  rotate: 0 | 90 | 180 | 270;
}

export interface Size {
  width: number;
  height: number;
}

/** As in `CanvasRenderingContext2D.transform`. */
export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

/** Fewer pixels than this cannot be told from one another at the largest preview. */
const smallestPx = 32;

export function rotatedSize({ width, height }: Size, rotate: Crop['rotate']): Size {
  return rotate % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Turns a picture of this size clockwise, so that its top left corner is at the origin again. */
export function rotation({ width, height }: Size, rotate: Crop['rotate']): Matrix {
  switch (rotate) {
    case 0:
      return [1, 0, 0, 1, 0, 0];
    case 90:
      return [0, 1, -1, 0, height, 0];
    case 180:
      return [-1, 0, 0, -1, width, height];
    case 270:
      return [0, -1, 1, 0, 0, width];
  }
}

/** The largest square, in the middle; of an upright one a little above it, where heads are. */
export function firstCrop(picture: Size, rotate: Crop['rotate'] = 0): Crop {
  const { width, height } = rotatedSize(picture, rotate);
  const size = Math.min(width, height);
  return { x: (width - size) / 2, y: (height - size) / (height > width ? 3 : 2), size, rotate };
}

/** The nearest one that lies in the picture. */
export function within(picture: Size, crop: Crop): Crop {
  const { width, height } = rotatedSize(picture, crop.rotate);
  const most = Math.min(width, height);
  const size = Math.min(most, Math.max(crop.size, Math.min(smallestPx, most)));
  return {
    x: Math.min(Math.max(crop.x, 0), width - size),
    y: Math.min(Math.max(crop.y, 0), height - size),
    size,
    rotate: crop.rotate,
  };
}

/** About its middle. More than 1 shows less of the picture, larger. */
export function zoomed(picture: Size, crop: Crop, by: number): Crop {
  const { size } = within(picture, { ...crop, size: crop.size / by });
  const shift = (crop.size - size) / 2;
  return within(picture, { ...crop, x: crop.x + shift, y: crop.y + shift, size });
}

/** By a share of what is seen. */
export function moved(picture: Size, crop: Crop, right: number, down: number): Crop {
  return within(picture, { ...crop, x: crop.x + right * crop.size, y: crop.y + down * crop.size });
}

/** A quarter turn clockwise, about what is in the middle. */
export function turned(picture: Size, crop: Crop): Crop {
  const before = rotatedSize(picture, crop.rotate);
  const rotate = ((crop.rotate + 90) % 360) as Crop['rotate'];
  return within(picture, { x: before.height - crop.y - crop.size, y: crop.x, size: crop.size, rotate });
}
