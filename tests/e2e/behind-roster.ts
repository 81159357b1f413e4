/** Asks the demo server directly, as another program with the same key would. Roster does not hear of it. */
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';

/** @throws when the server refuses. `path` is without `/v1`. */
export async function behindRoster(
  demo: Pick<DemoServer, 'url' | 'secretKey'>,
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<void> {
  const answer = await fetch(demo.url + path, {
    method,
    headers: {
      authorization: `Bearer ${demo.secretKey}`,
      'clerk-api-version': '2026-05-12',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}
