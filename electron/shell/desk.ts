/**
 * What a desktop can do with a page or a file that the core made: paper, the place a person chooses, and hiding
 * the window from capture. Nothing of it is kept, and nothing is written but where the person said.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, session, type Session } from 'electron';
import { fail } from '../../shared/failure.ts';
import type { Desk } from '../core/ports.ts';

/** No `persist:` prefix: in memory only. */
const partition = 'roster-paper';
/** Where paper is Letter; everywhere else it is A4. */
const letterCountries = new Set(['US', 'CA', 'MX', 'CL', 'CO', 'PH']);

const kinds = {
  pdf: { name: 'PDF', extensions: ['pdf'] },
  txt: { name: 'Text', extensions: ['txt'] },
};

/** `window` as it is now: dialogs belong to it. */
export function createDesk(window: () => BrowserWindow | null): Desk {
  return {
    renderPdf: (html) =>
      onPaper(html, (contents) =>
        contents.printToPDF({ pageSize: paper(), printBackground: true, preferCSSPageSize: false }),
      ),

    print: (html) =>
      onPaper(
        html,
        (contents) =>
          new Promise((resolve, reject) => {
            contents.print({ printBackground: true, pageSize: paper() }, (isPrinted, reason) => {
              if (isPrinted) resolve(true);
              else if (/cancel/i.test(reason)) resolve(false);
              else reject(fail('storage', `Nothing was printed. The system says: ${reason || 'no reason'}.`));
            });
          }),
      ),

    async save({ name, kind, bytes }) {
      const options = { defaultPath: join(app.getPath('documents'), name), filters: [kinds[kind]] };
      const owner = window();
      const { canceled, filePath } = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      if (canceled || filePath === '') return null;
      await writeFile(filePath, bytes, { mode: 0o600 }).catch((error: unknown) => {
        throw notWritten(error);
      });
      return filePath;
    },

    clipboardPicture,

    hideFromCapture(on) {
      const shown = window();
      if (shown === null) return;
      shown.setContentProtection(on);
      // A page that is loaded anew shows no secret, and knows nothing of the one before.
      if (on) shown.webContents.once('did-navigate', () => shown.setContentProtection(false));
    },
  };
}

/** Older runtimes answer at once, and with a picture of their own kind. */
interface OldClipboard {
  readImage(): Electron.NativeImage;
}

async function clipboardPicture(): Promise<Uint8Array | null> {
  if ('readImage' in clipboard) {
    const picture = (clipboard as unknown as OldClipboard).readImage();
    return picture.isEmpty() ? null : picture.toPNG();
  }
  for (const item of await clipboard.read()) {
    const type = item.types.find((one) => one.startsWith('image/'));
    if (type === undefined) continue;
    const content = await item.getType(type);
    return content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : null;
  }
  return null;
}

function paper(): 'A4' | 'Letter' {
  return letterCountries.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4';
}

/** A page that is never shown, runs no script and reaches nothing; it is gone when `use` is done. */
async function onPaper<T>(html: string, use: (contents: Electron.WebContents) => Promise<T>): Promise<T> {
  const sheet = new BrowserWindow({
    show: false,
    webPreferences: {
      session: paperSession(),
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  });
  try {
    await sheet.loadURL(
      `data:text/html;charset=utf-8;base64,${Buffer.from(html, 'utf8').toString('base64')}`,
    );
    return await use(sheet.webContents);
  } finally {
    sheet.destroy();
  }
}

function paperSession(): Session {
  const made = session.fromPartition(partition, { cache: false });
  made.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  made.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }));
  return made;
}

function notWritten(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail(
      'disk_full',
      'The disk is full, so the file is not complete. Delete it, free some space and save it again.',
    );
  }
  return fail('storage', `The file could not be written there (${code}). Choose another place.`);
}
