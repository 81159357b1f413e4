/** The child of keyring-client.ts: answers its requests with the real store. Started by nobody else. */
import type { Logger } from '../../electron/core/ports.ts';
import { chooseSecretStore } from '../../electron/core/secrets/choose-secret-store.ts';
import { createKeytarSecretStore } from '../../electron/core/secrets/keytar-secret-store.ts';
import { AppError } from '../../shared/failure.ts';
import type { KeyringAnswer, KeyringRequest } from './keyring-client.ts';

const { service, promptLimitMs } = JSON.parse(process.argv[2] ?? '{}') as {
  service: string;
  promptLimitMs?: number;
};
const lines: unknown[] = [];
const note = (message: string, details?: Record<string, unknown>) => void lines.push({ message, details });
const logger: Logger = { debug: note, info: note, warn: note, error: note };
const store = createKeytarSecretStore({
  service,
  logger,
  ...(promptLimitMs === undefined ? {} : { promptLimitMs }),
});

async function answer({ target, name, args }: KeyringRequest): Promise<unknown> {
  const [first = '', second = ''] = args;
  if (target === 'log') return JSON.stringify(lines);
  if (target === 'keytar') {
    const { default: keytar } = await import('keytar');
    return keytar.getPassword(first, second);
  }
  switch (name) {
    case 'status':
      return store.status();
    case 'chosenStatus':
      return (await chooseSecretStore(store, logger)).status();
    case 'get':
      return store.get(first);
    case 'set':
      return store.set(first, second);
    case 'delete':
      return store.delete(first);
    case 'isStuck':
      return store.isStuck();
    default:
      throw new Error(`Unknown request ${name}`);
  }
}

process.on('message', (request: KeyringRequest) => {
  const reply = (message: KeyringAnswer) => process.send?.(message);
  answer(request).then(
    (value) => reply({ id: request.id, ok: true, value: value ?? null }),
    (error: unknown) =>
      reply({
        id: request.id,
        ok: false,
        failure: error instanceof AppError ? error.failure : null,
        message: error instanceof Error ? error.message : String(error),
      }),
  );
});
// Without its parent it has nothing to do.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
