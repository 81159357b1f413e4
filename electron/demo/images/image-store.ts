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
  /** A picture of initials for anything that has a name. */
  defaultUrl(id: string, name: string): string;
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

  function url(description: Record<string, string>): string {
    return `${origin()}/images/${Buffer.from(JSON.stringify(description)).toString('base64url')}`;
  }

  return {
    defaultUrl(id, name) {
      return url({
        type: 'default',
        iid: instanceId,
        rid: id,
        initials: [...name].slice(0, 1).join('').toUpperCase(),
      });
    },
    urlOf(record) {
      const { user, image } = record;
      if (image?.kind === 'stored') return url({ type: 'stored', id: image.imageId });
      if (image?.kind === 'drawn') return url({ type: 'drawn', rid: user.id });
      const letters = [user.first_name, user.last_name].map((name) => [...(name ?? '')][0] ?? '');
      return url({
        type: 'default',
        iid: instanceId,
        rid: user.id,
        initials: letters.join('').toUpperCase(),
      });
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
