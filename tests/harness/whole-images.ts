/** Small real pictures of each kind that Clerk takes, byte by byte. */
import type { UploadableKind } from '../../shared/images/image-kind.ts';

const from = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

/** 16 by 16 pixels. */
const photo = from(
  '/9j/4AAQSkZJRgABAQEAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQ' +
    'CgwSExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ' +
    'EBD/wAARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAABwQF/8QAJBAAAQQBBAICAwAAAAAAAAAAAQIDBAYFBwgSExEi' +
    'ABQJMTL/xAAVAQEBAAAAAAAAAAAAAAAAAAAABv/EACMRAAECBQMFAAAAAAAAAAAAAAECEQMEBQYhABIxFRZhgeH/2gAMAwEAAhEDEQA/' +
    'ABSm0mobc8HmExLUlRzzEWPkJWW+ulrsaUVAseUgslSlH9LKuPryIKuWPZdskzXmm3fX5m2nF4GlVxx/HOpx4ks51+MiU/Iaad7UcUo4' +
    'tILoS4kqcWkezS0hO/HvuRp0rO6hWnWO1UisZVuFi4GFeyEpmGepa5S5SWVPuciFKRFLgSrwetnyPIB+Vb4N9mKhQMzo5po9XLdDs9d6' +
    'ZVix2VEhiL9kuNPxw2gEKcDQ/rs8AuA8VAe0vdl7VOYn+27flGAUgmITjbhSmCg3BYlyeWDkMolvw4KOp1KM6iCNvngZHwetf//Z',
);

/** An application's block that holds a picture of its own, end and all, before the real one. */
const thumbnail = hex('ffe1 000a ffd8 ffda 0002 ffd9');

export const wholeImages = {
  /** One pixel. */
  png: {
    kind: 'png',
    bytes: from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    ),
  },
  jpeg: { kind: 'jpeg', bytes: photo },
  'jpeg with a thumbnail': {
    kind: 'jpeg',
    bytes: new Uint8Array([...photo.subarray(0, 2), ...thumbnail, ...photo.subarray(2)]),
  },
  /** Two scans with a table between them, a restart and an escaped 0xff among the pixels: shape only. */
  'jpeg in two scans': {
    kind: 'jpeg',
    bytes: hex('ffd8 ffc2 0004 0000 ffda 0003 00 1234 ff00 ffd0 56 ffc4 0003 01 ffff ffda 0003 00 78 ffd9'),
  },
  gif: { kind: 'gif', bytes: from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7') },
  /** Two frames, the second with colours of its own. */
  'moving gif': {
    kind: 'gif',
    bytes: hex(`474946383961 0100 0100 80 00 00 000000 ffffff
      21ff 0b 4e45545343415045322e30 03 01 0000 00
      21f9 04 00 0a00 00 00  2c 0000 0000 0100 0100 00 02 02 4401 00
      21f9 04 00 0a00 00 00  2c 0000 0000 0100 0100 80 ff0000 00ff00 02 02 4c01 00
      3b`),
  },
  webp: {
    kind: 'webp',
    bytes: from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA='),
  },
} satisfies Record<string, { kind: UploadableKind; bytes: Uint8Array<ArrayBuffer> }>;
