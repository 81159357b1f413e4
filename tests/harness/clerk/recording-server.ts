/** A plain HTTP server on loopback that keeps every request as it came, literally. Knows nothing of Clerk. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  method: string;
  /** Path and query, not decoded. */
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Answers one request. `index` counts from 0. */
export type Answer = (response: ServerResponse, request: RecordedRequest, index: number) => void;

export interface RecordingServer {
  /** With `/v1`. */
  url: string;
  port: number;
  requests: RecordedRequest[];
  answer: Answer;
  /** Resolves when so many requests have come. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export async function startRecordingServer(answer: Answer): Promise<RecordingServer> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const recorded: RecordedRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      recording.requests.push(recorded);
      recording.answer(response, recorded, recording.requests.length - 1);
      for (const waiter of waiting) if (recording.requests.length >= waiter.count) waiter.resolve();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const recording: RecordingServer = {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests: [],
    answer,
    received: (count) =>
      new Promise((resolve) => {
        if (recording.requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return recording;
}
