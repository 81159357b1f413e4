/** Tells what kind of picture bytes are, by the bytes alone. Knows no file names and believes no content type. */

/** What Clerk takes, and what people drop that it does not take. */
export type ImageKind = UploadableKind | 'svg' | 'heic' | 'avif' | 'tiff' | 'bmp';
export type UploadableKind = 'png' | 'jpeg' | 'gif' | 'webp';
export type UploadableType = `image/${UploadableKind}`;

/** Bytes that tell any of them; more than the rest only an SVG needs, whose comments may come first. */
export const headBytes = 4096;

const uploadable: readonly string[] = ['png', 'jpeg', 'gif', 'webp'] satisfies UploadableKind[];
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];
/** By the size of the header that follows the file's own; "BM" alone begins many a text. */
const bmpHeaders = [12, 16, 40, 52, 56, 64, 108, 124];

/** Null for what is none of them. Needs the first {@link headBytes} only. */
export function imageKindOf(bytes: Uint8Array): ImageKind | null {
  const head = latin1(bytes, 0, 16);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp') return kindOfBrands(bytes);
  if (/^(II[*+]\0|MM\0[*+])/.test(head)) return 'tiff';
  if (head.startsWith('BM') && bmpHeaders.includes(bytes[14] ?? 0)) return 'bmp';
  return isSvg(latin1(bytes, 0, headBytes)) ? 'svg' : null;
}

/** The media type of the four kinds that Clerk takes; null for anything else. */
export function uploadableTypeOf(bytes: Uint8Array): UploadableType | null {
  const kind = imageKindOf(bytes);
  return kind !== null && isUploadable(kind) ? `image/${kind}` : null;
}

export function isUploadable(kind: ImageKind): kind is UploadableKind {
  return uploadable.includes(kind);
}

/** HEIC and AVIF are the same container: it names what can read it, and some writers put only that in front. */
function kindOfBrands(bytes: Uint8Array): 'heic' | 'avif' | null {
  const boxBytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  // The major brand, four bytes of version, then the compatible ones.
  const text = latin1(bytes, 8, Math.min(boxBytes, headBytes));
  const brands = text.match(/[^]{4}/g)?.filter((_, index) => index !== 1) ?? [];
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif';
  return brands.some((brand) => heicBrands.includes(brand)) ? 'heic' : null;
}

function isSvg(text: string): boolean {
  // Zeros are every other byte of UTF-16; its marks and that of UTF-8 come before anything else.
  let rest = text.replaceAll('\0', '').replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  for (;;) {
    const before = rest;
    rest = rest.replace(/^(\s+|<\?[^]*?\?>|<!--[^]*?-->|<!doctype\s[^[>]*(\[[^\]]*\]\s*)?>)/i, '');
    if (rest === before) return /^<([\w-]+:)?svg[\s/>]/i.test(rest);
  }
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
