/** Reads the QR code in a picture, by a decoder that is none of ours. Knows nothing of what it says. */

import type { Page } from '@playwright/test';
import jsQR from 'jsqr';

/** `page` unpacks the PNG; null when there is no code in it. */
export async function readQr(page: Page, png: Buffer): Promise<string | null> {
  const { width, height, bits } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (context === null) throw new Error('There is no canvas to draw on');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    // A character for each pixel, by its green: text crosses quickly, an array of numbers takes half a minute.
    let text = '';
    for (let at = 1; at < data.length; at += 4) text += (data[at] ?? 0) < 128 ? '1' : '0';
    return { width: image.width, height: image.height, bits: text };
  }, png.toString('base64'));
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < bits.length; at += 1) if (bits[at] === '1') pixels.fill(0, at * 4, at * 4 + 3);
  return jsQR(pixels, width, height)?.data ?? null;
}
