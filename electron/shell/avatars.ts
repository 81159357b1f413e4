/** The addresses at the page's own origin where users' pictures are. Knows neither protocol nor server. */
import type { Core } from '../core/create-core.ts';
import type { Picture } from '../core/images/picture.ts';

const longestPart = 200;

/**
 * The picture at `/avatar/<instance id>/<user id>`, or null when there is none, as for every other path.
 * `urlPath` is a URL's pathname, still percent-encoded; the page's `?v=` only tells one picture from the next.
 */
export async function readAvatar(
  core: Pick<Core, 'avatar'>,
  urlPath: string,
  signal?: AbortSignal,
): Promise<Picture | null> {
  const parts = partsOf(urlPath);
  return parts === null ? null : core.avatar(...parts, signal);
}

export function isAvatarPath(urlPath: string): boolean {
  return urlPath.startsWith('/avatar/');
}

/** Kept by no browser: nothing of a picture may lie readable on the disk. */
export function avatarHeaders({ contentType }: Picture): Record<string, string> {
  return { 'content-type': contentType, 'cache-control': 'no-store' };
}

function partsOf(urlPath: string): [instanceId: string, userId: string] | null {
  if (!isAvatarPath(urlPath)) return null;
  try {
    const [instanceId, userId, ...more] = urlPath.slice('/avatar/'.length).split('/').map(decodeURIComponent);
    const isPart = (part: string | undefined): part is string =>
      part !== undefined && part !== '' && part.length <= longestPart;
    return isPart(instanceId) && isPart(userId) && more.length === 0 ? [instanceId, userId] : null;
  } catch {
    return null;
  }
}
