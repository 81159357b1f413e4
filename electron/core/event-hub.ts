/** Carries the contract's events from whoever emits them to the hosts. Knows no transport. */
import type { Events } from '../../shared/contract.ts';
import type { Logger } from './ports.ts';

type Listener = (event: string, payload: unknown) => void;

export interface EventHub {
  emit<E extends keyof Events>(event: E, payload: Events[E]): void;
  subscribeAll(listener: Listener): () => void;
}

export function createEventHub(logger: Logger): EventHub {
  const listeners = new Set<Listener>();
  return {
    emit(event, payload) {
      for (const listener of listeners) {
        try {
          listener(event, payload);
        } catch (error) {
          // One host's broken listener must not keep the event from the others, nor fail the emitter.
          logger.error('An event listener failed', { event, error });
        }
      }
    },
    subscribeAll(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
