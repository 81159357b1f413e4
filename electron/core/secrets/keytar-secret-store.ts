/**
 * Keeps secrets in the OS keychain through keytar, which only this file imports. Knows nothing of what the
 * values mean.
 *
 * What keytar does not tell and this store therefore finds out (seen with libsecret 0.20):
 * - On a locked keyring a lookup answers "absent" and a deletion "was not there", both without an error.
 *   So before it believes either, the store makes sure that the keychain is open by writing and deleting
 *   an entry of its own.
 * - A call waits for the OS's prompt without end and cannot be cancelled. The store gives up waiting, and
 *   starts nothing new until the old call has ended. Values are written only after the keychain was found
 *   open, so that a write given up on does not happen after all when the prompt is answered later.
 * - findCredentials crashes the process on a locked keyring. It is not used.
 */
import PQueue from 'p-queue';
import type { SecretStatus } from '../../../shared/models/app.ts';
import { AppError } from '../../../shared/failure.ts';
import type { Logger, SecretStore } from '../ports.ts';
import { type KeychainProblem, recogniseKeychainProblem } from './keychain-problem.ts';

/** The three functions of keytar that are used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeytarSecretStoreOptions {
  /** From `keychainService`. */
  service: string;
  logger: Logger;
  /** How long the OS's own prompt may stay open. */
  promptLimitMs?: number;
  platform?: NodeJS.Platform;
  loadKeytar?: () => Promise<Keytar>;
}

export interface KeytarSecretStore extends SecretStore {
  /**
   * True while a call that was given up on still waits inside the OS. Such a call also holds up a normal
   * end of the process: whoever quits must then end it the hard way.
   */
  isStuck(): boolean;
}

const PROMPT_LIMIT_MS = 120_000;
/** Written and deleted again to see whether the keychain is open. Has no slash, so no secret's name. */
const PROBE_ACCOUNT = 'probe';
const PROBE_VALUE = 'probe';

export function createKeytarSecretStore(options: KeytarSecretStoreOptions): KeytarSecretStore {
  const { service, logger, promptLimitMs = PROMPT_LIMIT_MS, platform = process.platform } = options;
  const loadKeytar = options.loadKeytar ?? importKeytar;
  const queue = new PQueue({ concurrency: 1 });
  let loading: Promise<Keytar> | null = null;
  /**
   * Remembered until someone asks for the status again: a person who has just turned the prompt down must
   * not meet it once more for every instance.
   */
  let lockedReason: string | null = null;
  let stuck = false;

  /** Waits for one native call; throws a {@link Trouble} in place of whatever it throws. */
  async function call<T>(start: (keytar: Keytar) => Promise<T>): Promise<T> {
    let keytar: Keytar;
    try {
      keytar = await (loading ??= loadKeytar());
    } catch (error) {
      throw new Trouble(recogniseKeychainProblem(error));
    }
    const answer = start(keytar);
    try {
      return await within(promptLimitMs, answer);
    } catch (error) {
      if (!(error instanceof TooLate)) throw new Trouble(recogniseKeychainProblem(error));
      stuck = true;
      void lateAnswer(keytar, answer);
      throw new Trouble({ state: 'locked', reason: 'its request for the password has not been answered' });
    }
  }

  /** Nobody waits for this answer any more; but it says whether the keychain has been opened. */
  async function lateAnswer(keytar: Keytar, answer: Promise<unknown>): Promise<void> {
    try {
      await answer;
      await keytar.deletePassword(service, PROBE_ACCOUNT);
      lockedReason = null;
      logger.info('The keychain answered after Roster had given up waiting');
    } catch (error) {
      const { reason } = recogniseKeychainProblem(error);
      lockedReason = reason;
      logger.warn('The keychain refused after Roster had given up waiting', { reason });
    } finally {
      stuck = false;
    }
  }

  async function makeSureItIsOpen(): Promise<void> {
    await call((keytar) => keytar.setPassword(service, PROBE_ACCOUNT, PROBE_VALUE));
    await call((keytar) => keytar.deletePassword(service, PROBE_ACCOUNT));
  }

  /** One operation at a time; `undone` completes the failure's message. */
  async function perform<T>(undone: string, operation: () => Promise<T>): Promise<T> {
    const run = async (): Promise<T> => {
      if (lockedReason !== null) throw failure({ state: 'locked', reason: lockedReason }, undone);
      try {
        return await operation();
      } catch (error) {
        if (!(error instanceof Trouble)) throw error;
        if (error.problem.state === 'locked') lockedReason = error.problem.reason;
        logger.warn('The keychain refused', { ...error.problem });
        throw failure(error.problem, undone);
      }
    };
    return queue.add(run);
  }

  async function probe(): Promise<SecretStatus> {
    const backend = backendName(platform);
    if (stuck) return { state: 'locked', persistent: true, backend, reason: sentence(lockedReason) };
    lockedReason = null;
    try {
      await makeSureItIsOpen();
      return { state: 'available', persistent: true, backend, reason: null };
    } catch (error) {
      const problem = error instanceof Trouble ? error.problem : recogniseKeychainProblem(error);
      if (problem.state === 'locked') lockedReason = problem.reason;
      return { state: problem.state, persistent: true, backend, reason: sentence(problem.reason) };
    }
  }

  return {
    isStuck: () => stuck,
    status: () => queue.add(probe),
    get: (account) =>
      perform('The secret could not be read.', async () => {
        const value = await call((keytar) => keytar.getPassword(service, account));
        if (value === null) await makeSureItIsOpen();
        return value;
      }),
    set: (account, value) =>
      perform('Nothing was saved.', async () => {
        await makeSureItIsOpen();
        await call((keytar) => keytar.setPassword(service, account, value));
      }),
    delete: (account) =>
      perform('Nothing was deleted.', async () => {
        await makeSureItIsOpen();
        await call((keytar) => keytar.deletePassword(service, account));
      }),
  };
}

/** A keychain's problem on its way to becoming an AppError that also says what was not done. */
class Trouble extends Error {
  readonly problem: KeychainProblem;

  constructor(problem: KeychainProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

/** Its functions hang on `default` when it comes as the CommonJS module that it is. */
async function importKeytar(): Promise<Keytar> {
  const module: Keytar & { default?: Keytar } = await import('keytar');
  return module.default ?? module;
}

/** The OS's prompt stayed open for longer than the store waits. */
class TooLate extends Error {}

async function within<T>(limitMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), limitMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function failure(problem: KeychainProblem, undone: string): AppError {
  const locked = problem.state === 'locked';
  const advice = locked
    ? 'Unlock the keychain, then choose Retry in the status bar.'
    : 'Make the keychain work again, then repeat this.';
  return new AppError({
    code: locked ? 'keychain_locked' : 'keychain_unavailable',
    message: `${sentence(problem.reason)} ${undone} ${advice}`,
  });
}

function sentence(reason: string | null): string {
  const words = reason ?? 'the keychain is busy';
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function backendName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  return 'Secret Service';
}
