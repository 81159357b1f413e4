/**
 * The way between the engine and the model server, in the driver's hands: a request waits until the server
 * is made to look at it, and its answer, as text, until it is delivered; or either is lost.
 */
import { fail } from '../../../../shared/failure.ts';
import type { FailureCode } from '../../../../shared/failure.ts';
import type { JsonObject } from '../../../../shared/models/json.ts';
import type { UserLister } from '../../../../electron/core/directory/directory.ts';
import type { ModelServer } from './model-server.ts';

interface Waiting {
  answer(): string;
  /** As text: null while the server has not looked at it. */
  text: string | null;
  failure: unknown;
  isServed: boolean;
  resolve(text: string): void;
  reject(error: unknown): void;
}

/** How a request ends without an answer, as the client tells it when it has tried often enough. */
export const losses: FailureCode[] = ['offline', 'server_error', 'rate_limited', 'timeout'];

export class ModelWire {
  readonly #server: ModelServer;
  readonly #waiting: Waiting[] = [];
  requests = 0;

  constructor(server: ModelServer) {
    this.#server = server;
  }

  lister(streams: number): UserLister {
    return {
      streams,
      list: async (request, signal) =>
        JSON.parse(await this.#ask(() => JSON.stringify(this.#server.list(request)), signal)) as JsonObject[],
      count: async (request, signal) =>
        Number(await this.#ask(() => String(this.#server.count(request)), signal)),
    };
  }

  get unserved(): number {
    return this.#waiting.filter(({ isServed }) => !isServed).length;
  }

  get served(): number {
    return this.#waiting.length - this.unserved;
  }

  /** The server looks at one of the requests: what it answers is as of this moment. */
  serve(index: number): void {
    const one = this.#waiting.filter(({ isServed }) => !isServed)[index];
    if (one === undefined) return;
    one.isServed = true;
    try {
      one.text = one.answer();
    } catch (error) {
      one.failure = error;
    }
  }

  deliver(index: number): void {
    const one = this.#take(this.#waiting.filter(({ isServed }) => isServed)[index]);
    if (one === undefined) return;
    if (one.text === null) one.reject(one.failure);
    else one.resolve(one.text);
  }

  lose(index: number, code: FailureCode): void {
    this.#take(this.#waiting[index])?.reject(fail(code, 'Lost on the way'));
  }

  /** The answer breaks off in the middle, or is no JSON at all. */
  garble(index: number): void {
    this.#take(this.#waiting[index])?.reject(fail('bad_response', 'Not JSON'));
  }

  /** Whoever waits is gone. */
  forget(): void {
    this.#waiting.length = 0;
  }

  #take(one: Waiting | undefined): Waiting | undefined {
    if (one !== undefined) this.#waiting.splice(this.#waiting.indexOf(one), 1);
    return one;
  }

  #ask(answer: () => string, signal: AbortSignal): Promise<string> {
    this.requests += 1;
    return new Promise((resolve, reject) => {
      const one: Waiting = { answer, text: null, failure: null, isServed: false, resolve, reject };
      this.#waiting.push(one);
      signal.addEventListener(
        'abort',
        () => {
          this.#take(this.#waiting.find((other) => other === one));
          reject(fail('cancelled', 'Cancelled'));
        },
        { once: true },
      );
    });
  }
}
