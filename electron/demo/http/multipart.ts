/** Finds one file in a multipart/form-data body. Knows no images. */

/** The bytes of the field; null when the body has no such file; throws nothing. */
export function readMultipartFile(body: Buffer, contentType: string, field: string): Buffer | null {
  const parameter = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = parameter?.[1] ?? parameter?.[2];
  if (boundary === undefined) return null;
  const delimiter = Buffer.from(`--${boundary}`);
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const end = body.indexOf(delimiter, start + delimiter.length);
    if (end < 0) return null;
    // Each part stands between two line breaks that belong to the delimiters.
    const part = body.subarray(start + delimiter.length + 2, end - 2);
    const headerEnd = part.indexOf('\r\n\r\n');
    if (headerEnd >= 0) {
      const headers = part.subarray(0, headerEnd).toString('utf8');
      const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
      const name = /[;\s]name="?([^";]*)"?/i.exec(disposition)?.[1];
      if (name === field && /filename/i.test(disposition)) return part.subarray(headerEnd + 4);
    }
    start = end;
  }
  return null;
}
