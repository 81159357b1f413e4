/**
 * Fetches one picture, within a timeout and a bound on size. Sends neither key nor cookie, follows no
 * redirect, and logs nothing: the address says who the user is.
 */
import type { Clock, Fetch } from '../ports.ts';
import { pictureOf, type Picture } from './picture.ts';

/** Of one that is shown. */
const shownBound: Bound = { timeoutMs: 10_000, largestBytes: 2 * 1024 * 1024 };
/** Of one as it was uploaded, which Clerk bounds. */
export const wholeBound: Bound = { timeoutMs: 20_000, largestBytes: 10 * 1024 * 1024 };

interface Bound {
  timeoutMs: number;
  largestBytes: number;
}

export type FetchedPicture =
  | { outcome: 'picture'; picture: Picture; etag: string | null }
  /** The version that `etag` names is current. */
  | { outcome: 'unchanged' }
  /** The server knows of no picture there (any more). */
  | { outcome: 'gone' }
  /** It did not come, for whatever reason, or is not a picture that Roster shows. */
  | { outcome: 'failed' };

/** `etag` is that of the version at hand, if there is one. Never throws. */
export async function fetchPicture(
  address: string,
  { fetch, clock, etag = null }: { fetch: Fetch; clock: Clock; etag?: string | null },
  left: AbortSignal,
  { timeoutMs, largestBytes }: Bound = shownBound,
): Promise<FetchedPicture> {
  const ended = new AbortController();
  const end = () => ended.abort();
  left.addEventListener('abort', end, { once: true });
  if (left.aborted) end();
  clock.sleep(timeoutMs, ended.signal).then(end, () => undefined);
  try {
    return await unlessAborted(load(address, { etag, fetch, largestBytes }, ended.signal), ended.signal);
  } catch {
    return { outcome: 'failed' };
  } finally {
    left.removeEventListener('abort', end);
    // Also what is left unread of the answer.
    end();
  }
}

async function load(
  address: string,
  { etag, fetch, largestBytes }: { etag: string | null; fetch: Fetch; largestBytes: number },
  signal: AbortSignal,
): Promise<FetchedPicture> {
  const response = await fetch(address, {
    // Without it a server may choose a format that is not shown here, such as AVIF.
    headers: {
      accept: 'image/png,image/jpeg,image/gif,image/webp',
      ...(etag === null ? {} : { 'if-none-match': etag }),
    },
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  });
  if (response.status === 304 && etag !== null) return { outcome: 'unchanged' };
  if (response.status === 404 || response.status === 410) return { outcome: 'gone' };
  if (response.status !== 200 || response.redirected || response.body === null) return { outcome: 'failed' };
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      const picture = pictureOf(Buffer.concat(chunks));
      if (picture === null) return { outcome: 'failed' };
      return { outcome: 'picture', picture, etag: readEtag(response.headers.get('etag')) };
    }
    bytes += value.byteLength;
    if (bytes > largestBytes) {
      void reader.cancel().catch(() => undefined);
      return { outcome: 'failed' };
    }
    chunks.push(value);
  }
}

/** Null for what is none: it goes back to the server as it came. */
function readEtag(header: string | null): string | null {
  return header !== null && /^(W\/)?"[\x21\x23-\x7e]{1,200}"$/.test(header) ? header : null;
}

/** Rejects as soon as the signal says so, whether or not the task heeds it. */
export function unlessAborted<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    task.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
