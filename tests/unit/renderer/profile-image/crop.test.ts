/** The square that is kept: it never leaves the picture, and the screen and the file agree on it. */
import { describe, expect, it } from 'vitest';
import {
  firstCrop,
  moved,
  rotatedSize,
  rotation,
  turned,
  within,
  zoomed,
  type Crop,
} from '../../../../renderer/features/profile-image/picture/crop.ts';
import { cropOf, matrixOf } from '../../../../renderer/features/profile-image/picture/stage-matrix.ts';

const wide = { width: 1200, height: 600 };
const tall = { width: 600, height: 1200 };
const turns = [0, 90, 180, 270] as const;

describe('a crop', () => {
  it('is the middle at first, and above it where heads are', () => {
    expect(firstCrop(wide)).toEqual({ x: 300, y: 0, size: 600, rotate: 0 });
    expect(firstCrop(tall)).toEqual({ x: 0, y: 200, size: 600, rotate: 0 });
  });

  it('stays in the picture however it is moved, zoomed and turned', () => {
    let crop = firstCrop(wide);
    for (let step = 0; step < 400; step += 1) {
      const by = (step * 7919) % 13;
      crop = by < 4 ? moved(wide, crop, by - 2, 2 - by) : zoomed(wide, crop, by < 9 ? 1.3 : 0.6);
      if (by === 12) crop = turned(wide, crop);
      const { width, height } = rotatedSize(wide, crop.rotate);
      expect(crop.x).toBeGreaterThanOrEqual(0);
      expect(crop.y).toBeGreaterThanOrEqual(0);
      expect(crop.x + crop.size).toBeLessThanOrEqual(width + 1e-6);
      expect(crop.y + crop.size).toBeLessThanOrEqual(height + 1e-6);
      expect(crop.size).toBeGreaterThanOrEqual(32 - 1e-6);
    }
  });

  it('is zoomed about its middle, and no further than 32 px or the whole picture', () => {
    const crop: Crop = { x: 400, y: 100, size: 400, rotate: 0 };
    expect(zoomed(wide, crop, 2)).toEqual({ x: 500, y: 200, size: 200, rotate: 0 });
    expect(zoomed(wide, crop, 1000).size).toBe(32);
    expect(zoomed(wide, crop, 0.001)).toEqual({ x: 300, y: 0, size: 600, rotate: 0 });
    expect(within({ width: 10, height: 8 }, { x: 5, y: 5, size: 100, rotate: 0 })).toMatchObject({ size: 8 });
  });

  it('shows the same part when it is turned', () => {
    const crop: Crop = { x: 100, y: 50, size: 200, rotate: 0 };
    const again = [1, 2, 3, 4].reduce((one) => turned(wide, one), crop);
    expect(again).toEqual(crop);
    // What was at the top left is at the top right.
    expect(turned(wide, crop)).toEqual({ x: 350, y: 100, size: 200, rotate: 90 });
  });
});

it.each(turns)('the picture turned by %i begins at the corner', (rotate) => {
  const [a, b, c, d, e, f] = rotation(wide, rotate);
  const corners = [
    [0, 0],
    [1200, 0],
    [0, 600],
    [1200, 600],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f]);
  const { width, height } = rotatedSize(wide, rotate);
  expect(Math.min(...corners.map(([x = 0]) => x))).toBe(0);
  expect(Math.min(...corners.map(([, y = 0]) => y))).toBe(0);
  expect(Math.max(...corners.map(([x = 0]) => x))).toBe(width);
  expect(Math.max(...corners.map(([, y = 0]) => y))).toBe(height);
});

describe('on screen', () => {
  const stage = {
    picture: { width: 4000, height: 3000 },
    view: { width: 1280, height: 960 },
    square: { x: 12, y: 12, size: 288 },
  };

  it.each(turns)('the crop turned by %i is where it is in the file, and read back as it was', (rotate) => {
    const crop: Crop = { x: 500, y: 300, size: 1000, rotate };
    const matrix = matrixOf(stage, crop);
    const back = cropOf(stage, matrix, rotate);
    for (const key of ['x', 'y', 'size'] as const) expect(back[key]).toBeCloseTo(crop[key], 6);
    // The file's pixel that the crop begins with, through the element's transform, is the square's corner.
    const [a, b, c, d, e, f] = matrix;
    const [ra, rb, rc, rd, re, rf] = rotation(stage.picture, rotate);
    const det = ra * rd - rb * rc;
    const [px, py] = [crop.x - re, crop.y - rf];
    const [ux, uy] = [(rd * px - rc * py) / det, (ra * py - rb * px) / det];
    const ratio = stage.view.width / stage.picture.width;
    const [vx, vy] = [ux * ratio - 640, uy * ratio - 480];
    expect(a * vx + c * vy + e + 640).toBeCloseTo(12, 6);
    expect(b * vx + d * vy + f + 480).toBeCloseTo(12, 6);
  });

  it('what is dragged too far, or made too small, is put back in bounds', () => {
    const [a, b, c, d] = matrixOf(stage, firstCrop(stage.picture));
    expect(cropOf(stage, [a, b, c, d, 5000, 5000], 0)).toMatchObject({ x: 0, y: 0 });
    expect(cropOf(stage, [a / 9, b, c, d / 9, 0, 0], 0).size).toBe(3000);
  });
});
