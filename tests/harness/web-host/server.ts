/**
 * The browser host's HTTP server: the built page, users' pictures, and the bridge to a core it is handed. Loopback only,
 * never packaged. Knows no call by name.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '../../../electron/core/create-core.ts';
import { avatarHeaders, isAvatarPath, readAvatar } from '../../../electron/shell/avatars.ts';
import { pageHeaders } from '../../../electron/shell/content-security-policy.ts';
import { maximumInputBytes } from '../../../electron/shell/payload-guard.ts';
import { readRendererFile } from '../../../electron/shell/renderer-files.ts';
import type { Envelope, FailureCode } from '../../../shared/failure.ts';
import { createAccess } from './access.ts';

export interface WebHost {
  /** Opens the page, once: the address holds a one-time code. */
  url: string;
  /** For programs: `authorization: Bearer …`. */
  token: string;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Another address that opens the page once. */
  newPageUrl(): string;
  close(): Promise<void>;
}

export interface WebHostOptions {
  core: Pick<Core, 'dispatch' | 'subscribeAll' | 'avatar'>;
  /** Folder of the built page. */
  rendererRoot: string;
  /** The classic script that makes `window.bridge`. */
  installBridge: string;
  /** 0 or absent: any free port. */
  port?: number;
}

const headers = pageHeaders("'self'");
const installBridgePath = '/bridge/install.js';
/** Proxies and laptops drop connections that say nothing. */
const heartbeatMs = 15_000;

export async function startWebHost({
  core,
  rendererRoot,
  installBridge,
  port = 0,
}: WebHostOptions): Promise<WebHost> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const access = createAccess((server.address() as AddressInfo).port);
  const newPageUrl = () => `${origin}/#code=${access.newCode()}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = access.refuse(request);
    if (refusal !== null) return answer(response, 403, failed('forbidden', refusal));

    const { pathname } = new URL(request.url ?? '/', origin);
    const route = `${request.method ?? ''} ${pathname}`;
    if (route === `GET ${installBridgePath}`) {
      response.writeHead(200, { ...headers, 'content-type': 'text/javascript; charset=utf-8' });
      response.end(installBridge);
      return;
    }
    if (isAvatarPath(pathname)) return serveAvatar(request, response, pathname);
    if (!pathname.startsWith('/bridge/')) return servePage(request, response, pathname);

    if (route === 'POST /bridge/session') return signIn(request, response);
    if (!access.isSignedIn(request)) return answer(response, 401, failed('forbidden', notSignedIn));
    if (route === 'POST /bridge/invoke') return invoke(request, response);
    if (route === 'GET /bridge/events') return streamEvents(request, response);
    if (route === 'POST /bridge/page' && access.isProgram(request)) {
      return answer(response, 200, { ok: true, value: { url: newPageUrl() } });
    }
    answer(response, 404, failed('unknown_method', 'The browser host has no such address.'));
  }

  async function servePage(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
  ): Promise<void> {
    const file = request.method === 'GET' ? await readRendererFile(rendererRoot, pathname) : null;
    if (file === null) return answer(response, 404, failed('not_found', 'The page has no such file.'));
    response.writeHead(200, { ...headers, 'content-type': file.contentType, 'cache-control': 'no-store' });
    response.end(
      pathname === '/' || pathname === '/index.html' ? withBridge(file.bytes.toString()) : file.bytes,
    );
  }

  /** As much the user's as what the bridge answers: only for who is signed in. */
  async function serveAvatar(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
  ): Promise<void> {
    if (!access.isSignedIn(request)) return answer(response, 401, failed('forbidden', notSignedIn));
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const picture = request.method === 'GET' ? await readAvatar(core, pathname, gone.signal) : null;
    if (picture === null) return answer(response, 404, failed('not_found', 'There is no such picture.'));
    response.writeHead(200, { ...headers, ...avatarHeaders(picture) });
    response.end(picture.bytes);
  }

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    const code = isRecord(body) && typeof body['code'] === 'string' ? body['code'] : '';
    const cookie = access.redeem(code);
    if (cookie === null) return answer(response, 401, failed('forbidden', notSignedIn));
    response.writeHead(204, { 'set-cookie': cookie }).end();
  }

  async function invoke(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    if (body === tooLarge) {
      const message = `Nothing was done: a call may be ${maximumInputBytes / 1024 / 1024} MB at most.`;
      return answer(response, 413, failed('invalid_input', message));
    }
    if (!isRecord(body) || typeof body['method'] !== 'string') {
      const message = 'Nothing was done: the body must be JSON such as {"method": "users.get", "input": {}}.';
      return answer(response, 400, failed('invalid_input', message));
    }
    answer(response, 200, await core.dispatch(body['method'], body['input']));
  }

  function streamEvents(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 500\n\n');
    const unsubscribe = core.subscribeAll((event, payload) => {
      response.write(`data: ${JSON.stringify({ event, payload })}\n\n`);
    });
    const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
    request.once('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
    });
  }

  server.on('request', (request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) answer(response, 500, failed('internal', 'The browser host failed.'));
      response.destroy();
    });
  });

  return {
    url: newPageUrl(),
    token: access.token,
    origin,
    newPageUrl,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const notSignedIn =
  'This page is not signed in: its one-time code is spent, or the host was started anew. Open the address that `npm run host` printed last.';

function failed(code: FailureCode, message: string): Envelope {
  return { ok: false, failure: { code, message } };
}

function answer(response: ServerResponse, status: number, envelope: Envelope): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(envelope));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const tooLarge = Symbol('too large');

/** Undefined for what is not JSON. A body that is too large is read to its end, but not kept. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maximumInputBytes) chunks.push(chunk);
  }
  if (bytes > maximumInputBytes) return tooLarge;
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** First in the head: a classic script runs before every module of the page. */
function withBridge(html: string): string {
  return html.replace(/<head[^>]*>/, (head) => `${head}<script src="${installBridgePath}"></script>`);
}
