/**
 * One database thread, seen from the core: opens services in it and calls their methods. Knows no SQL.
 * If the thread dies, what it was asked fails with `storage`, and the next call starts a new one.
 */
import { Worker } from 'node:worker_threads';
import { AppError, fail } from '../../../shared/failure.ts';
import { DamagedDatabase } from './database-failure.ts';
import type { ServiceName, ServiceOptions, ServiceType } from './database-services.ts';
import type { ThreadReply, ThreadRequest, ThreadSettings } from './thread-messages.ts';

type MethodName<S> = {
  [K in keyof S]: S[K] extends (...args: never[]) => unknown ? K : never;
}[keyof S] &
  string;
type MethodOf<S, M extends keyof S> = S[M] extends (...args: infer A) => infer R
  ? { args: A; value: Awaited<R> }
  : never;

/** An open service. Opened again by itself when the thread has been restarted. */
export interface ServiceHandle<S> {
  call<M extends MethodName<S>>(
    method: M,
    args: MethodOf<S, M>['args'],
    options?: CallOptions,
  ): Promise<MethodOf<S, M>['value']>;
  /** Closes the database. A closed handle cannot be called again. */
  close(): Promise<void>;
}

export interface CallOptions {
  /** Aborting takes a waiting call out of the queue; the answer to a running one is dropped. */
  signal?: AbortSignal | undefined;
  /** Long work, that a service does in slices: at most one at a time, and never in front of others. */
  background?: boolean;
}

interface Waiting {
  request: ThreadRequest;
  background: boolean;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * How many calls are handed to the thread at once: one runs while the next is on its way. What waits
 * on this side can still be taken back, so that abandoned searches never pile up.
 */
const maxInFlight = 2;

export class DatabaseThread {
  readonly #script: URL;
  readonly #settings: ThreadSettings;
  #worker: Worker | null = null;
  /** Grows when a worker is lost, so that a handle can tell that its session is gone. */
  #generation = 0;
  #nextNumber = 1;
  #closed = false;
  readonly #queue: Waiting[] = [];
  readonly #inFlight = new Map<number, Waiting>();

  constructor(script: URL, settings: ThreadSettings) {
    this.#script = script;
    this.#settings = settings;
  }

  /** Throws what opening throws: AppError `storage` or `disk_full`, DamagedDatabase. */
  async open<N extends ServiceName>(
    service: N,
    options: ServiceOptions<N>,
  ): Promise<ServiceHandle<ServiceType<N>>> {
    let session = 0;
    let opening: Promise<void> = Promise.resolve();
    let generation = -1;
    let closed = false;
    const openSession = async (): Promise<void> => {
      session = this.#number();
      const opened = this.#send({ kind: 'open', call: this.#number(), session, service, options });
      generation = this.#generation;
      opening = opened.then(() => undefined);
      try {
        await opening;
      } catch (error) {
        generation = -1;
        throw error;
      }
    };
    await openSession();
    return {
      call: async (method, args, callOptions) => {
        if (closed) throw fail('storage', 'The database is closed.');
        if (generation !== this.#generation) await openSession();
        else await opening;
        const request: ThreadRequest = { kind: 'invoke', call: this.#number(), session, method, args };
        return await this.#send(request, callOptions);
      },
      close: async () => {
        if (closed) return;
        closed = true;
        if (generation !== this.#generation) return;
        await this.#send({ kind: 'close', call: this.#number(), session });
      },
    };
  }

  /** Ends the thread. Services should be closed before; what still runs fails. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#lose(fail('storage', 'The database is closed.'));
    await worker?.terminate();
  }

  #number(): number {
    return this.#nextNumber++;
  }

  #send(request: ThreadRequest, { signal, background = false }: CallOptions = {}): Promise<unknown> {
    if (this.#closed) return Promise.reject(fail('storage', 'The database is closed.'));
    if (signal?.aborted === true) return Promise.reject(cancelled());
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        const position = this.#queue.indexOf(waiting);
        if (position >= 0) this.#queue.splice(position, 1);
        waiting.reject(cancelled());
      };
      const waiting: Waiting = {
        request,
        background,
        resolve: (value) => {
          signal?.removeEventListener('abort', abort);
          resolve(value);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#start();
      this.#queue.push(waiting);
      this.#pump();
    });
  }

  /** Starts the thread, if it does not run. */
  warm(): void {
    if (!this.#closed) this.#start();
  }

  #start(): void {
    if (this.#worker !== null) return;
    // Without the process's own flags: some, such as --input-type, keep a worker from starting.
    const worker = new Worker(this.#script, { workerData: this.#settings, name: 'database', execArgv: [] });
    this.#worker = worker;
    worker.on('message', (reply: ThreadReply) => {
      this.#settle(reply);
    });
    // A worker that dies reports `error` and then `exit`; only the first of them finds calls to fail.
    const died = (cause?: unknown): void => {
      if (this.#worker !== worker) return;
      this.#lose(
        new AppError(
          {
            code: 'storage',
            message:
              'The part of Roster that keeps the local copies stopped unexpectedly. It starts again with the next call; what was stored is kept.',
          },
          { cause },
        ),
      );
    };
    worker.on('error', died);
    worker.on('exit', () => {
      died();
    });
  }

  #pump(): void {
    for (const background of [false, true]) {
      let running = [...this.#inFlight.values()].filter((one) => one.background === background).length;
      const limit = background ? 1 : maxInFlight;
      while (running < limit) {
        const position = this.#queue.findIndex((one) => one.background === background);
        if (position < 0) break;
        const [next] = this.#queue.splice(position, 1);
        if (next === undefined) break;
        this.#inFlight.set(next.request.call, next);
        this.#worker?.postMessage(next.request);
        running += 1;
      }
    }
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#inFlight.get(reply.call);
    if (waiting === undefined) return;
    this.#inFlight.delete(reply.call);
    this.#pump();
    if (reply.outcome === 'value') waiting.resolve(reply.value);
    else waiting.reject(rebuild(reply));
  }

  #lose(reason: AppError): void {
    this.#worker = null;
    this.#generation += 1;
    const lost = [...this.#inFlight.values(), ...this.#queue.splice(0)];
    this.#inFlight.clear();
    for (const waiting of lost) waiting.reject(reason);
  }
}

function cancelled(): AppError {
  return fail('cancelled', 'The call was cancelled.');
}

function rebuild(reply: Exclude<ThreadReply, { outcome: 'value' }>): Error {
  if (reply.outcome === 'failure') {
    return reply.damaged ? new DamagedDatabase(reply.failure) : new AppError(reply.failure);
  }
  const error = new Error(reply.message);
  error.stack = reply.stack;
  return error;
}
