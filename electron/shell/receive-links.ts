/**
 * Receives links to users from the operating system, however it hands them over, and passes them on to the
 * core. Knows no screen: the page asks the core what was opened.
 */
import { app } from 'electron';
import type { Core } from '../core/create-core.ts';
import type { Logger } from '../core/ports.ts';
import type { UserLink } from '../../shared/models/app.ts';
import { linkAmong, linkScheme, readUserLink } from './user-link.ts';

export interface LinkReceiver {
  /** What came before waits for this. `show` brings the window to the person. */
  passOnTo(core: Promise<Pick<Core, 'openLink'>>, show: () => void): void;
}

/** Must run before the app is ready: macOS tells at once of the link that it started the app with. */
export function receiveLinks(argv: readonly string[], isPackaged: boolean, logger: Logger): LinkReceiver {
  let waiting = linkAmong(argv);
  let passOn: ((link: UserLink) => void) | null = null;

  function receive(link: UserLink): void {
    if (passOn === null) waiting = link;
    else passOn(link);
  }

  app.on('open-url', (event, url) => {
    event.preventDefault();
    const link = readUserLink(url);
    if (link === null) logger.warn('A link was refused');
    else receive(link);
  });
  // Windows and Linux start the app once more, with the link among its arguments.
  app.on('second-instance', (_event, arguments_) => {
    const link = linkAmong(arguments_);
    if (link !== null) receive(link);
  });
  // Only what is installed: a source build would take the links away from it. After `--` nothing is a switch,
  // whatever a link may hold.
  if (isPackaged) app.setAsDefaultProtocolClient(linkScheme, process.execPath, ['--']);

  return {
    passOnTo(core, show) {
      const open = (link: UserLink) => {
        core.then(
          (started) => started.openLink(link),
          // Whoever started the core tells the person.
          () => undefined,
        );
      };
      passOn = (link) => {
        show();
        open(link);
      };
      // The app has just been started with it: the window comes up by itself.
      if (waiting !== null) open(waiting);
      waiting = null;
    },
  };
}
