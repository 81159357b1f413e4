/** A `fetch` for the core that notes what leaves, and lets a test answer chosen requests itself. */
import type { Fetch } from '../../electron/core/ports.ts';

type Answer = (pass: () => Promise<Response>, path: string) => Promise<Response> | Response;

export interface WatchedWire {
  fetch: Fetch;
  /** `POST /users/user_1/ban`, in order: method and path, without `/v1` and query. */
  sent: string[];
  countOf(match: RegExp): number;
  /** The last one that matches holds. */
  when(match: RegExp, answer: Answer): void;
}

export function createWatchedWire(): WatchedWire {
  const sent: string[] = [];
  const rules: { match: RegExp; answer: Answer }[] = [];
  return {
    sent,
    countOf: (match) => sent.filter((line) => match.test(line)).length,
    when: (match, answer) => void rules.unshift({ match, answer }),
    async fetch(url, init) {
      const { pathname, search } = new URL(url);
      const path = pathname.replace(/^\/v1/, '');
      const line = `${init.method ?? 'GET'} ${path}`;
      sent.push(line);
      const pass = () => fetch(url, init);
      const rule = rules.find(({ match }) => match.test(line));
      return rule === undefined ? pass() : rule.answer(pass, path + search);
    },
  };
}

/** As if the connection broke after the request had left. */
export function brokenConnection(): Error {
  return Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
}

export function refusal(status: number, code: string, words = 'Refused.'): Response {
  return Response.json({ errors: [{ code, message: words, long_message: words }] }, { status });
}
