/**
 * Sends one request once and reads its answer whole, within one timeout and a bound on size. Knows the
 * API's headers, but no operation, no retries, and not what an answer means.
 */
import type { Clock, Fetch } from '../ports.ts';
import { linkSignals } from './link-signals.ts';
import { readNetworkError, type NetworkError } from './network-errors.ts';
import type { ServerClock } from './server-clock.ts';
import { urlOf, type WireBody, type WireRequest } from './wire-request.ts';

export const apiVersion = '2026-05-12';

/** 500 users of some 100 kB each; more than that is not what the API sends. */
const largestAnswerBytes = 64 * 1024 * 1024;

export interface WireAnswer {
  status: number;
  contentType: string | null;
  retryAfter: string | null;
  cfRay: string | null;
  /** Null when it could not be read to its end, though the status was. */
  text: string | null;
}

export interface Sender {
  apiUrl: string;
  secretKey: string;
  appVersion: string;
  fetch: Fetch;
  clock: Clock;
  /** Told of the time at which each answer came, and was dated. */
  serverClock: Pick<ServerClock, 'note'>;
}

export interface SendLimits {
  timeoutMs: number;
  signal: AbortSignal;
}

export type NoAnswerReason = 'timeout' | 'aborted' | 'too_large' | NetworkError;

/** The request brought no answer, or none that could be read. Carries neither key nor address. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: NoAnswerReason;
  /** The success that was announced before the body broke off; null when nothing came. */
  readonly status: number | null;

  constructor(reason: NoAnswerReason, status: number | null) {
    super(typeof reason === 'string' ? reason : (reason.code ?? reason.problem));
    this.reason = reason;
    this.status = status;
  }
}

/**
 * Resolves with whatever was answered, errors included. Throws {@link NoAnswer}. The body of an error is
 * a courtesy: when it breaks off, the status still stands.
 */
export async function sendRequest(
  request: WireRequest,
  sender: Sender,
  limits: SendLimits,
): Promise<WireAnswer> {
  const timeout = new AbortController();
  const answered = new AbortController();
  const { signal, unlink } = linkSignals([limits.signal, timeout.signal]);
  sender.clock.sleep(limits.timeoutMs, answered.signal).then(
    () => timeout.abort(),
    () => undefined,
  );
  let response: Response | null = null;
  try {
    const sentAt = sender.clock.now();
    const sent = sender.fetch(urlOf(sender.apiUrl, request), initOf(request, sender, signal));
    response = await orAborted(sent, signal);
    const answeredAt = sender.clock.now();
    sender.serverClock.note({ date: response.headers.get('date'), sentAt, answeredAt });
    const head = headOf(response);
    return { ...head, text: await readText(response, signal) };
  } catch (error) {
    const reason = reasonOf(error, limits.signal, timeout.signal);
    if (response !== null && !response.ok) return { ...headOf(response), text: null };
    throw new NoAnswer(reason, response?.status ?? null);
  } finally {
    answered.abort();
    unlink();
  }
}

function initOf(request: WireRequest, sender: Sender, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = {
    authorization: `Bearer ${sender.secretKey}`,
    'clerk-api-version': apiVersion,
    'user-agent': `Roster/${sender.appVersion}`,
    accept: 'application/json',
  };
  // Chromium sends a request again by itself, writes too, when a connection that it kept from an earlier
  // one breaks: over HTTP/1.1 a write's may not be kept (and the shell keeps reads' apart from them).
  if (request.method !== 'GET') headers['connection'] = 'close';
  // The boundary of a form is fetch's to choose, so its content type is too.
  if (request.body?.kind === 'json') headers['content-type'] = 'application/json';
  const init: RequestInit = {
    method: request.method,
    headers,
    // A redirect would carry the key to another address.
    redirect: 'error',
    // Electron's fetch has a cache on disk and a cookie jar: users belong into neither.
    cache: 'no-store',
    credentials: 'omit',
    signal,
  };
  if (request.body !== undefined) init.body = bodyOf(request.body);
  return init;
}

function bodyOf(body: WireBody): string | FormData {
  if (body.kind === 'json') return JSON.stringify(body.value);
  const form = new FormData();
  const extension = body.contentType.replace('image/', '');
  form.append('file', new Blob([body.bytes], { type: body.contentType }), `profile.${extension}`);
  return form;
}

function headOf(response: Response): Omit<WireAnswer, 'text'> {
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    retryAfter: response.headers.get('retry-after'),
    cfRay: response.headers.get('cf-ray'),
  };
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await orAborted(reader.read(), signal);
      if (done) return new TextDecoder().decode(Buffer.concat(chunks));
      bytes += value.byteLength;
      if (bytes > largestAnswerBytes) throw new TooLarge();
      chunks.push(value);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    throw error;
  }
}

/** A fetch that does not heed its signal must not hold the caller. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function reasonOf(error: unknown, caller: AbortSignal, timeout: AbortSignal): NoAnswerReason {
  if (caller.aborted) return 'aborted';
  if (timeout.aborted) return 'timeout';
  return error instanceof TooLarge ? 'too_large' : readNetworkError(error);
}
