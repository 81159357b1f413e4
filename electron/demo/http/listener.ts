/**
 * Takes HTTP requests through faults, authentication, version and limits to an operation, and its answer
 * back out, counted and logged. Knows no operation by name.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../operations/operation.ts';
import type { ServerState } from '../server-state.ts';
import { ApiError, apiError } from './api-error.ts';
import { readBody, type ApiRequest } from './api-request.ts';
import { readApiVersion } from './api-version.ts';
import { authenticate } from './authenticate.ts';
import type { Fault, FaultPlan } from './faults.ts';
import type { RateLimit } from './rate-limits.ts';
import type { RequestLog } from './request-log.ts';
import type { StatsRecorder } from './request-stats.ts';
import type { Router } from './router.ts';

export interface ListenerOptions {
  state: ServerState;
  router: Router<Operation>;
  secretKey: string;
  latencyMs: number;
  instanceLimit: RateLimit;
  userLimit: RateLimit;
  faults: FaultPlan;
  stats: StatsRecorder;
  log: RequestLog;
}

interface Reply {
  status: number;
  body: Buffer;
  headers: Record<string, string>;
}

const prefix = '/v1';

export function createListener(options: ListenerOptions): RequestListener {
  const { state, router, faults, stats, log } = options;

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    const method = message.method ?? 'GET';
    if (url.pathname.startsWith('/images/')) {
      serveImage(state, url.pathname.slice('/images/'.length), response);
      return;
    }
    const path = url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : '';
    const found = router.find(method, path);
    const operation = typeof found === 'string' ? 'unknown' : found.target.name;
    const traceId = randomUUID().replaceAll('-', '');
    stats.started(operation);
    let status = 0;
    response.once('close', () => {
      stats.ended(status);
      log.write({
        time: new Date().toISOString(),
        method,
        path: url.pathname,
        query: url.search.slice(1),
        operation,
        status,
        durationMs: Math.round(performance.now() - started),
        traceId,
        apiVersion: String(message.headers['clerk-api-version'] ?? ''),
        userAgent: String(message.headers['user-agent'] ?? ''),
      });
    });

    const body = await readBody(message);
    const plan = faults.take({ method, path, operation, query: url.searchParams });
    await wait(
      options.latencyMs + plan.reduce((sum, fault) => sum + (fault.kind === 'latency' ? fault.ms : 0), 0),
    );
    const fault = plan.find((each) => each.kind !== 'latency');

    const answer = () => reply(options, { message, url, method, path, body, found, traceId });
    const outcome = fault === undefined ? await answer() : await troubled(fault, answer, traceId);
    if (outcome === 'hang') return;
    if (outcome === 'reset') {
      message.socket.resetAndDestroy();
      return;
    }
    status = outcome.status;
    response.writeHead(outcome.status, { ...outcome.headers, 'Content-Length': outcome.body.length });
    if (fault?.kind === 'cut-off') {
      response.write(outcome.body.subarray(0, Math.ceil(outcome.body.length / 2)), () =>
        message.socket.destroy(),
      );
      return;
    }
    response.end(outcome.body);
  }

  return (message, response) => {
    // Whoever hangs up while sending gets no answer; there is nothing else to do about it.
    handle(message, response).catch(() => message.socket.destroy());
  };
}

async function wait(ms: number): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { ref: false });
}

async function troubled(
  fault: Fault,
  answer: () => Promise<Reply>,
  traceId: string,
): Promise<Reply | 'hang' | 'reset'> {
  switch (fault.kind) {
    case 'latency':
    case 'cut-off':
      return answer();
    case 'hang':
      if (fault.applied === true) await answer();
      return 'hang';
    case 'reset':
      if (fault.applied) await answer();
      return 'reset';
    case 'rate-limit':
      return tooManyRequests(fault.retryAfterSeconds ?? 1, traceId);
    case 'respond': {
      if (fault.applied === true) await answer();
      const { body = '', contentType = 'application/json' } = fault;
      return {
        status: fault.status,
        body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
        headers: { ...(contentType === null ? {} : { 'Content-Type': contentType }), ...fault.headers },
      };
    }
  }
}

interface Exchange {
  message: IncomingMessage;
  url: URL;
  method: string;
  path: string;
  body: Buffer | 'too-large';
  found: ReturnType<Router<Operation>['find']>;
  traceId: string;
}

/** Carries the operation out, or says why not. */
async function reply(options: ListenerOptions, exchange: Exchange): Promise<Reply> {
  const { message, url, method, path, body, found, traceId } = exchange;
  try {
    authenticate(message.headers.authorization, options.secretKey);
    const blockedFor = options.instanceLimit.take('instance');
    if (blockedFor !== null) {
      options.stats.limited();
      return tooManyRequests(blockedFor, traceId);
    }
    const header = message.headers['clerk-api-version'];
    const apiVersion = readApiVersion(typeof header === 'string' ? header : undefined, url.searchParams);
    if (found === 'not-found') throw apiError(404, 'resource_not_found', 'There is nothing at this path.');
    if (found === 'method-not-allowed') return { status: 405, body: Buffer.alloc(0), headers: {} };
    if (body === 'too-large') throw tooLarge(message.headers['content-type']);
    const { target, params } = found;
    if (target.limitedPerUser === true) {
      const userBlockedFor = options.userLimit.take(params.user_id ?? '');
      if (userBlockedFor !== null) {
        options.stats.limited();
        return tooManyRequests(userBlockedFor, traceId);
      }
    }
    const request: ApiRequest = {
      method,
      path,
      params,
      query: url.searchParams,
      apiVersion,
      body,
      contentType: message.headers['content-type'] ?? '',
    };
    return json(200, await target.run(options.state, request));
  } catch (error) {
    if (error instanceof ApiError) {
      return json(error.status, { errors: error.errors, clerk_trace_id: traceId }, error.headers);
    }
    const problem = apiError(500, 'internal_clerk_error', 'The demo server failed to answer.');
    return json(500, { errors: problem.errors, clerk_trace_id: traceId });
  }
}

function tooLarge(contentType: string | undefined): ApiError {
  return contentType?.startsWith('multipart/') === true
    ? apiError(413, 'image_too_large', 'The image is larger than 10 MB.')
    : apiError(413, 'request_body_too_large', 'The body of the request is too large.');
}

function tooManyRequests(seconds: number, traceId: string): Reply {
  const { errors } = apiError(429, 'too_many_requests', 'Too many requests; try again later.', {
    resets_in: seconds,
  });
  return json(429, { errors, clerk_trace_id: traceId }, { 'Retry-After': String(seconds) });
}

/** The content type is exactly this: the official SDK takes anything else for text. */
function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const body = Buffer.from(JSON.stringify(value));
  return { status, body, headers: { 'Content-Type': 'application/json', ...headers } };
}

function serveImage(state: ServerState, token: string, response: ServerResponse): void {
  const image = state.images.serve(token);
  if (image === null) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, {
      'Content-Type': image.contentType,
      'Content-Length': image.bytes.length,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': '*',
    })
    .end(image.bytes);
}
