/** Draws pictures from nothing but a user's id: initials as SVG, a small abstract portrait as PNG. */
import { crc32, deflateSync } from 'node:zlib';

/** A number in [0, 1) from the id, another for each topic. */
function chance(id: string, topic: number): number {
  return crc32(`${topic}:${id}`) / 2 ** 32;
}

export function drawInitials(id: string, initials: string): Buffer {
  const hue = Math.floor(chance(id, 1) * 360);
  const text = initials.replace(/[<>&"']/g, '');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">` +
      `<rect width="128" height="128" fill="hsl(${hue} 35% 45%)"/>` +
      `<text x="64" y="64" dy=".36em" text-anchor="middle" font-family="sans-serif" font-size="52" fill="#fff">${text}</text></svg>`,
  );
}

type Rgb = [red: number, green: number, blue: number];

const skins: Rgb[] = [
  [255, 219, 185],
  [236, 188, 150],
  [201, 146, 106],
  [148, 97, 64],
  [96, 62, 43],
];
const hairs: Rgb[] = [
  [40, 32, 30],
  [92, 60, 38],
  [188, 132, 74],
  [222, 188, 120],
  [150, 150, 156],
  [158, 62, 40],
];

const size = 128;

/** Head and shoulders before a soft background. */
export function drawPortrait(id: string): Buffer {
  const skin = skins[Math.floor(chance(id, 2) * skins.length)] ?? [255, 219, 185];
  const hair = hairs[Math.floor(chance(id, 3) * hairs.length)] ?? [40, 32, 30];
  const top = fromHue(chance(id, 4), 0.85);
  const bottom = fromHue(chance(id, 4) + 0.08, 0.6);
  const shirt = fromHue(chance(id, 5), 0.45);
  const fringe = 44 + chance(id, 6) * 10;
  const long = chance(id, 7) < 0.45;

  const pixels = Buffer.alloc(size * (size * 3 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let color = blend(top, bottom, y / size);
      const paint = (paintColor: Rgb, distance: number) => {
        color = blend(color, paintColor, Math.min(1, Math.max(0, 0.5 - distance)));
      };
      if (long) paint(hair, ellipse(x, y, 64, 68, 33, 40));
      paint(shirt, ellipse(x, y, 64, 136, 46, 38));
      paint(skin, Math.max(Math.abs(x - 64) - 9, Math.abs(y - 88) - 16));
      paint(hair, ellipse(x, y, 64, 54, 29, 31));
      paint(skin, Math.max(ellipse(x, y, 64, 60, 25, 30), fringe - y));
      pixels.set(color.map(Math.round), y * (size * 3 + 1) + 1 + x * 3);
    }
  }
  return png(pixels);
}

/** Roughly the distance in pixels to the ellipse's edge, negative inside. */
function ellipse(
  x: number,
  y: number,
  centerX: number,
  centerY: number,
  radiusX: number,
  radiusY: number,
): number {
  return (Math.hypot((x - centerX) / radiusX, (y - centerY) / radiusY) - 1) * Math.min(radiusX, radiusY);
}

function blend(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((part) => (from[part] ?? 0) + ((to[part] ?? 0) - (from[part] ?? 0)) * share) as Rgb;
}

function fromHue(turn: number, lightness: number): Rgb {
  const channel = (shift: number) => 255 * (lightness + 0.18 * Math.cos(2 * Math.PI * (turn + shift)));
  return [channel(0), channel(1 / 3), channel(2 / 3)].map((value) =>
    Math.min(255, Math.max(0, value)),
  ) as Rgb;
}

/** A PNG file from rows of 24-bit pixels, each row with its filter byte before it. */
function png(pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
