/** Makes picture files for tests, also such as no program would write. Knows no test. */

import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

type Rgb = readonly [red: number, green: number, blue: number];

/** A PNG of the colours that `at` says. */
export function makePng(width: number, height: number, at: (x: number, y: number) => Rgb): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(at(x, y), y * (width * 3 + 1) + 1 + x * 3);
  }
  return pngOf(width, height, deflateSync(rows));
}

/** One that says it is that large, and is next to nothing. */
export function makeHugePng(sidePx: number): Buffer {
  return pngOf(sidePx, sidePx, deflateSync(Buffer.alloc(100)));
}

function pngOf(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const end = chunk('IEND', Buffer.alloc(0));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), end]);
}

/** A BMP of one colour, which Clerk does not take and a browser shows. */
export function makeBmp(width: number, height: number, [red, green, blue]: Rgb): Buffer {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + rowBytes * height);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) bytes.set([blue, green, red], 54 + y * rowBytes + x * 3);
  }
  return bytes;
}

/** What a camera writes: which way up the photo is, and where it was taken. */
export function exifBlock({ orientation = 1, location = true } = {}): Buffer {
  const tiff = Buffer.alloc(80);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  tiff.writeUInt16LE(location ? 2 : 1, 8);
  entry(10, 0x0112, 3, 1, orientation);
  if (location) {
    entry(22, 0x8825, 4, 1, 40);
    tiff.writeUInt16LE(1, 40);
    // The latitude: three fractions, here all of them where the file ends.
    entry(42, 2, 5, 3, 56);
  }
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

/** The JPEG with an EXIF block as its first. */
export function withExif(jpeg: Uint8Array, exif = exifBlock()): Buffer {
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

/** A JPEG in four quarters: red and green above, blue and yellow below. */
export async function drawJpeg(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async (size) => {
      const canvas = new OffscreenCanvas(size.width, size.height);
      const context = canvas.getContext('2d')!;
      const colors = ['#ff0000', '#00ff00', '#0000ff', '#ffff00'];
      for (const [index, color] of colors.entries()) {
        context.fillStyle = color;
        const [x, y] = [((index % 2) * size.width) / 2, (Math.floor(index / 2) * size.height) / 2];
        context.fillRect(x, y, size.width / 2, size.height / 2);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
      let text = '';
      for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { width, height },
  );
  return Buffer.from(base64, 'base64');
}

export interface Decoded {
  width: number;
  height: number;
  /** Near the four corners: top left, top right, bottom left, bottom right. */
  corners: string[];
}

/** As a browser sees it. */
export function decode(page: Page, bytes: Uint8Array): Promise<Decoded> {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([data]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const name = (x: number, y: number) => {
      const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
      return [red, green, blue].map((one) => (one > 127 ? '1' : '0')).join('');
    };
    const names: Record<string, string> = { 100: 'red', '010': 'green', '001': 'blue', 110: 'yellow' };
    const [right, bottom] = [bitmap.width - 5, bitmap.height - 5];
    const corners = [name(4, 4), name(right, 4), name(4, bottom), name(right, bottom)];
    return {
      width: bitmap.width,
      height: bitmap.height,
      corners: corners.map((code) => names[code] ?? code),
    };
  }, Buffer.from(bytes).toString('base64'));
}
