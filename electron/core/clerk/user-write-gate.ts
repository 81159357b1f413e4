/**
 * Keeps writes to one user below Clerk's limit per user: what is too much waits for its turn. Knows
 * nothing of the limit per instance and sends nothing.
 */
import type { Clock } from '../ports.ts';
import { SlidingWindow } from './sliding-window.ts';

const userWriteLimit = 10;
const userWriteWindowMs = 10_000;

/** Ends a turn. `sent`: whether it counts. */
type EndTurn = (sent: boolean) => void;

interface Waiter {
  enter: () => void;
}

class Gate {
  /** Filled when a turn ends: only then has Clerk certainly counted it, and not later. */
  readonly window = new SlidingWindow(userWriteLimit, userWriteWindowMs);
  readonly waiting = new Set<Waiter>();
  running = 0;
  sleeping = false;
}

export class UserWriteGate {
  readonly #clock: Clock;
  readonly #closed: AbortSignal;
  readonly #gates = new Map<string, Gate>();

  constructor(clock: Clock, closed: AbortSignal) {
    this.#clock = clock;
    this.#closed = closed;
  }

  /** Resolves when a write to this user may go on, in order of asking. Rejects with the signal's reason. */
  enter(userId: string, signal: AbortSignal): Promise<EndTurn> {
    const gate = this.#gates.get(userId) ?? new Gate();
    this.#gates.set(userId, gate);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const onAbort = () => {
        gate.waiting.delete(waiter);
        this.#admit(userId, gate);
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        enter: () => {
          signal.removeEventListener('abort', onAbort);
          gate.running += 1;
          resolve((sent) => this.#end(userId, gate, sent));
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      gate.waiting.add(waiter);
      this.#admit(userId, gate);
    });
  }

  #end(userId: string, gate: Gate, sent: boolean): void {
    gate.running -= 1;
    if (sent) gate.window.add(this.#clock.now());
    this.#admit(userId, gate);
  }

  #admit(userId: string, gate: Gate): void {
    const now = this.#clock.now();
    for (const waiter of gate.waiting) {
      if (gate.running + gate.window.used(now) >= userWriteLimit) break;
      gate.waiting.delete(waiter);
      waiter.enter();
    }
    const shrinksAt = gate.window.shrinksAt(now);
    if (shrinksAt === null) {
      if (gate.running === 0 && gate.waiting.size === 0) this.#gates.delete(userId);
      return;
    }
    // Also when nobody waits: a gate is forgotten once its window is empty.
    if (gate.sleeping) return;
    gate.sleeping = true;
    this.#clock.sleep(shrinksAt - now, this.#closed).then(
      () => {
        gate.sleeping = false;
        this.#admit(userId, gate);
      },
      () => undefined,
    );
  }
}
