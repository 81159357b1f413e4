/**
 * Under which names Roster's secrets stand in the keychain and what their values look like. Knows no
 * keychain: it only makes names, and reads and writes the text of an entry.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AppError, fail } from '../../../shared/failure.ts';

/** Bytes of a database key: what SQLCipher takes raw. */
const DATABASE_KEY_BYTES = 32;
const APP_ACCOUNT = 'app';

const databaseKeySchema = z.string().regex(/^[0-9a-f]{64}$/);
const instanceSecretSchema = z.object({
  /** Clerk's secret key. Absent for the demo instance, whose key is new at each start. */
  secretKey: z.string().min(1).optional(),
  /** The key of the instance's mirror: 32 bytes in lower-case hex. */
  mirrorKey: databaseKeySchema,
});

/** Everything that is secret about one instance: one keychain entry. */
export type InstanceSecret = z.infer<typeof instanceSecretSchema>;

/** The keychain's service name. Development builds have their own, so that they cannot spoil real entries. */
export function keychainService({ development }: { development: boolean }): string {
  return development ? 'Roster (development)' : 'Roster';
}

/** The entry of one instance. The profile id keeps two data folders of one user apart. */
export function instanceAccount(profileId: string, instanceId: string): string {
  if (instanceId === APP_ACCOUNT) throw new TypeError('An instance must not have the id "app"');
  return account(profileId, instanceId);
}

/** The entry of the profile's app database. */
export function appAccount(profileId: string): string {
  return account(profileId, APP_ACCOUNT);
}

/** A new random database key: 32 bytes in lower-case hex. */
export function generateDatabaseKey(): string {
  return randomBytes(DATABASE_KEY_BYTES).toString('hex');
}

/** Throws AppError `storage` when the value is not one that Roster wrote; the value is never quoted. */
export function parseInstanceSecret(text: string): InstanceSecret {
  const parsed = instanceSecretSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw damaged(
    'this instance',
    'Remove the instance from Roster and add it again; on Clerk nothing is lost.',
  );
}

export function serialiseInstanceSecret(secret: InstanceSecret): string {
  return JSON.stringify(instanceSecretSchema.parse(secret));
}

/** The app database's entry is its bare key. Throws AppError `storage` when it is not one. */
export function parseDatabaseKey(text: string): string {
  const parsed = databaseKeySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw damaged(
    'its own database',
    'Delete that entry in the keychain and restart Roster: the history of writes starts anew.',
  );
}

function account(profileId: string, name: string): string {
  // The separator inside a part would let two different pairs share an entry.
  if ([profileId, name].some((part) => part === '' || part.includes('/'))) {
    throw new TypeError('A keychain account is made of two names without a slash');
  }
  return `${profileId}/${name}`;
}

/** Undefined for what is not JSON. The SyntaxError is dropped: it quotes the text, which is the secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(whose: string, advice: string): AppError {
  const what = `Roster's keychain entry for ${whose} is damaged and was left as it is.`;
  return fail('storage', `${what} ${advice}`);
}
