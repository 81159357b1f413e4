/** Links to users, as the operating system hands them to the app that runs already, or starts it with one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parse } from 'yaml';
import { projectRoot } from '../../build/ensure-built.ts';
import { findElectron } from '../../build/find-electron.ts';
import { linkScheme } from '../../electron/shell/user-link.ts';
import { isolatedEnvironment, launchElectron } from '../harness/electron-app.ts';
import { expect, test } from './shell-fixture.ts';

const linkTo = (instance: string) => `roster://users/${instance}/user_2nobody`;

/** No such instance is here: the page says so, and thereby that it got the link. */
const told = (page: Page, instance: string) => expect(page.getByText(instance)).toBeVisible();

test('a second start with a link hands it to the first', async ({ shell }) => {
  const { app, page, dataDir, environment } = shell;
  const window = await app.browserWindow(page);
  await window.evaluate((ours) => ours.hide());
  const electron = findElectron();
  if (!electron.available) throw new Error(electron.reason);
  const second = spawn(
    electron.executable,
    [...electron.arguments, projectRoot, `--data-dir=${dataDir}`, linkTo('ins_secondstart')],
    { env: environment, stdio: 'ignore' },
  );
  await once(second, 'exit');
  await told(page, 'ins_secondstart');
  expect(await window.evaluate((ours) => ours.isVisible())).toBe(true);
});

test('macOS tells of a link by an event; what is no link is refused', async ({ shell }) => {
  const { app, page } = shell;
  const openUrl = (url: string) =>
    app.evaluate(({ app: electron }, text) => electron.emit('open-url', { preventDefault() {} }, text), url);
  await openUrl('roster://users/../../ins_refused/user_2x');
  await openUrl(linkTo('ins_byevent'));
  await told(page, 'ins_byevent');
  await expect(page.getByText('ins_refused')).toHaveCount(0);
});

test('a start with a link opens it once the window is up', async ({ browserName: _ }) => {
  const scratch = await mkdtemp(join(tmpdir(), 'roster-link-'));
  const home = join(scratch, 'home');
  await mkdir(join(home, 'tmp'), { recursive: true });
  const app = await launchElectron({
    dataDir: join(scratch, 'profile'),
    args: ['--secrets=memory', linkTo('ins_firststart')],
    env: isolatedEnvironment(home),
  });
  await told(await app.firstWindow(), 'ins_firststart');
  await app.close();
  await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

test('a source build leaves the links to what is installed', async ({ shell }) => {
  expect(await shell.app.evaluate(({ app }, scheme) => app.isDefaultProtocolClient(scheme), linkScheme)).toBe(
    false,
  );
});

test('the installed app is registered for the same scheme', async () => {
  const config = parse(await readFile(join(projectRoot, 'build/electron-builder.yml'), 'utf8')) as {
    protocols: { schemes: string[] }[];
  };
  expect(config.protocols.map(({ schemes }) => schemes)).toEqual([[linkScheme]]);
});
