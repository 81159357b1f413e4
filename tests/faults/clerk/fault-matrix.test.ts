/**
 * Everything that can come instead of an answer, for a read and for a write: how often the server was
 * asked, and what the caller is told. A write that left is never sent again but after a 429.
 */
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClerkClient } from '../../../electron/core/clerk/clerk-client.ts';
import type { Failure } from '../../../shared/failure.ts';
import { createHastyClock, type HastyClock } from '../../harness/clerk/fake-clock.ts';
import {
  sendJson,
  startRecordingServer,
  type RecordingServer,
} from '../../harness/clerk/recording-server.ts';
import { createKeptLog, createTestClient, failureOf, plantedKey } from '../../harness/clerk/test-client.ts';

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer(() => undefined);
});
afterAll(() => server.close());

let clock: HastyClock;
let client: ClerkClient;
let log: ReturnType<typeof createKeptLog>;
/** Resolves when the head of an answer has reached the client. */
let headArrived: Promise<void>;
beforeEach(() => {
  server.requests.length = 0;
  clock = createHastyClock();
  log = createKeptLog();
  headArrived = new Promise((resolve) => {
    client = createTestClient(server.url, {
      clock,
      logger: log.logger,
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        resolve();
        return response;
      },
    });
  });
  return () => client.close();
});

const calls = {
  read: () => client.call('get', { userId: 'user_1' }),
  write: () => client.call('ban', { userId: 'user_1' }),
};

interface Expected {
  requests: number;
  failure: Partial<Failure>;
  message?: RegExp;
}

interface Trouble {
  answer: (response: ServerResponse) => void;
  /** For trouble that ends only with the timeout: where it stands still. */
  hangs?: 'before the answer' | 'in its body';
  read: Expected;
  write: Expected;
}

const ray = { 'cf-ray': '8a1b2c3d4e5f-FRA' };
const secretish = `<html>${plantedKey} Bearer ${plantedKey} internal stack at /srv/app</html>`;
const mayHave = /may or may not have been done/;
const untouched = /Nothing was changed/;

