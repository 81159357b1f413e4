/** Opens Roster's one window and keeps its place. Knows no call and no menu. */
import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import type { Logger } from '../core/ports.ts';
import { isPage, type PageAddress } from './page-address.ts';
import { minimumSize, placeWindow, type createWindowStateFile, type WindowState } from './window-state.ts';

export interface WindowOptions {
  address: PageAddress;
  session: Session;
  preload: string;
  isPackaged: boolean;
  stateFile: ReturnType<typeof createWindowStateFile>;
  /** Read at start and changed here; written when the window moves or closes. */
  state: WindowState;
  logger: Logger;
}

/** What the page's surface looks like before its first paint: the design's `--bg`. */
const firstColour = { light: '#f6f7f9', dark: '#111316' };
/** Moving a window says so sixty times a second. */
const settleMs = 400;

export function openWindow(options: WindowOptions): BrowserWindow {
  const { address, session, preload, isPackaged, state, stateFile, logger } = options;
  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];

  const window = new BrowserWindow({
    ...placeWindow(
      state.bounds,
      displays.map(({ workArea }) => workArea),
    ),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Roster',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? firstColour.dark : firstColour.light,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isPackaged,
    },
  });
  if (state.isMaximized) window.maximize();

  window.once('ready-to-show', () => window.show());
  // The page's own title is for the browser host's tabs.
  window.on('page-title-updated', (event) => event.preventDefault());

  // Electron asks nobody about `about:blank`. The bridge refuses it, but a person would sit before nothing.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isPage(url, address)) void loadPage();
  });

  let settling: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(settling);
    if (window.isDestroyed()) return;
    state.isMaximized = window.isMaximized();
    state.bounds = window.getNormalBounds();
    stateFile
      .write(state)
      .catch((error: unknown) => logger.warn("The window's place was not kept", { error }));
  };
  const saveSoon = () => {
    clearTimeout(settling);
    settling = setTimeout(save, settleMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', save);

  const loadPage = () =>
    window.loadURL(address.url).catch((error: unknown) => {
      logger.error('The page did not load', { error });
      // An empty window can be closed; one that never shows cannot.
      if (!window.isDestroyed()) window.show();
    });
  void loadPage();
  return window;
}

/** Brings the window to the person, wherever it was. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
