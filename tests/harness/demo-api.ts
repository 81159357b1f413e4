/**
 * A plain client of the demo server for tests of the server itself. With CLERK_OPENAPI set it holds every
 * answer to Clerk's description. Knows nothing of Roster.
 */
import {
  startDemoServer,
  type DemoServer,
  type DemoServerOptions,
} from '../../electron/demo/start-demo-server.ts';
import type { WireUser } from '../../electron/demo/wire.ts';
import { loadClerkOpenApi } from './clerk-openapi.ts';

export interface DemoReply {
  status: number;
  /** Parsed; undefined for an empty body. */
  body: unknown;
  headers: Headers;
}

export interface DemoCall {
  query?: Record<string, string | number | boolean | readonly string[]>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Off for requests to what Clerk does not describe. */
  judge?: boolean;
}

export interface DemoApi {
  server: DemoServer;
  call(method: string, path: string, call?: DemoCall): Promise<DemoReply>;
  /** Expects a 200; the body of the answer. */
  answer(method: string, path: string, call?: DemoCall): Promise<unknown>;
  /** Expects a 200. */
  user(method: string, path: string, body?: unknown): Promise<WireUser>;
  /** Expects a 200. */
  users(query?: DemoCall['query']): Promise<WireUser[]>;
  count(query?: DemoCall['query']): Promise<number>;
  /** The first user, newest first, of which this is true. */
  find(wanted: (user: WireUser) => boolean): Promise<WireUser>;
  /** The codes and the fields of a refusal, e.g. `422 form_param_unknown:x`. */
  refusal(method: string, path: string, call?: DemoCall): Promise<string>;
}

const description = loadClerkOpenApi();

export async function startDemoApi(options: DemoServerOptions = {}): Promise<DemoApi> {
  const server = await startDemoServer({ users: 300, rateLimit: 1_000_000, ...options });

  async function call(method: string, path: string, options: DemoCall = {}): Promise<DemoReply> {
    const url = new URL(server.url + path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      for (const each of typeof value === 'object' ? value : [String(value)])
        url.searchParams.append(name, each);
    }
    const isForm = options.body instanceof FormData;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${server.secretKey}`,
        'clerk-api-version': '2026-05-12',
        ...(options.body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { body: isForm ? (options.body as FormData) : text(options.body) }),
    });
    const raw = await response.text();
    const contentType = response.headers.get('content-type');
    const body: unknown = contentType === 'application/json' && raw !== '' ? JSON.parse(raw) : undefined;
    if (options.judge !== false && description !== null) {
      const problems = description.responseProblems({
        method,
        path,
        status: response.status,
        body,
        contentType,
      });
      if (problems.length > 0)
        throw new Error(`${method} ${path} ${response.status}: ${problems.join('; ')}`);
    }
    return { status: response.status, body, headers: response.headers };
  }

  async function expectOk(method: string, path: string, options: DemoCall): Promise<unknown> {
    const reply = await call(method, path, options);
    if (reply.status !== 200)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  const users = async (query: DemoCall['query'] = {}) =>
    (await expectOk('GET', '/users', { query: { ...query } })) as WireUser[];

  return {
    server,
    call,
    answer: (method, path, options = {}) => expectOk(method, path, options),
    users,
    user: async (method, path, body) =>
      (await expectOk(method, path, body === undefined ? {} : { body })) as WireUser,
    async count(query = {}) {
      const body = (await expectOk('GET', '/users/count', { query: { ...query } })) as {
        total_count: number;
      };
      return body.total_count;
    },
    async find(wanted) {
      let after: string | undefined;
      for (;;) {
        const page = await users({ limit: 500, ...(after === undefined ? {} : { starting_after: after }) });
        const found = page.find(wanted);
        if (found !== undefined) return found;
        after = page.at(-1)?.id;
        if (page.length < 500 || after === undefined) throw new Error('No such user in the population');
      }
    },
    async refusal(method, path, options) {
      const reply = await call(method, path, options);
      const { errors } = reply.body as { errors: { code: string; meta?: { param_name?: string } }[] };
      const named = errors.map(({ code, meta }) =>
        meta?.param_name === undefined ? code : `${code}:${meta.param_name}`,
      );
      return `${reply.status} ${named.join(' ')}`;
    },
  };
}

function text(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
