/**
 * The picture behind a fixed square, moved and zoomed by pointer, wheel and fingers. Cropper.js hears the
 * gestures; where the picture goes is decided here, so that the square is always full of it.
 */
import {
  CropperCanvas,
  CropperGrid,
  CropperHandle,
  CropperImage,
  CropperSelection,
  CropperShade,
} from 'cropperjs';
import type { Crop, Matrix } from './crop.ts';
import { cropOf, matrixOf, type Stage } from './stage-matrix.ts';

export interface CropperStage {
  show(crop: Crop): void;
}

interface Transform {
  matrix: Matrix;
}

/** Puts itself into `frame`; `src` is shown once it is loaded. */
export function createCropperStage(
  frame: HTMLElement,
  src: string,
  stage: Stage,
  first: Crop,
  onChange: (crop: Crop) => void,
): CropperStage {
  for (const one of [
    CropperCanvas,
    CropperGrid,
    CropperHandle,
    CropperImage,
    CropperSelection,
    CropperShade,
  ]) {
    one.$define();
  }
  let crop = first;
  /** Before that it puts the picture where it likes, and itself it is moved by `show` alone. */
  let listening = false;

  const image = new CropperImage();
  image.src = src;
  image.initialFit = 'none';
  image.translatable = true;
  image.scalable = true;
  image.addEventListener('transform', (event) => {
    if (!listening) return;
    event.preventDefault();
    onChange(cropOf(stage, (event as CustomEvent<Transform>).detail.matrix, crop.rotate));
  });

  const move = new CropperHandle();
  move.action = 'move';
  move.plain = true;

  const selection = new CropperSelection();
  const grid = new CropperGrid();
  grid.bordered = true;
  grid.covered = true;
  selection.append(grid);

  const shade = new CropperShade();
  for (const passive of [selection, shade]) passive.style.pointerEvents = 'none';

  const canvas = new CropperCanvas();
  // Nothing of it can be read out: what it is, its frame says.
  canvas.setAttribute('aria-hidden', 'true');
  canvas.append(image, shade, move, selection);
  // Only there does the picture take its address.
  frame.prepend(canvas);

  function show(next: Crop): void {
    crop = next;
    if (!image.$image.complete || image.$image.naturalWidth === 0) return;
    listening = false;
    image.$setTransform(matrixOf(stage, crop));
    listening = true;
  }

  void image
    .$ready()
    .then(() => {
      const { x, y, size } = stage.square;
      selection.$change(x, y, size, size, 1);
      show(crop);
    })
    .catch(() => undefined);

  return { show };
}
