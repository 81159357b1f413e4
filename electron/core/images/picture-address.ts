/**
 * Decides from which addresses Roster fetches pictures: a user's picture URL must not make the machine of
 * whoever looks at the list call an arbitrary host. Knows nothing of requests.
 */
import { isLoopback } from '../is-loopback.ts';

const clerksOwn: ReadonlySet<string> = new Set(['https://img.clerk.com', 'https://images.clerk.dev']);

/** The largest avatar on a screen of double density. */
const resizing = { width: '192', height: '192', fit: 'crop', quality: '85' };

export interface PicturePlace {
  kind: 'clerk' | 'demo';
  /** Where the instance's API answers now. */
  apiUrl: string;
}

/**
 * The address to fetch instead of `imageUrl`, or null when nothing may be fetched. For the size that is shown,
 * unless the whole picture is wanted.
 */
export function pictureAddress(
  imageUrl: string,
  place: PicturePlace,
  size: 'shown' | 'whole' = 'shown',
): string | null {
  if (!URL.canParse(imageUrl)) return null;
  const url = new URL(imageUrl);
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  // The origin holds scheme, host and port: plain http or another port is another origin.
  if (clerksOwn.has(url.origin)) {
    for (const [name, value] of Object.entries(resizing)) {
      if (size === 'shown') url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url.href;
  }
  const api = new URL(place.apiUrl);
  if (!isLoopback(api.hostname)) return null;
  if (url.origin === api.origin) return url.href;
  // The demo has another port at each start, and the mirror may still name the one before.
  if (place.kind === 'demo' && url.protocol === 'http:' && isLoopback(url.hostname)) {
    return `${api.origin}${url.pathname}${url.search}`;
  }
  return null;
}
