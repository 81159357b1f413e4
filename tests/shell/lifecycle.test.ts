/** One process per profile, a window that comes back as it was, an orderly end, and nothing of the page on disk. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findElectron } from '../../build/find-electron.ts';
import { projectRoot } from '../../build/ensure-built.ts';
import { launchElectron } from '../harness/electron-app.ts';
import { expect, test } from './shell-fixture.ts';

test('a second start on the same profile shows the first window and ends', async ({ shell }) => {
  const { app, dataDir, environment } = shell;
  const window = await app.browserWindow(shell.page);
  await window.evaluate((ours) => ours.hide());
  const electron = findElectron();
  if (!electron.available) throw new Error(electron.reason);
  const second = spawn(electron.executable, [...electron.arguments, projectRoot, `--data-dir=${dataDir}`], {
    env: environment,
    stdio: 'ignore',
  });
  await once(second, 'exit');
  await expect.poll(() => window.evaluate((ours) => ours.isVisible())).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('nothing the page stores reaches the profile', async ({ shell }) => {
  const { app, page, dataDir } = shell;
  const marker = 'marker-d41d8cd98f00b204';
  await page.evaluate(async (text) => {
    localStorage.setItem('key', text);
    sessionStorage.setItem('key', text);
    document.cookie = `key=${text}; max-age=100000`;
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open('database');
      opening.onupgradeneeded = () => opening.result.createObjectStore('store').put(text, 'key');
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
    const cache = await caches.open('cache').catch(() => null);
    await cache?.put('/key', new Response(text)).catch(() => undefined);
  }, marker);
  await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const page = window?.webContents.session;
    await page?.cookies.flushStore();
    page?.flushStorageData();
  });
  await app.close();
  const found = await filesWith(dataDir, marker);
  expect(found).toEqual([]);
  // The search itself works: the window's place is found by what it says.
  expect(await filesWith(dataDir, '"isMaximized"')).toContain(join(dataDir, 'window.json'));
});

test('the page is Chromium in memory: its session has no folder', async ({ shell }) => {
  const state = await shell.app.evaluate(({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents.session;
    return {
      isPersistent: page?.isPersistent(),
      path: page?.storagePath,
      spelling: page?.isSpellCheckerEnabled(),
    };
  });
  expect(state).toEqual({ isPersistent: false, path: null, spelling: false });
});

test('the window comes back where it was', async ({ shell }) => {
  const { app, dataDir, environment } = shell;
  const bounds = { x: 40, y: 30, width: 900, height: 600 };
  const moved = await app.browserWindow(shell.page);
  await moved.evaluate((ours, place) => ours.setBounds(place), bounds);
  // The display server moves it when it gets to it.
  await expect.poll(() => moved.evaluate((ours) => ours.getNormalBounds())).toEqual(bounds);
  await app.close();
  const again = await launchElectron({ dataDir, args: ['--secrets=memory'], env: environment });
  const window = await again.browserWindow(await again.firstWindow());
  const found = await window.evaluate((ours) => ours.getNormalBounds());
  await again.close();
  expect(found).toEqual(bounds);
});

test('a theme that was chosen is the first thing the next start paints', async ({ shell }) => {
  const { app, page, dataDir, environment } = shell;
  await page.evaluate(() => window.bridge.invoke('settings.update', '{"theme":"dark"}'));
  const source = () => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await expect.poll(source).toBe('dark');
  await app.close();
  const again = await launchElectron({ dataDir, args: ['--secrets=memory'], env: environment });
  const reopened = await again.browserWindow(await again.firstWindow());
  const colour = await reopened.evaluate((ours) => ours.getBackgroundColor());
  await again.close();
  expect(colour.toLowerCase()).toBe('#111316');
});

test("the menu's Settings opens the page's settings", async ({ shell }) => {
  await shell.app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    items?.find(({ label }) => label === 'Settings…')?.click();
  });
  await expect(shell.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
});

test('a crashed page can be loaded again', async ({ shell }) => {
  const { app, page } = shell;
  await app.evaluate(({ dialog }) => {
    const asked: string[][] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...given: unknown[]) => {
      const { buttons } = given.at(-1) as { buttons: string[] };
      asked.push(buttons);
      return { response: buttons.indexOf('Reload'), checkboxChecked: false };
    };
  });
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { asked: string[][] }).asked))
    .toEqual([['Reload', 'Quit']]);
  await expect
    .poll(() =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return contents?.isCrashed() === false && contents.executeJavaScript('typeof window.bridge.invoke');
      }),
    )
    .toBe('function');
  expect(page.isClosed()).toBe(false);
});

test('the log is there, for its owner only', async ({ shell }) => {
  const { app, page, dataDir } = shell;
  // Refused navigations are logged.
  await page.evaluate(() => location.assign('https://example.com/?key=sk_test_never'));
  const file = join(dataDir, 'logs/roster.log');
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('A navigation was refused');
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await readFile(file, 'utf8')).not.toContain('sk_test_never');
  await app.close();
});

async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // Chromium writes strings in one or two bytes per character.
  const needles = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')];
  const contents = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })));
  return contents
    .filter(({ bytes }) => needles.some((needle) => bytes.includes(needle)))
    .map(({ file }) => file);
}
