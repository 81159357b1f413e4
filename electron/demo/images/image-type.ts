/** Tells a picture's type by its first bytes, whatever its sender calls it. */

/** The media type of the four kinds that Clerk takes; null for anything else. */
export function imageType(bytes: Buffer): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  const head = bytes.subarray(0, 12).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'image/webp';
  return null;
}

/** Whether the file goes to its end, as far as that is cheap to tell: Clerk decodes what it is sent. */
export function isCutOff(bytes: Buffer, type: NonNullable<ReturnType<typeof imageType>>): boolean {
  switch (type) {
    case 'image/png':
      return !bytes.includes('IEND\xaeB`\x82', 'latin1');
    case 'image/jpeg':
      return !bytes.includes('\xff\xd9', 'latin1');
    case 'image/gif':
      return !bytes.includes(';', 13, 'latin1');
    case 'image/webp':
      return bytes.length < 20 || bytes.readUInt32LE(4) + 8 > bytes.length;
  }
}
