/** Derives from the last outcome how the connection to the API is. Sends nothing and asks nobody. */
import type { AppError } from '../../../shared/failure.ts';
import type { Connection } from '../../../shared/models/directory.ts';
import type { Clock } from '../ports.ts';

export class ConnectionTracker {
  readonly #clock: Clock;
  readonly #onChanged: () => void;
  #current: Connection = { state: 'unknown', since: null, message: null };

  constructor(clock: Clock, onChanged: () => void) {
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  get current(): Connection {
    return this.#current;
  }

  succeeded(): void {
    this.#set('online', null);
  }

  failed(error: AppError): void {
    const state = stateOf(error);
    if (state !== null) this.#set(state, state === 'online' ? null : error.failure.message);
  }

  #set(state: Connection['state'], message: string | null): void {
    if (this.#current.state === state && this.#current.message === message) return;
    const since = this.#current.state === state ? this.#current.since : this.#clock.now();
    this.#current = { state, since, message };
    this.#onChanged();
  }
}

/** Null: the outcome says nothing of the connection. A refusal is an answer: the connection is there. */
function stateOf({ failure }: AppError): Connection['state'] | null {
  switch (failure.code) {
    case 'offline':
      return 'offline';
    case 'unauthorized':
      return 'unauthorized';
    case 'timeout':
    case 'server_error':
    case 'bad_response':
    case 'outcome_unknown':
      return 'failing';
    case 'forbidden':
    case 'plan_required':
    case 'rejected':
    case 'rate_limited':
    case 'not_found':
      return 'online';
    default:
      return null;
  }
}
