/** Asks the API what a secret key belongs to. Stores nothing. */
import { AppError } from '../../../shared/failure.ts';
import type { Environment, InstanceId } from '../../../shared/models/instance.ts';
import { normaliseApiUrl } from '../clerk/api-url.ts';
import { createClerkClient } from '../clerk/create-clerk-client.ts';
import { checkSecretKey } from '../clerk/secret-key-kinds.ts';
import type { Ports } from '../ports.ts';

export interface ProbeResult {
  clerkInstanceId: string;
  environment: Environment;
  /** The primary domain, else Clerk's id. */
  name: string;
  /** As it will be stored. */
  apiUrl: string;
  secretKey: string;
}

/** Throws AppError: `invalid_input` with the field, `unauthorized`, `offline`, … */
export async function probe(
  input: { apiUrl?: string | undefined; secretKey: string },
  ports: Ports,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const apiUrl = normaliseApiUrl(input.apiUrl);
  const { key, environment: keyEnvironment } = checkSecretKey(input.secretKey);
  const client = createClerkClient({
    instanceId: 'probe' as InstanceId,
    apiUrl,
    environment: keyEnvironment,
    secretKey: key,
    fetch: ports.fetch,
    clock: ports.clock,
    logger: ports.logger,
    appVersion: ports.app.version,
  });
  try {
    const found = await client.call('getInstance', {}, { signal });
    return {
      clerkInstanceId: found.id,
      // Whatever Clerk may add beside `development` deserves the care of production.
      environment: found.environmentType === 'development' ? 'development' : 'production',
      name: (await primaryDomain(client, signal)) ?? found.id,
      apiUrl,
      secretKey: key,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthorized') {
      throw new AppError({
        ...error.failure,
        fields: {
          secretKey: 'Clerk does not accept this key. Was it deleted, or cut off when it was copied?',
        },
      });
    }
    throw error;
  } finally {
    client.close();
  }
}

/** A name is a convenience: without one the instance is added all the same. */
async function primaryDomain(
  client: ReturnType<typeof createClerkClient>,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { domains } = await client.call('listDomains', {}, { signal });
    const primary = domains.find((domain) => !domain.isSatellite) ?? domains[0];
    return primary === undefined || primary.name === '' ? null : primary.name;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
