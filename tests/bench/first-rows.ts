/** From the start of the process to the first row on the screen, in each host that can run here. */

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium } from '@playwright/test';
import { findDisplay, findElectron } from '../../build/find-electron.ts';
import { startClerkAside } from '../harness/clerk-for-tests.ts';
import { type HostLaunch, runInBrowser, runInElectron, type RunningApp } from '../harness/e2e-hosts.ts';
import { isolatedEnvironment } from '../harness/electron-app.ts';
import { startKeyring, whyNoKeyring } from '../harness/keyring.ts';
import { type Figure, median, ms } from './figures.ts';

const USERS = 5000;
const STARTS = 3;
const systemChromium = '/usr/bin/chromium';

export async function benchFirstRows(scratch: string): Promise<Figure[]> {
  const missing = whyNoKeyring();
  if (missing !== null) return [{ what: `In a window: not measured, ${missing}`, value: '' }];
  const keyring = await startKeyring();
  try {
    const bus = keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
    const launchIn = async (name: string): Promise<HostLaunch> => {
      const home = join(scratch, name);
      await mkdir(join(home, 'tmp'), { recursive: true });
      const env = { ...isolatedEnvironment(home), DBUS_SESSION_BUS_ADDRESS: bus };
      return { dataDir: join(home, 'profile'), secrets: 'keychain', env };
    };
    return [
      ...(await measureBrowser(await launchIn('browser'))),
      ...(await measureElectron(await launchIn('electron'))),
    ];
  } finally {
    await keyring.stop();
  }
}

async function measureBrowser(launch: HostLaunch): Promise<Figure[]> {
  const browser = await chromium.launch({
    ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
  try {
    const context = await browser.newContext();
    const value = await measure(() => runInBrowser(context, launch));
    return [{ what: 'Browser host, of a profile with 5,000 users, to the row on screen', value }];
  } finally {
    await browser.close();
  }
}

async function measureElectron(launch: HostLaunch): Promise<Figure[]> {
  const what = 'Electron, of a profile with 5,000 users, to the row on screen';
  const electron = findElectron();
  if (!electron.available) return [{ what: `${what}: not measured. ${electron.reason}`, value: '' }];
  if (findDisplay().kind !== 'real')
    return [{ what: `${what}: not measured, there is no display`, value: '' }];
  return [{ what, value: await measure(() => runInElectron(launch)) }];
}

async function measure(start: () => Promise<RunningApp>): Promise<string> {
  await fill(await start());
  const samples: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const startedAt = performance.now();
    const app = await start();
    await app.page.getByRole('row').nth(1).waitFor();
    samples.push(performance.now() - startedAt);
    await app.close();
  }
  return ms(median(samples));
}

/** Adds an instance, fills its mirror, ends the app. */
async function fill(app: RunningApp): Promise<void> {
  const clerk = await startClerkAside({ users: USERS });
  try {
    const { instanceId } = await app.api.instances.add({ secretKey: clerk.secretKey, apiUrl: clerk.url });
    await app.api.directory.sync({ instanceId });
    await app.api.settings.update({ lastInstanceId: instanceId });
  } finally {
    await app.close();
    await clerk.stop();
  }
}
