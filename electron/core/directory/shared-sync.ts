/**
 * One running sync and all who wait for it. Each may stop waiting; when the last one does, the sync is
 * stopped too. Knows nothing of what a sync does.
 */
import { fail } from '../../../shared/failure.ts';

export class SharedSync {
  readonly #controller = new AbortController();
  readonly #running: Promise<void>;
  #waiting = 0;
  /** Resolves at the end, whatever it was. */
  readonly ended: Promise<void>;

  constructor(run: (signal: AbortSignal) => Promise<void>) {
    this.#running = run(this.#controller.signal);
    this.ended = this.#running.then(
      () => undefined,
      () => undefined,
    );
  }

  /** Throws what the sync throws, or `cancelled` when this caller's signal ended its waiting. */
  async join(signal?: AbortSignal): Promise<void> {
    this.#waiting += 1;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        this.#waiting -= 1;
        // The last one waits for the real end, so that nothing runs on unseen.
        if (this.#waiting === 0) this.#controller.abort();
        else reject(fail('cancelled', 'Cancelled; the sync goes on for others.'));
      };
    });
    if (signal?.aborted === true) leave();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([this.#running, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** For everyone. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await this.ended;
  }
}
