/**
 * Fetches one picture, within a timeout and a bound on size. Sends neither key nor cookie, follows no
 * redirect, and logs nothing: the address says who the user is.
 */
import type { Clock, Fetch } from '../ports.ts';
import { pictureOf, type Picture } from './picture.ts';

const timeoutMs = 10_000;
const largestBytes = 2 * 1024 * 1024;

/** Null when it did not come, for whatever reason, or is not a picture that Roster shows. Never throws. */
export async function fetchPicture(
  address: string,
  { fetch, clock }: { fetch: Fetch; clock: Clock },
  left: AbortSignal,
): Promise<Picture | null> {
  const ended = new AbortController();
  const end = () => ended.abort();
  left.addEventListener('abort', end, { once: true });
  if (left.aborted) end();
  clock.sleep(timeoutMs, ended.signal).then(end, () => undefined);
  try {
    return await unlessAborted(load(address, fetch, ended.signal), ended.signal);
  } catch {
    return null;
  } finally {
    left.removeEventListener('abort', end);
    // Also what is left unread of the answer.
    end();
  }
}

async function load(address: string, fetch: Fetch, signal: AbortSignal): Promise<Picture | null> {
  const response = await fetch(address, {
    // Without it a server may choose a format that is not shown here, such as AVIF.
    headers: { accept: 'image/png,image/jpeg,image/gif,image/webp' },
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  });
  if (response.status !== 200 || response.redirected || response.body === null) return null;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pictureOf(Buffer.concat(chunks));
    bytes += value.byteLength;
    if (bytes > largestBytes) {
      void reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
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
