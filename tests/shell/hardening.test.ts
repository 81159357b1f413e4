/** Asks the running app whether each item of Electron's security checklist holds. */
import { readFile } from 'node:fs/promises';
import { contentSecurityPolicy } from '../../electron/shell/content-security-policy.ts';
import { expect, test } from './shell-fixture.ts';

test('the page has nothing of Node, and a bridge of two functions', async ({ shell }) => {
  const seen = await shell.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    bridge: Object.entries(window.bridge).map(([name, value]) => `${name}: ${typeof value}`),
    isFrozen: Object.isFrozen(window.bridge),
    isSecure: window.isSecureContext,
  }));
  expect(seen).toEqual({
    node: [],
    bridge: ['invoke: function', 'subscribe: function'],
    isFrozen: true,
    isSecure: true,
  });
});

test('the preload stays a door and no library', async () => {
  const preload = await readFile(new URL('../../out/preload/preload.cjs', import.meta.url), 'utf8');
  expect(preload.length).toBeLessThan(2000);
});

test('the window is sandboxed, isolated and without extras', async ({ shell }) => {
  const preferences = await shell.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return (window?.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    enableBlinkFeatures: '',
  });
});

test('every answer of app:// carries the policy', async ({ shell }) => {
  for (const path of ['', 'index.html', 'no-such-file.js', 'avatar/no-instance/no-user']) {
    const headers = await shell.app.evaluate(async ({ BrowserWindow }, url) => {
      const [window] = BrowserWindow.getAllWindows();
      const response = await window?.webContents.session.fetch(url);
      return Object.fromEntries(response?.headers.entries() ?? []);
    }, `app://bundle/${path}`);
    expect(headers['content-security-policy']).toBe(contentSecurityPolicy("'none'"));
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('what the policy forbids is refused by the page itself', async ({ shell }) => {
  const outcomes = await shell.page.evaluate(async () => {
    const violated = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
    const inline = document.createElement('script');
    let assigned = 'accepted';
    try {
      inline.textContent = 'window.wasRun = true';
    } catch {
      assigned = 'refused';
    }
    document.body.append(inline);
    // Later, as Playwright's own evaluation is let off while it runs.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          Reflect.apply(Reflect.get(window, 'eval') as () => void, window, ['window.wasRun = true']);
          resolve('accepted');
        } catch {
          resolve('refused');
        }
      });
    });
    document.body.append(
      Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }),
    );
    await fetch('/index.html').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { assigned, evaluated, wasRun: 'wasRun' in window, violated: [...violated].sort() };
  });
  expect(outcomes).toEqual({
    assigned: 'refused',
    evaluated: 'refused',
    wasRun: false,
    violated: ['connect-src', 'require-trusted-types-for', 'style-src-elem'],
  });
});

test('app:// serves the built page and nothing beside it', async ({ shell }) => {
  const status = (url: string) =>
    shell.app.evaluate(async ({ BrowserWindow }, target) => {
      const [window] = BrowserWindow.getAllWindows();
      return (await window?.webContents.session.fetch(target))?.status;
    }, url);
  expect(await status('app://bundle/')).toBe(200);
  for (const path of [
    '../main/main.js',
    '..%2Fmain%2Fmain.js',
    '%2e%2e/main/main.js',
    '..%5Cmain%5Cmain.js',
    'assets/../../main/main.js',
    '/etc/passwd',
    '%2Fetc%2Fpasswd',
    '%00',
    '%E0%A4%A',
    'assets',
    '.',
  ]) {
    expect(await status(`app://bundle/${path}`), path).toBe(path === '.' ? 200 : 404);
  }
  expect(await status('app://elsewhere/index.html')).toBe(404);
});

test('permissions are refused, but for putting text on the clipboard', async ({ shell }) => {
  const names = [
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'clipboard-read',
    'midi',
    'persistent-storage',
  ];
  const states = await shell.page.evaluate(
    async (all) =>
      Promise.all(
        all.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
      ),
    names,
  );
  expect(states).toEqual(names.map(() => 'denied'));

  const asked = await shell.page.evaluate(async () => {
    const outcome = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'allowed',
        () => 'refused',
      );
    return {
      media: await outcome(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      notification: await Notification.requestPermission(),
      location: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      read: await outcome(navigator.clipboard.readText()),
    };
  });
  expect(asked).toEqual({
    media: 'refused',
    screen: 'refused',
    notification: 'denied',
    location: 'refused',
    read: 'refused',
  });

  // Asked for rather than written: writing needs the focus, which tests on one display take from each other.
  const writing = await shell.page.evaluate(
    async () => (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName })).state,
  );
  expect(writing).toBe('granted');
});

test('the window stays where it is, and alone', async ({ shell }) => {
  const { app, page } = shell;
  const opened: string[] = [];
  app.on('window', (window) => opened.push(window.url()));
  expect(await page.evaluate(() => window.open('app://bundle/') === null)).toBe(true);
  for (const url of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://bundle/assets/',
    'app://elsewhere/',
    'data:text/html,x',
    'javascript:document.title="x"',
  ]) {
    await page.evaluate((target) => location.assign(target), url);
  }
  await page.evaluate(() => {
    document.body.append(document.createElement('webview'));
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'app://bundle/' }));
  });
  // Anything that was let through would have happened by the time another round trip is done.
  await page.waitForTimeout(300);
  expect(page.url()).toBe('app://bundle/');
  expect(opened).toEqual([]);
  const contents = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(contents).toBe(1);
});

test('a page that emptied itself is loaded again', async ({ shell }) => {
  await shell.page.evaluate(() => location.assign('about:blank')).catch(() => undefined);
  await expect(shell.page).toHaveURL('app://bundle/');
  await expect.poll(() => shell.page.evaluate(() => typeof window.bridge.invoke)).toBe('function');
});

test("links to Clerk's pages go to the system's browser, others nowhere", async ({ shell }) => {
  await shell.app.evaluate(({ shell: system }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    system.openExternal = async (url) => void opened.push(url);
  });
  await shell.page.evaluate(() => {
    for (const url of [
      'https://clerk.com/docs',
      'https://dashboard.clerk.com/apps',
      'http://clerk.com/',
      'https://clerk.com.example.com/',
      'https://notclerk.com/',
      'https://user@clerk.com/',
      'https://clerk.com:8443/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'smb://clerk.com/share',
    ]) {
      window.open(url);
    }
  });
  const opened = await shell.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual(['https://clerk.com/docs', 'https://dashboard.clerk.com/apps']);
});
