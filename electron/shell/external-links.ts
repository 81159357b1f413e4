/** The one way out to the system's browser, and the few places it leads to. */
import { shell } from 'electron';
import { isAllowedExternal } from './external-address.ts';
import type { Logger } from '../core/ports.ts';

/** Opens Clerk's pages and nothing else: an address may come from a user's own data. */
export function openExternal(url: string, logger: Logger): void {
  if (!isAllowedExternal(url)) {
    logger.warn('A link to outside was refused');
    return;
  }
  shell.openExternal(url).catch((error: unknown) => logger.warn('The browser did not open', { error }));
}
