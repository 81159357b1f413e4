/** Keeps every page of the app where it is: no navigation, no windows, no webviews, no frames. */
import { app } from 'electron';
import type { Logger } from '../core/ports.ts';
import { openExternal } from './external-links.ts';
import { isPage, type PageAddress } from './page-address.ts';

/** Holds for every web contents, also for those that a defect or an attack would create. */
export function lockDownWebContents(address: PageAddress, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url, logger);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());

    const stay = (event: Electron.Event<{ url: string }>, what: string) => {
      if (isPage(event.url, address)) return;
      event.preventDefault();
      logger.warn('A navigation was refused', { what });
    };
    contents.on('will-navigate', (event) => stay(event, 'page'));
    contents.on('will-redirect', (event) => stay(event, 'redirect'));
    contents.on('will-frame-navigate', (event) => {
      // The page has no frames, so a frame that wants to go anywhere is none of ours.
      if (event.isMainFrame) return stay(event, 'frame');
      event.preventDefault();
      logger.warn('A navigation was refused', { what: 'subframe' });
    });
  });
}
