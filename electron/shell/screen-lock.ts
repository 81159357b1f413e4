/** Tells the core when nobody sits before the screen any more: it was locked, or the computer goes to sleep. */
import { powerMonitor } from 'electron';
import type { Core } from '../core/create-core.ts';

export function followScreenLock(core: Promise<Core>): void {
  const tell = () => {
    core.then(
      (started) => started.screenLocked(),
      () => undefined,
    );
  };
  powerMonitor.on('lock-screen', tell);
  powerMonitor.on('suspend', tell);
}
