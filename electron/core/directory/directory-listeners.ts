/** Who wants to know what happens in a mirror. A listener that throws harms nobody else. */
import type { Logger } from '../ports.ts';
import type { DirectoryEvents } from './directory.ts';

type Listener<E extends keyof DirectoryEvents> = (payload: DirectoryEvents[E]) => void;

export class DirectoryListeners {
  readonly #logger: Logger;
  readonly #listeners: { [E in keyof DirectoryEvents]: Set<Listener<E>> } = {
    changed: new Set(),
    counted: new Set(),
    progressed: new Set(),
  };

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  on<E extends keyof DirectoryEvents>(event: E, listener: Listener<E>): () => void {
    this.#listeners[event].add(listener);
    return () => {
      this.#listeners[event].delete(listener);
    };
  }

  emit<E extends keyof DirectoryEvents>(event: E, payload: DirectoryEvents[E]): void {
    for (const listener of [...this.#listeners[event]]) {
      try {
        listener(payload);
      } catch (error) {
        this.#logger.error('A listener of the mirror failed', { event, error });
      }
    }
  }
}
