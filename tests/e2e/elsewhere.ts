/** What other people do at Clerk while Roster is open, and which of the demo's users a test is about. */

import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import type { Roster } from '../harness/e2e-fixtures.ts';

/** Asks the demo server past Roster; throws unless it agrees. */
export async function elsewhere(
  demo: DemoServer,
  method: 'PATCH' | 'POST' | 'DELETE',
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
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
}

/** The newest user of whom this is true. */
export async function findUser(
  roster: Roster,
  instanceId: InstanceId,
  wanted: (user: User) => boolean,
): Promise<User> {
  const { rows } = await roster.api.directory.query({ instanceId, limit: 500 });
  for (const { id } of rows) {
    const user = await roster.api.directory.get({ instanceId, userId: id });
    if (wanted(user)) return user;
  }
  throw new Error('The demo has no such user');
}

/** Nothing stands in the way of whatever is done to them. */
export function isPlain(user: User): boolean {
  return !user.banned && !user.locked && user.scim === null && user.firstName !== null && user.lastName !== null;
}
