/** What a picture is, told by its bytes. Knows no file names and believes no content type. */

export interface Picture {
  contentType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  base64: string;
}

/** Null for anything else, SVG included: that is a document, which may carry scripts. */
export function pictureOf(bytes: Buffer): Picture | null {
  const contentType = contentTypeOf(bytes.toString('latin1', 0, 12));
  return contentType === null ? null : { contentType, base64: bytes.toString('base64') };
}

function contentTypeOf(head: string): Picture['contentType'] | null {
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'image/webp';
  return null;
}
