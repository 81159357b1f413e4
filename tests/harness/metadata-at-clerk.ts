/** Reads and changes a user's metadata at the demo server itself, past Roster: as another admin would. */
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { JsonObject } from '../../shared/models/json.ts';

export interface MetadataAtClerk {
  public_metadata: JsonObject;
  private_metadata: JsonObject;
  unsafe_metadata: JsonObject;
}

type Server = Pick<DemoServer, 'url' | 'secretKey'>;

async function call(server: Server, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${server.secretKey}`,
      'clerk-api-version': '2026-05-12',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Replaces the given kinds. */
export async function setMetadata(
  server: Server,
  userId: string,
  values: Partial<MetadataAtClerk>,
): Promise<void> {
  await call(server, 'PUT', `/users/${userId}/metadata`, values);
}

export async function readMetadata(server: Server, userId: string): Promise<MetadataAtClerk> {
  const { public_metadata, private_metadata, unsafe_metadata } = (await call(
    server,
    'GET',
    `/users/${userId}`,
  )) as MetadataAtClerk;
  return { public_metadata, private_metadata, unsafe_metadata };
}

export async function anyUserId(server: Server): Promise<string> {
  const [user] = (await call(server, 'GET', '/users?limit=1')) as { id: string }[];
  if (!user) throw new Error('The server has no users');
  return user.id;
}

export async function deleteUser(server: Server, userId: string): Promise<void> {
  await call(server, 'DELETE', `/users/${userId}`);
}
