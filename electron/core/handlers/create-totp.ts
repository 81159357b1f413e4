/**
 * `users.createTotp`: asks the endpoint that Clerk once had, and where it is gone (405 since February
 * 2025) makes the secret here and sets it with one PATCH. The secret goes to the caller and nowhere else.
 */
import { AppError } from '../../../shared/failure.ts';
import { issuerFrom, labelFor } from '../../../shared/totp/totp-names.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import type { Session } from '../instances/session.ts';
import { makeTotp } from '../totp/authenticator.ts';
import { knownUser } from './known-user.ts';

interface CreateTotp {
  session: Session;
  client: ClerkClient;
  userId: string;
  signal: AbortSignal;
  beforeSend: () => Promise<void>;
}

/** Instances known to lack the endpoint. For this run: Clerk may bring it back. */
const withoutEndpoint = new WeakSet<ClerkClient>();

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
  const totp = makeTotp({
    issuer: issuerFrom(session.instance().name),
    label: labelFor(await knownUser(session, userId, signal)),
  });
  await client.call('update', { userId, changes: { totpSecret: totp.secret } }, { signal, beforeSend });
  // Only now: a 404 of the endpoint may have meant the user.
  withoutEndpoint.add(client);
  return totp;
}
