/** What the app does with a secret that is handed over, and with one that is on screen: paper, files, capture, lock. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { apiOver } from '../harness/e2e-hosts.ts';
import { searchForSecret } from '../harness/search-for-secret.ts';
import { expect, test, type Shell } from './shell-fixture.ts';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const uri = `otpauth://totp/Acme:jane%40example.com?issuer=Acme&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
const backupCodes = ['k7m2p9x4wq', 'b3n8t5r6yz'];

/** The dialog answers as a person would; what it was offered is handed back by {@link offered}. */
async function choose({ app }: Shell, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog, app: electron }, path) => {
    dialog.showSaveDialog = (...given: unknown[]) => {
      Object.assign(electron, { offered: given.at(-1) });
      return Promise.resolve({ canceled: path === null, filePath: path ?? '' });
    };
  }, filePath);
}
const offered = ({ app }: Shell): Promise<unknown> =>
  app.evaluate(({ app: electron }) => (electron as unknown as { offered: unknown }).offered);

test('a sheet becomes a PDF of one page, where it was wanted and nowhere else', async ({ shell }) => {
  const api = apiOver(shell.page);
  const scratch = dirname(shell.dataDir);
  const chosen = join(scratch, 'for-jane.pdf');
  await choose(shell, chosen);
  expect(await api.handover.saveSheet({ uri, backupCodes })).toEqual({ savedTo: chosen });
  expect(await offered(shell)).toMatchObject({
    defaultPath: expect.stringMatching(/TOTP of jane@example\.com\.pdf$/),
  });
  const pdf = (await readFile(chosen)).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  if (process.platform !== 'win32') expect((await stat(chosen)).mode & 0o777).toBe(0o600);

  // Codes are plain text: they are found where they were saved, so the search finds what there is.
  const codes = join(scratch, 'codes.txt');
  await choose(shell, codes);
  await api.handover.saveCodes({ uri, backupCodes });
  for (const [text, places] of [
    [secret, []],
    [backupCodes[0] ?? '', [codes]],
  ] as const) {
    const hits = await searchForSecret(scratch, text);
    expect([...new Set(hits.map(({ file }) => file))]).toEqual(places);
  }
  // The page it was laid out on is gone.
  expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('thinking better of it writes nothing; a place that cannot be written is said', async ({ shell }) => {
  const api = apiOver(shell.page);
  await choose(shell, null);
  expect(await api.handover.saveSheet({ uri })).toEqual({ savedTo: null });
  await choose(shell, join(shell.dataDir, 'no-such-folder', 'sheet.pdf'));
  const failure: unknown = await api.handover.saveSheet({ uri }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ failure: { code: 'storage' } });
});

test('what a sheet holds runs nothing and reaches nothing', async ({ shell, trap }) => {
  await choose(shell, null);
  const watching = shell.app.evaluate(async ({ BrowserWindow, app }, port) => {
    const [main] = BrowserWindow.getAllWindows();
    Object.assign(app, { isWatching: true });
    const { session, ...facts } = await new Promise<{
      isVisible: boolean;
      preferences: unknown;
      session: Electron.Session;
    }>((resolve) => {
      app.once('browser-window-created', (_event, sheet) => {
        sheet.webContents.once('did-finish-load', () =>
          resolve({
            isVisible: sheet.isVisible(),
            preferences: (
              sheet.webContents as unknown as { getLastWebPreferences(): unknown }
            ).getLastWebPreferences(),
            session: sheet.webContents.session,
          }),
        );
      });
    });
    return {
      ...facts,
      isPersistent: session.isPersistent(),
      isThePagesOwn: session === main?.webContents.session,
      reached: await session.fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      ),
    };
  }, trap.port);
  const isWatching = () =>
    shell.app.evaluate(({ app }) => (app as unknown as { isWatching?: boolean }).isWatching);
  await expect.poll(isWatching).toBe(true);
  await apiOver(shell.page).handover.saveSheet({ uri });
  const seen = await watching;
  expect(trap.caught).toEqual([]);
  expect(seen).toMatchObject({
    isVisible: false,
    isPersistent: false,
    isThePagesOwn: false,
    reached: false,
    preferences: { sandbox: true, contextIsolation: true, javascript: false },
  });
});

test('the window is hidden from capture when asked, and shown again with a new page', async ({ shell }) => {
  const { app, page } = shell;
  await app.evaluate(({ BrowserWindow, app: electron }) => {
    const [window] = BrowserWindow.getAllWindows();
    const asked: boolean[] = [];
    Object.assign(electron, { asked });
    if (window) window.setContentProtection = (on) => asked.push(on);
  });
  await apiOver(page).app.hideFromCapture({ on: true });
  await page.reload();
  const asked = () =>
    app.evaluate(({ app: electron }) => (electron as unknown as { asked: boolean[] }).asked);
  await expect.poll(asked).toEqual([true, false]);
});

test('the page hears that the computer was locked', async ({ shell }) => {
  const heard = shell.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.bridge.subscribe('app.onScreenLocked', () => resolve('locked'));
      }),
  );
  // The page listens by the time that a call of it is answered.
  await apiOver(shell.page).app.info();
  await shell.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  expect(await heard).toBe('locked');
});

test('a picture on the clipboard is handed to the page that asks, and nothing else of it', async ({
  shell,
}) => {
  const { app, page } = shell;
  const api = apiOver(page);
  const content = (kind: 'picture' | 'text') =>
    app.evaluate(({ clipboard, nativeImage, ClipboardItem }, what) => {
      const bitmap = Buffer.alloc(8 * 8 * 4, 255);
      const picture = nativeImage.createFromBitmap(bitmap, { width: 8, height: 8 });
      const old = clipboard as unknown as {
        writeImage?(image: unknown): void;
        writeText(text: string): void;
      };
      if (what === 'text') return old.writeText('not for the page');
      if (old.writeImage !== undefined) return old.writeImage(picture);
      return clipboard.write([
        new ClipboardItem({ 'image/png': new Blob([new Uint8Array(picture.toPNG())]) }),
      ]);
    }, kind);
  await content('picture');
  const picture = await api.images.clipboard();
  expect(picture?.contentType).toBe('image/png');
  const size = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, picture?.base64 ?? '');
  expect(size).toEqual([8, 8]);
  await content('text');
  expect(await api.images.clipboard()).toBeNull();
});
