/** Electron's entry: puts the parts of the shell together, in order. What each does is its own file's matter. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, nativeTheme, type BrowserWindow } from 'electron';
import { registerAppScheme } from './app-protocol.ts';
import { createDesk } from './desk.ts';
import { createFileLogger } from './file-logger.ts';
import { connectBridge } from './ipc-bridge.ts';
import { readLaunchOptions } from './launch-options.ts';
import { lockDownWebContents } from './lock-down.ts';
import { installMenu, offerContextMenu, pressSettingsShortcut } from './menu.ts';
import { pageAddress } from './page-address.ts';
import { watchPage } from './page-health.ts';
import { createPageSession } from './page-session.ts';
import { disposeBeforeQuit } from './quit.ts';
import { receiveLinks } from './receive-links.ts';
import { followScreenLock } from './screen-lock.ts';
import { followTheme } from './theme.ts';
import { createWindowStateFile } from './window-state.ts';
import { openWindow, showWindow } from './window.ts';

const { isPackaged } = app;
const built = (path: string) => join(import.meta.dirname, '..', path);
const launch = readLaunchOptions(process.argv.slice(1), process.env);

// A profile of its own for source builds, so that trying one cannot spoil the real one.
const profileName = isPackaged ? 'Roster' : 'Roster (development)';
const dataDir = launch.dataDir ?? join(app.getPath('appData'), profileName);
try {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
} catch (error) {
  dialog.showErrorBox('Roster cannot use its profile folder', reasonOf(error));
  process.exit(1);
}
app.setName('Roster');
app.setPath('userData', dataDir);
// Chromium's own files stay apart from Roster's.
app.setPath('sessionData', join(dataDir, 'chromium'));
app.setPath('crashDumps', join(dataDir, 'chromium', 'crashes'));

const logFolder = join(dataDir, 'logs');
const logger = createFileLogger(logFolder);
const address = pageAddress(isPackaged, process.env['ELECTRON_RENDERER_URL']);

process.on('uncaughtException', (error) => {
  logger.error('An exception reached the top', { error });
  dialog.showErrorBox('Roster has met an unexpected error', `It must close. The log is in ${logFolder}.`);
  app.exit(1);
});
process.on('unhandledRejection', (error) => logger.error('A rejection reached the top', { error }));

// With both, Chromium's own processes would not start where its sandbox cannot be had (root in a container).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
lockDownWebContents(address, logger);
const links = receiveLinks(process.argv.slice(1), isPackaged, logger);

// One process per profile: two would write to the same files.
if (app.requestSingleInstanceLock()) {
  // Not awaited here: Electron is ready only once this module has run.
  app.whenReady().then(open).catch(giveUp);
} else {
  app.quit();
}

async function open(): Promise<void> {
  const stateFile = createWindowStateFile(dataDir, logger);
  const state = await stateFile.read();
  nativeTheme.themeSource = state.theme;

  const session = createPageSession(address, built('renderer'), () => core);
  let window: BrowserWindow | null = null;
  const openMainWindow = () => {
    const opened = openWindow({
      address,
      session,
      preload: built('preload/preload.cjs'),
      isPackaged,
      stateFile,
      state,
      logger,
    });
    opened.on('closed', () => (window = null));
    watchPage(opened, () => app.quit(), logger);
    offerContextMenu(opened);
    window = opened;
    return opened;
  };
  const showMainWindow = () => {
    if (window === null) return openMainWindow();
    showWindow(window);
    return window;
  };
  const openSettings = () => {
    const shown = showMainWindow();
    if (shown.webContents.isLoading())
      shown.webContents.once('did-finish-load', () => pressSettingsShortcut(shown));
    else pressSettingsShortcut(shown);
  };

  installMenu({ isPackaged, logFolder, openSettings });
  openMainWindow();

  const started = import('./start-core.ts').then(({ startCore }) =>
    startCore({
      dataDir,
      version: app.getVersion(),
      isPackaged,
      launch,
      logger,
      desk: createDesk(() => window),
    }),
  );
  const core = started.then((one) => one.core);
  connectBridge({ address, window: () => window, core });
  followScreenLock(core);
  links.passOnTo(core, showMainWindow);
  disposeBeforeQuit(started, () => stateFile.write(state), logger);
  core.then((one) => followTheme(one, state)).catch(giveUp);

  app.on('second-instance', showMainWindow);
  app.on('activate', showMainWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/** Without its profile there is nothing that Roster could show. */
function giveUp(error: unknown): void {
  logger.error('Roster did not start', { error });
  dialog.showErrorBox('Roster could not start', `${reasonOf(error)}\n\nThe log is in ${logFolder}.`);
  app.quit();
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The reason is not known.';
}
