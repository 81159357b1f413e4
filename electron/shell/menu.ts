/** The system menu, and the menu of a right click. Every item does what it says in every state. */
import { app, Menu, shell, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  isPackaged: boolean;
  logFolder: string;
  /** Opens the window first where there is none. */
  openSettings: () => void;
}

export function installMenu({ isPackaged, logFolder, openSettings }: MenuOptions): void {
  const isMac = process.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };

  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    // The page has this shortcut itself, and should see it when it is pressed.
    registerAccelerator: false,
    click: openSettings,
  };
  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: isMac ? [{ role: 'close' }] : [settings, separator, { role: 'quit' }],
  };
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'delete' },
      separator,
      { role: 'selectAll' },
    ],
  };
  const developer: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      ...developer,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: '&Help',
    role: 'help',
    submenu: [
      { label: 'Open log folder', click: () => void shell.openPath(logFolder) },
      ...(isMac ? [] : [separator, { label: 'About Roster', click: () => app.showAboutPanel() }]),
    ],
  };

  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...(isMac ? [application] : []), file, edit, view, { role: 'windowMenu' }, help]),
  );
}

/** Presses the page's own shortcut for the person: the page decides whether now is the time. */
export function pressSettingsShortcut(window: BrowserWindow): void {
  const modifiers: ('meta' | 'control')[] = [process.platform === 'darwin' ? 'meta' : 'control'];
  window.webContents.focus();
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode: ',', modifiers });
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode: ',', modifiers });
}

/** Text fields and selected text; Electron brings no menu of its own. */
export function offerContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const items: MenuItemConstructorOptions[] = isEditable
      ? [
          { role: 'undo', enabled: editFlags.canUndo },
          { role: 'redo', enabled: editFlags.canRedo },
          { type: 'separator' },
          { role: 'cut', enabled: editFlags.canCut },
          { role: 'copy', enabled: editFlags.canCopy },
          { role: 'paste', enabled: editFlags.canPaste },
          { type: 'separator' },
          { role: 'selectAll', enabled: editFlags.canSelectAll },
        ]
      : selectionText.trim() === ''
        ? []
        : [{ role: 'copy' }];
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