const troubles: Record<string, Trouble> = {
  'HTML 502': {
    answer: (response) => response.writeHead(502, { 'content-type': 'text/html', ...ray }).end(secretish),
    read: { requests: 4, failure: { code: 'server_error', status: 502, traceId: ray['cf-ray'] } },
    write: {
      requests: 1,
      failure: { code: 'outcome_unknown', status: 502, traceId: ray['cf-ray'] },
      message: mayHave,
    },
  },
  'empty 500': {
    answer: (response) => response.writeHead(500).end(),
    read: { requests: 4, failure: { code: 'server_error', status: 500 } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 500 }, message: mayHave },
  },
  "Clerk's own 500": {
    answer: (response) =>
      sendJson(response, 500, {
        errors: [{ code: 'internal_clerk_error', message: 'Oops', long_message: 'Oops' }],
        clerk_trace_id: 'trace_1',
      }),
    read: {
      requests: 4,
      failure: { code: 'server_error', status: 500, clerkCode: 'internal_clerk_error', traceId: 'trace_1' },
    },
    write: {
      requests: 1,
      failure: {
        code: 'outcome_unknown',
        status: 500,
        clerkCode: 'internal_clerk_error',
        traceId: 'trace_1',
      },
    },
  },
  'a body that is cut off': {
    answer: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"id":"user_1",', () => response.destroy());
    },
    read: { requests: 4, failure: { code: 'bad_response', status: 200 }, message: /cut off/ },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 200 }, message: mayHave },
  },
  'half a JSON in a whole answer': {
    answer: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"us'),
    read: { requests: 1, failure: { code: 'bad_response', status: 200 } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 200 }, message: mayHave },
  },
  'JSON of something else': {
    answer: (response) => sendJson(response, 200, { object: 'total_count', total_count: 3 }),
    read: { requests: 1, failure: { code: 'bad_response', status: 200 } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 200 }, message: mayHave },
  },
  'the wrong content type': {
    answer: (response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...ray }).end('{"id":"user_1"}'),
    read: { requests: 1, failure: { code: 'bad_response', status: 200, traceId: ray['cf-ray'] } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 200 }, message: mayHave },
  },
  '204': {
    answer: (response) => response.writeHead(204).end(),
    read: { requests: 1, failure: { code: 'bad_response', status: 204 } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 204 }, message: mayHave },
  },
  'a status that the API never sends': {
    answer: (response) => response.writeHead(304).end(),
    read: { requests: 1, failure: { code: 'bad_response', status: 304 } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 304 }, message: mayHave },
  },
  'a redirect': {
    answer: (response) => response.writeHead(307, { location: `${server.url}/elsewhere` }).end(),
    read: { requests: 1, failure: { code: 'bad_response' }, message: /redirect/ },
    write: { requests: 1, failure: { code: 'outcome_unknown' }, message: /redirect/ },
  },
  'no answer at all': {
    answer: () => undefined,
    hangs: 'before the answer',
    read: { requests: 1, failure: { code: 'timeout' }, message: /no answer came in time/ },
    write: { requests: 1, failure: { code: 'outcome_unknown' }, message: mayHave },
  },
  'a body that never ends': {
    answer: (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    hangs: 'in its body',
    read: { requests: 1, failure: { code: 'timeout', status: 200 } },
    write: { requests: 1, failure: { code: 'outcome_unknown', status: 200 }, message: mayHave },
  },
  'a refusal whose body never ends': {
    answer: (response) => response.writeHead(422, { 'content-type': 'application/json' }).write('{"errors":'),
    hangs: 'in its body',
    read: { requests: 1, failure: { code: 'rejected', status: 422 } },
    write: { requests: 1, failure: { code: 'rejected', status: 422 }, message: untouched },
  },
  'a reset before any answer': {
    answer: (response) => response.destroy(),
    read: { requests: 4, failure: { code: 'offline' }, message: /broke before an answer/ },
    write: { requests: 1, failure: { code: 'outcome_unknown' }, message: mayHave },
  },
  'a 429 with Retry-After': {
    answer: (response) =>
      sendJson(
        response,
        429,
        { errors: [{ code: 'too_many_requests', message: 'x', long_message: 'Too many requests' }] },
        { 'retry-after': '7' },
      ),
    read: { requests: 4, failure: { code: 'rate_limited', status: 429, retryAfterMs: 7000 } },
    write: { requests: 4, failure: { code: 'rate_limited', retryAfterMs: 7000 }, message: untouched },
  },
  'a 429 without Retry-After': {
    answer: (response) => response.writeHead(429, { 'content-type': 'text/html' }).end(secretish),
    read: { requests: 4, failure: { code: 'rate_limited', status: 429 } },
    write: { requests: 4, failure: { code: 'rate_limited', status: 429 }, message: untouched },
  },
  'a 401': {
    answer: (response) =>
      sendJson(response, 401, {
        errors: [
          {
            code: 'clerk_key_invalid',
            message: 'x',
            long_message: `The provided key ${plantedKey} is invalid`,
          },
        ],
        clerk_trace_id: 'trace_2',
      }),
    read: {
      requests: 1,
      failure: { code: 'unauthorized', status: 401, clerkCode: 'clerk_key_invalid', traceId: 'trace_2' },
      message: /revoked\? .*Replace the key/,
    },
    write: { requests: 1, failure: { code: 'unauthorized', status: 401 }, message: untouched },
  },
  'a 402': {
    answer: (response) =>
      sendJson(response, 402, {
        errors: [
          {
            code: 'unsupported_subscription_plan_features',
            message: 'x',
            long_message: 'x',
            meta: { unsupported_features: ['ban_user', 'audit_log'] },
          },
        ],
      }),
    read: { requests: 1, failure: { code: 'plan_required', status: 402 }, message: /ban_user, audit_log/ },
    write: { requests: 1, failure: { code: 'plan_required', status: 402 }, message: /Lock the user instead/ },
  },
  'a 404 of something else than Clerk': {
    answer: (response) => response.writeHead(404, { 'content-type': 'text/html' }).end(secretish),
    read: { requests: 1, failure: { code: 'not_found', status: 404 }, message: /API address/ },
    write: { requests: 1, failure: { code: 'not_found', status: 404 }, message: untouched },
  },
  'a 405': {
    answer: (response) => response.writeHead(405).end(),
    read: { requests: 1, failure: { code: 'rejected', status: 405 } },
    write: { requests: 1, failure: { code: 'rejected', status: 405 }, message: untouched },
  },
};

describe.each(Object.entries(troubles))('%s', (_name, trouble) => {
  it.each(['read', 'write'] as const)('on a %s', async (kind) => {
    server.answer = trouble.answer;
    const expected = trouble[kind];

    const ended = failureOf(calls[kind]());
    if (trouble.hangs !== undefined) {
      await (trouble.hangs === 'in its body' ? headArrived : server.received(1));
      clock.expire();
    }
    const failure = await ended;

    expect({ requests: server.requests.length, ...failure }).toMatchObject({
      requests: expected.requests,
      ...expected.failure,
    });
    if (expected.message !== undefined) expect(failure.message).toMatch(expected.message);
    const told = JSON.stringify(failure) + log.text();
    expect(told).not.toContain(plantedKey);
    expect(told).not.toContain('Bearer');
    expect(told).not.toContain('<html');
    expect(told).not.toContain(String(server.port));
  });
});
