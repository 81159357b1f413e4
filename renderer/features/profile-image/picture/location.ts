/** Tells whether a picture says where it was taken: in its EXIF block, or in its XMP text. */
import type { ImageKind } from '../../../../shared/images/image-kind.ts';
import { jpegSegments, pngChunks, webpChunks, type Block } from './blocks.ts';
import type { ByteReader } from './byte-reader.ts';

const gpsPointer = 0x8825;
const latitude = 2;
const longitude = 4;

export function hasLocation(reader: ByteReader, kind: ImageKind): boolean {
  return (
    tiffStarts(reader, kind).some((start) => saysWhere(reader, start)) || reader.find('GPSLatitude') >= 0
  );
}

/** Where EXIF data stands, which is a small TIFF file. */
function tiffStarts(reader: ByteReader, kind: ImageKind): number[] {
  const starts = (blocks: Iterable<Block>, name: string) =>
    [...blocks].filter((block) => block.name === name).map(({ at }) => afterMark(reader, at));
  switch (kind) {
    case 'jpeg':
      return starts(jpegSegments(reader), 'e1');
    case 'png':
      return starts(pngChunks(reader), 'eXIf');
    case 'webp':
      return starts(webpChunks(reader), 'EXIF');
    case 'avif':
      // It stands somewhere behind the tables, as a photo's other parts do; some writers mark it, some do not.
      return ['II*\0', 'MM\0*'].map((mark) => reader.find(mark)).filter((at) => at >= 0);
    default:
      return [];
  }
}

function afterMark(reader: ByteReader, at: number): number {
  return reader.text(at, 4) === 'Exif' ? at + 6 : at;
}

function saysWhere(reader: ByteReader, start: number): boolean {
  const order = reader.text(start, 2);
  if (order !== 'II' && order !== 'MM') return false;
  const little = order === 'II';
  /** What stands behind each tag of a directory. */
  const directory = (offset: number): Map<number, number> => {
    const at = start + offset;
    const entries = new Map<number, number>();
    for (let index = 0; index < reader.u16(at, little) && index < 1000; index += 1) {
      const entry = at + 2 + index * 12;
      if (!reader.has(entry, 12)) break;
      entries.set(reader.u16(entry, little), reader.u32(entry + 8, little));
    }
    return entries;
  };
  const gps = directory(reader.u32(start + 4, little)).get(gpsPointer);
  if (gps === undefined) return false;
  const said = directory(gps);
  return said.has(latitude) || said.has(longitude);
}
