/** One picture over real HTTP: what is taken for a picture, and what ends without one. */
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fetchPicture } from '../../../electron/core/images/fetch-picture.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { createFakeClock } from '../../harness/clerk/fake-clock.ts';

const heads = {
  'image/png': Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1'),
  'image/jpeg': Buffer.from('\xff\xd8\xff\xe0 rest', 'latin1'),
  'image/gif': Buffer.from('GIF89a rest', 'latin1'),
  'image/webp': Buffer.from('RIFF\x10\x00\x00\x00WEBP rest', 'latin1'),
};
const png = heads['image/png'];

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/picture`;
}

const still = new AbortController().signal;
async function fetched(address: string, clock = systemClock, signal = still) {
  const answer = await fetchPicture(address, { fetch, clock }, signal);
  return answer.outcome === 'picture' ? answer.picture : null;
}

it('believes the bytes, not the content type', async () => {
  for (const [contentType, bytes] of Object.entries(heads)) {
    const address = await serve((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(bytes);
    });
    expect(await fetched(address)).toEqual({ contentType, bytes });
  }
});

it('takes nothing that only claims to be a picture', async () => {
  for (const body of [
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<html></html>',
    '',
    'RIFF....WAVE',
    'GIF87',
  ]) {
    const address = await serve((_, response) => {
      response.setHeader('content-type', 'image/png');
      response.end(body);
    });
    expect(await fetched(address), body).toBeNull();
  }
});

it('takes no picture out of a refusal', async () => {
  const address = await serve((_, response) => {
    response.statusCode = 404;
    response.end(png);
  });
  expect(await fetched(address)).toBeNull();
});

it('tells one that is gone from one that is out of reach', async () => {
  for (const [status, outcome] of [
    [404, 'gone'],
    [410, 'gone'],
    [403, 'failed'],
    [500, 'failed'],
    // Nobody asked whether it had changed.
    [304, 'failed'],
  ] as const) {
    const address = await serve((_, response) => {
      response.statusCode = status;
      response.end();
    });
    expect(await fetchPicture(address, { fetch, clock: systemClock }, still), `${status}`).toEqual({
      outcome,
    });
  }
});

it('asks whether its version is current, and carries nothing else', async () => {
  const asked: IncomingHttpHeaders[] = [];
  const address = await serve((request, response) => {
    asked.push(request.headers);
    if (request.headers['if-none-match'] === 'W/"v1"') response.writeHead(304).end();
    else response.setHeader('etag', 'W/"v1"').end(png);
  });
  const first = await fetchPicture(address, { fetch, clock: systemClock }, still);
  expect(first).toMatchObject({ outcome: 'picture', etag: 'W/"v1"' });
  expect(await fetchPicture(address, { fetch, clock: systemClock, etag: 'W/"v1"' }, still)).toEqual({
    outcome: 'unchanged',
  });
  expect(asked[0]).not.toHaveProperty('if-none-match');
  for (const headers of asked) {
    for (const name of ['authorization', 'cookie', 'referer', 'clerk-api-version']) {
      expect(headers, name).not.toHaveProperty(name);
    }
  }
});

it('follows no redirect, not even to a picture', async () => {
  let elsewhere = 0;
  const target = await serve((_, response) => {
    elsewhere += 1;
    response.end(png);
  });
  for (const status of [301, 302, 307]) {
    const address = await serve((_, response) => {
      response.writeHead(status, { location: target }).end();
    });
    expect(await fetched(address)).toBeNull();
  }
  expect(elsewhere).toBe(0);
});

it('takes 2 MB, and stops reading beyond', async () => {
  const limit = 2 * 1024 * 1024;
  const exact = await serve((_, response) => {
    response.end(Buffer.concat([png, Buffer.alloc(limit - png.length)]));
  });
  expect((await fetched(exact))?.bytes).toHaveLength(limit);

  // Never ends by itself: only a reader that stops gets past it.
  const endless = await serve((_, response) => {
    response.write(png);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  });
  expect(await fetched(endless)).toBeNull();
});

it('gives up on a server that hangs, before its answer or within', async () => {
  for (const begin of [false, true]) {
    const clock = createFakeClock();
    let reached = (): void => undefined;
    const asked = new Promise<void>((resolve) => (reached = resolve));
    const address = await serve((_, response) => {
      if (begin) response.write(png);
      reached();
    });
    const result = fetched(address, clock);
    await asked;
    await clock.advance(10_000);
    expect(await result).toBeNull();
  }
});

it('ends with its caller', async () => {
  const leaving = new AbortController();
  let gone = (): void => undefined;
  const hungUp = new Promise<void>((resolve) => (gone = resolve));
  const address = await serve((request) => {
    request.socket.once('close', gone);
    leaving.abort();
  });
  expect(await fetched(address, systemClock, leaving.signal)).toBeNull();
  await hungUp;
});

it('is null when nothing answers', async () => {
  const address = await serve(() => undefined);
  await ends.pop()?.();
  expect(await fetched(address)).toBeNull();
});
