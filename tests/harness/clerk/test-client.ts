/** An API client for tests: real fetch, a log that is kept, and a key that is easy to search for. */
import type { ClerkClient, ClerkClientOptions } from '../../../electron/core/clerk/clerk-client.ts';
import { createClerkClient } from '../../../electron/core/clerk/create-clerk-client.ts';
import type { Logger } from '../../../electron/core/ports.ts';
import { AppError, type Failure } from '../../../shared/failure.ts';
import { instanceIdSchema } from '../../../shared/models/instance.ts';
import { createHastyClock } from './fake-clock.ts';

/** Made up: no such key was ever given out. */
export const plantedKey = 'sk_test_PlantedKeyThatMustNotBeFoundAnywhere0123456789';

export interface KeptLog {
  logger: Logger;
  /** Everything that was logged, as text. */
  text(): string;
}

export function createKeptLog(): KeptLog {
  const lines: string[] = [];
  const keep = (message: string, details?: Record<string, unknown>) =>
    void lines.push(`${message} ${JSON.stringify(details ?? {})}`);
  return { logger: { debug: keep, info: keep, warn: keep, error: keep }, text: () => lines.join('\n') };
}

export function createTestClient(apiUrl: string, overrides: Partial<ClerkClientOptions> = {}): ClerkClient {
  return createClerkClient({
    instanceId: instanceIdSchema.parse('test-instance'),
    apiUrl,
    environment: 'development',
    secretKey: plantedKey,
    fetch: (url, init) => fetch(url, init),
    clock: createHastyClock(),
    logger: createKeptLog().logger,
    appVersion: '1.2.3',
    random: () => 0,
    ...overrides,
  });
}

/** The failure that a call ends with. Anything but an AppError, and no error at all, is thrown. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AppError) return error.failure;
    throw error;
  }
  throw new Error('The call succeeded');
}
