/** `window.bridge` for tests of screens: answers from a table, notes the calls, tells events. Import it first. */
import type { Bridge } from '../../../../shared/bridge.ts';
import type { Failure, FailureCode } from '../../../../shared/failure.ts';
import type { DirectoryStatus } from '../../../../shared/models/directory.ts';
import type { Instance, InstanceId } from '../../../../shared/models/instance.ts';

type Input = Record<string, unknown>;
export type Answer = (input: Input) => unknown;

export const instanceId = 'one' as InstanceId;

export const instance: Instance = {
  instanceId,
  clerkInstanceId: 'ins_1',
  kind: 'clerk',
  name: 'Acme',
  color: 'orange',
  environment: 'production',
  apiUrl: 'https://api.clerk.com/v1',
  protection: 'guarded',
};

export function makeStatus(more: Partial<DirectoryStatus> = {}): DirectoryStatus {
  return {
    instanceId,
    state: 'ready',
    users: 500,
    lastSyncedAt: Date.now() - 120_000,
    bytes: 1,
    storage: 'persistent',
    progress: null,
    failure: null,
    notice: null,
    paused: false,
    connection: { state: 'online', since: null, message: null },
    ...more,
  };
}

export class Refusal {
  readonly failure: Failure;
  constructor(
    code: FailureCode,
    message = `Refused: ${code}.`,
    fields?: Record<string, string>,
    more: Partial<Failure> = {},
  ) {
    this.failure = { code, message, ...(fields ? { fields } : {}), ...more };
  }
}

const settings = {
  theme: 'system',
  inspectorWidth: 372,
  lastInstanceId: null,
  hidePrivateMetadata: false,
  hideFromCapture: true,
};

function defaults(): Record<string, Answer> {
  return {
    'instances.list': () => [instance],
    'app.info': () => ({
      version: '0',
      host: 'browser',
      platform: 'test',
      secrets: { state: 'available', persistent: true, backend: 'memory', reason: null },
    }),
    'app.budget': () => ({ instanceId, used: 0, budget: 1, windowMs: 1, pausedUntil: null }),
    'app.hideFromCapture': () => ({}),
    'app.cancel': () => ({ cancelled: true }),
    'settings.get': () => settings,
    'settings.update': (changes) => ({ ...settings, ...changes }),
    'app.takeLink': () => ({ link: null }),
    'audit.list': () => ({ entries: [], nextCursor: null, notice: null }),
    'directory.status': () => makeStatus(),
    'directory.paths': () => ({ paths: [] }),
    'layouts.get': () => ({ columns: null }),
    'layouts.set': ({ columns }) => ({ columns }),
    'views.list': () => ({ views: [] }),
  };
}

class FakeBridge implements Bridge {
  answers: Record<string, Answer> = defaults();
  calls: { method: string; input: Input }[] = [];
  #listeners = new Map<string, Set<(payload: string) => void>>();

  reset(): void {
    this.answers = defaults();
    this.calls = [];
  }

  callsOf(method: string): Input[] {
    return this.calls.filter((call) => call.method === method).map(({ input }) => input);
  }

  async invoke(method: string, text: string): Promise<string> {
    const input = JSON.parse(text) as Input;
    this.calls.push({ method, input });
    const answer = this.answers[method];
    if (!answer) throw new Error(`The test has no answer to ${method}.`);
    const value = await answer(input);
    if (value instanceof Refusal) return JSON.stringify({ ok: false, failure: value.failure });
    return JSON.stringify({ ok: true, value });
  }

  subscribe(event: string, listener: (payload: string) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(event: string, payload: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(JSON.stringify(payload));
  }
}

export const bridge = new FakeBridge();
Object.defineProperty(window, 'bridge', { value: bridge });
