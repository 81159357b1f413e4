/**
 * `users.createTotp`: asks the endpoint that Clerk once had, and where it is gone (405 since February
 * 2025) makes the secret here and sets it with one PATCH. The secret goes to the caller and nowhere else.
 */
import { Secret, TOTP } from 'otpauth';
import { AppError } from '../../../shared/failure.ts';
import type { User } from '../../../shared/models/user.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import { userFromWire } from '../clerk/user-wire.ts';
import type { Session } from '../instances/session.ts';

interface CreateTotp {
  session: Session;
  client: ClerkClient;
  userId: string;
  signal: AbortSignal;
  beforeSend: () => Promise<void>;
}

/** Instances known to lack the endpoint. For this run: Clerk may bring it back. */
const withoutEndpoint = new WeakSet<ClerkClient>();

function primaryIdentifier(user: User): string {
  const email = user.emailAddresses.find((address) => address.id === user.primaryEmailAddressId);
  const phone = user.phoneNumbers.find((number) => number.id === user.primaryPhoneNumberId);
  return email?.emailAddress ?? user.username ?? phone?.phoneNumber ?? user.id;
}

async function readUser({ session, client, userId, signal }: CreateTotp): Promise<User> {
  const mirrored = await session
    .directory()
    .then((directory) => directory.get(userId))
    .catch(() => null);
  return mirrored === null ? client.call('get', { userId }, { signal }) : userFromWire(mirrored.user);
}

export async function createTotp(input: CreateTotp): Promise<{ secret: string; uri: string }> {
  const { session, client, userId, signal, beforeSend } = input;
  if (!withoutEndpoint.has(client)) {
    try {
      return await client.call('createTotp', { userId }, { signal, beforeSend });
    } catch (error) {
      const status = error instanceof AppError ? error.failure.status : undefined;
      if (status !== 404 && status !== 405) throw error;
    }
  }
  const totp = new TOTP({
    issuer: session.instance().name,
    label: primaryIdentifier(await readUser(input)),
    // 160 bits, as RFC 4226 recommends; the other parameters are the ones that Clerk supports.
    secret: new Secret({ size: 20 }),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  });
  await client.call(
    'update',
    { userId, changes: { totpSecret: totp.secret.base32 } },
    { signal, beforeSend },
  );
  // Only now: a 404 of the endpoint may have meant the user.
  withoutEndpoint.add(client);
  return { secret: totp.secret.base32, uri: totp.toString() };
}
