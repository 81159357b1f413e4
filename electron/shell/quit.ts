/** Lets the core finish before the process ends, but not for ever. Knows nothing of what it finishes. */
import { app } from 'electron';
import type { Logger } from '../core/ports.ts';
import type { StartedCore } from './start-core.ts';

/** A mirror of a million users closes well within it. What is cut off is recovered at the next start. */
const patienceMs = 8_000;

/** `saveWindow` resolves once the window's place, as it was last, is on the disk. */
export function disposeBeforeQuit(
  started: Promise<StartedCore>,
  saveWindow: () => Promise<void>,
  logger: Logger,
): void {
  let isDisposing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isDisposing) return;
    isDisposing = true;
    void finish();
  });
  // The end of a session sends SIGTERM, for which Electron would just die.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());

  async function finish(): Promise<void> {
    let isStuck = () => false;
    const closed = started
      .then(async (one) => {
        ({ isStuck } = one);
        await one.core.dispose();
      })
      .catch((error: unknown) => logger.error('The core did not close well', { error }));
    const saved = saveWindow().catch((error: unknown) => {
      logger.warn("The window's place was not kept", { error });
    });
    const done = Promise.all([closed, saved]).then(() => 'closed' as const);
    const patience = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patienceMs));
    if ((await Promise.race([done, patience])) === 'late') {
      logger.warn('The core took too long to close');
    }
    // A keychain call that nobody answers holds up a normal end of the process.
    if (isStuck()) process.kill(process.pid, 'SIGKILL');
    else app.exit(0);
  }
}
