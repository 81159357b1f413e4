/** Asks the person what to do when the page has crashed or hangs. The core runs on meanwhile. */
import { dialog, type BrowserWindow } from 'electron';
import type { Logger } from '../core/ports.ts';

export function watchPage(window: BrowserWindow, quit: () => void, logger: Logger): void {
  let isAsking = false;
  async function ask(
    message: string,
    detail: string,
    buttons: ('Wait' | 'Reload' | 'Quit')[],
  ): Promise<void> {
    if (isAsking || window.isDestroyed()) return;
    isAsking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail,
      buttons,
      noLink: true,
      cancelId: 0,
    });
    isAsking = false;
    if (window.isDestroyed()) return;
    const choice = buttons[response];
    if (choice === 'Reload') window.webContents.reload();
    if (choice === 'Quit') quit();
  }
  const nothingLost = 'What was sent to Clerk is noted, and what was synced is kept.';

  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    logger.error('The page is gone', { reason, exitCode });
    void ask('The window has crashed.', nothingLost, ['Reload', 'Quit']);
  });
  window.on('unresponsive', () => {
    logger.warn('The page does not respond');
    void ask('The window does not respond.', nothingLost, ['Wait', 'Reload', 'Quit']);
  });
  window.on('responsive', () => logger.info('The page responds again'));
}
