/** Between a crop and how the picture is laid behind the square on screen. Knows no element. */
import { rotatedSize, within, type Crop, type Matrix, type Size } from './crop.ts';

export interface Stage {
  /** The upright picture. */
  picture: Size;
  /** The smaller version that is shown, as wide as it is by itself. */
  view: Size;
  /** The square on screen, in its frame. */
  square: { x: number; y: number; size: number };
}

/** For an element of the view's size at the frame's corner, transformed about its middle. */
export function matrixOf({ picture, view, square }: Stage, crop: Crop): Matrix {
  const perPixel = square.size / crop.size;
  const scale = (perPixel * picture.width) / view.width;
  const { width, height } = rotatedSize(picture, crop.rotate);
  const middle = {
    x: square.x + (width / 2 - crop.x) * perPixel,
    y: square.y + (height / 2 - crop.y) * perPixel,
  };
  const [cos, sin] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[crop.rotate] as [number, number];
  return [
    scale * cos,
    scale * sin,
    -scale * sin,
    scale * cos,
    middle.x - view.width / 2,
    middle.y - view.height / 2,
  ];
}

/** The nearest crop to where the picture was moved and scaled to. */
export function cropOf(
  { picture, view, square }: Stage,
  [a, b, , , e, f]: Readonly<Matrix>,
  rotate: Crop['rotate'],
): Crop {
  const perPixel = (Math.hypot(a, b) * view.width) / picture.width;
  const { width, height } = rotatedSize(picture, rotate);
  const middle = { x: e + view.width / 2, y: f + view.height / 2 };
  // About the middle, so that it is not moved when it cannot be made smaller any more.
  const size = square.size / perPixel;
  const seen = {
    x: width / 2 - (middle.x - square.x) / perPixel + size / 2,
    y: height / 2 - (middle.y - square.y) / perPixel + size / 2,
  };
  const bounded = within(picture, { x: 0, y: 0, size, rotate }).size;
  return within(picture, { x: seen.x - bounded / 2, y: seen.y - bounded / 2, size: bounded, rotate });
}
