/** One request as operations see it: path parameters, query, body. Knows no operation. */
import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../../../shared/models/json.ts';
import { apiError } from './api-error.ts';

export interface ApiRequest {
  method: string;
  /** Without `/v1` and query. */
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** As asked for by header or query; see api-version.ts. */
  apiVersion: string;
  /** Empty when the request has none. */
  body: Buffer;
  contentType: string;
}

/** A little over the largest image that is accepted, so that one too large can be told as such. */
export const bodyLimitBytes = 12_000_000;
const jsonLimitBytes = 1_000_000;

/** Reads the whole body; of one over the limit, only that it is. */
export async function readBody(message: IncomingMessage): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end: who is cut off while sending never sees the answer.
    if (size <= bodyLimitBytes) chunks.push(chunk);
  }
  return size > bodyLimitBytes ? 'too-large' : Buffer.concat(chunks);
}

/** The body as a JSON object; an empty one counts as `{}`. */
export function jsonBody(request: ApiRequest): JsonObject {
  if (request.body.length === 0) return {};
  if (request.body.length > jsonLimitBytes) {
    throw apiError(413, 'request_body_too_large', 'The body of the request is too large.');
  }
  if (!/^application\/json\s*(;|$)/i.test(request.contentType)) {
    throw apiError(415, 'unsupported_content_type', 'Send the body as application/json.');
  }
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw apiError(400, 'request_body_invalid', 'The body of the request is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw apiError(400, 'request_body_invalid', 'The body of the request is not a JSON object.');
  }
  return value as JsonObject;
}
