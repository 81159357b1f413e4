/** Users' pictures: the uploaded ones, the made-up ones, and the initials of everybody else, each at a URL. */
import { randomUUID } from 'node:crypto';
import type { UserRecord } from '../store/user-record.ts';
import { drawInitials, drawPortrait } from './draw-avatar.ts';

export interface ServedImage {
  contentType: string;
  bytes: Buffer;
}

export interface ImageStore {
  /** Where the picture of this user is; another picture has another URL. */
  urlOf(record: UserRecord): string;
  /** Keeps an uploaded picture and answers its id. */
  keep(image: ServedImage): string;
  forget(imageId: string): void;
  has(imageId: string): boolean;
  /** The picture behind the last part of a URL's path; null when there is none. */
  serve(token: string): ServedImage | null;
}

/** `origin` is asked late: the port is known only once the server listens. */
export function createImageStore(instanceId: string, origin: () => string): ImageStore {
  const kept = new Map<string, ServedImage>();

  return {
    urlOf(record) {
      const { user, image } = record;
      const initials = `${user.first_name?.[0] ?? ''}${user.last_name?.[0] ?? ''}`.toUpperCase();
      const description =
        image === null
          ? { type: 'default', iid: instanceId, rid: user.id, initials }
          : image.kind === 'drawn'
            ? { type: 'drawn', rid: user.id }
            : { type: 'stored', id: image.imageId };
      return `${origin()}/images/${Buffer.from(JSON.stringify(description)).toString('base64url')}`;
    },
    keep(image) {
      const imageId = `img_${randomUUID().replaceAll('-', '')}`;
      kept.set(imageId, image);
      return imageId;
    },
    forget(imageId) {
      kept.delete(imageId);
    },
    has: (imageId) => kept.has(imageId),
    serve(token) {
      const description = readToken(token);
      if (description === null) return null;
      if (description.type === 'stored') return kept.get(description.id ?? '') ?? null;
      if (description.rid === undefined) return null;
      if (description.type === 'drawn')
        return { contentType: 'image/png', bytes: drawPortrait(description.rid) };
      return {
        contentType: 'image/svg+xml',
        bytes: drawInitials(description.rid, description.initials ?? ''),
      };
    },
  };
}

function readToken(token: string): { type: string; id?: string; rid?: string; initials?: string } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const text = (key: string) => {
      const part = (value as Record<string, unknown>)[key];
      return typeof part === 'string' ? { [key]: part } : {};
    };
    return { type: '', ...text('type'), ...text('id'), ...text('rid'), ...text('initials') };
  } catch {
    return null;
  }
}
