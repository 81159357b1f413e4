/**
 * Runs the real keytar store in a child process, because which keyring it talks to depends on the
 * environment its process was started with. Knows nothing of how the keyring came about.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SecretStore } from '../../electron/core/ports.ts';
import { AppError, type Failure } from '../../shared/failure.ts';

/** What the child is asked: a function of the store, of keytar itself, or for its log. */
export interface KeyringRequest {
  id: number;
  target: 'store' | 'keytar' | 'log';
  name: string;
  args: string[];
}

export type KeyringAnswer = { id: number } & (
  { ok: true; value: unknown } | { ok: false; failure: Failure | null; message: string }
);

export interface KeyringClientOptions {
  env: Record<string, string>;
  service?: string;
  promptLimitMs?: number;
  /** More arguments for Node, e.g. `--import`. */
  execArgv?: string[];
}

export interface KeyringClient extends SecretStore {
  isStuck(): Promise<boolean>;
  /** What chooseSecretStore makes of the store: the status of what it chose. */
  chosenStatus(): ReturnType<SecretStore['status']>;
  /** Past the store, to see what is really in the keyring. */
  rawGet(service: string, account: string): Promise<string | null>;
  /** Everything the store has logged, as JSON. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

export function startKeyringClient(options: KeyringClientOptions): KeyringClient {
  const { env, service = 'Roster tests', promptLimitMs, execArgv = [] } = options;
  const script = fileURLToPath(new URL('./keyring-client-child.ts', import.meta.url));
  const settings = JSON.stringify({ service, promptLimitMs });
  const child = fork(script, [settings], { env, execArgv });
  const waiting = new Map<number, (answer: KeyringAnswer) => void>();
  let lastId = 0;
  child.on('message', (answer: KeyringAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', (code, signal) => {
    const message = `The keyring's client ended with ${String(code ?? signal)}`;
    for (const [id, answer] of waiting) answer({ id, ok: false, failure: null, message });
    waiting.clear();
  });

  async function ask(target: KeyringRequest['target'], name: string, args: string[]): Promise<unknown> {
    const request: KeyringRequest = { id: ++lastId, target, name, args };
    const answer = await new Promise<KeyringAnswer>((resolve) => {
      waiting.set(request.id, resolve);
      child.send(request);
    });
    if (answer.ok) return answer.value;
    if (answer.failure !== null) throw new AppError(answer.failure);
    throw new Error(answer.message);
  }
  return {
    status: () => ask('store', 'status', []) as ReturnType<SecretStore['status']>,
    chosenStatus: () => ask('store', 'chosenStatus', []) as ReturnType<SecretStore['status']>,
    get: (account) => ask('store', 'get', [account]) as Promise<string | null>,
    set: async (account, value) => void (await ask('store', 'set', [account, value])),
    delete: async (account) => void (await ask('store', 'delete', [account])),
    isStuck: () => ask('store', 'isStuck', []) as Promise<boolean>,
    rawGet: (ofService, account) =>
      ask('keytar', 'getPassword', [ofService, account]) as Promise<string | null>,
    log: () => ask('log', 'read', []) as Promise<string>,
    stop: () => end(child),
  };
}

/** The hard way: a call that is stuck inside the OS would hold up any other. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
