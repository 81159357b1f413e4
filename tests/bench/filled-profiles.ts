/** Profiles whose mirror is full already, made by a sync over a real server. Measures nothing. */

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { startClerkAside } from '../harness/clerk-for-tests.ts';
import { type HostLaunch, type RunningApp, runInBrowser } from '../harness/e2e-hosts.ts';
import { isolatedEnvironment } from '../harness/electron-app.ts';
import { startKeyring, whyNoKeyring } from '../harness/keyring.ts';

export interface FilledProfile {
  launch: HostLaunch;
  instanceId: string;
}

export interface Profiles {
  /** Made once for each number of users. */
  of(users: number): Promise<FilledProfile>;
}

/** Why there can be none, or null: a mirror that outlives its process needs a keychain. */
export const whyNoProfiles = whyNoKeyring;

const systemChromium = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) =>
  existsSync(path),
);

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(systemChromium === undefined ? {} : { executablePath: systemChromium }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    // The scroll bar is what is dragged.
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
}

export async function withProfiles<T>(scratch: string, use: (profiles: Profiles) => Promise<T>): Promise<T> {
  const keyring = await startKeyring();
  const browser = await launchBrowser();
  const made = new Map<number, Promise<FilledProfile>>();
  const bus = keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';

  async function make(users: number): Promise<FilledProfile> {
    const home = join(scratch, `of-${users}`);
    await mkdir(join(home, 'tmp'), { recursive: true });
    const env = { ...isolatedEnvironment(home), DBUS_SESSION_BUS_ADDRESS: bus };
    const launch = { dataDir: join(home, 'profile'), secrets: 'keychain' as const, env };
    const app = await runInBrowser(await browser.newContext(), launch);
    return { launch, instanceId: await fill(app, users) };
  }

  try {
    return await use({
      of(users) {
        const profile = made.get(users) ?? make(users);
        made.set(users, profile);
        return profile;
      },
    });
  } finally {
    await browser.close();
    await keyring.stop();
  }
}

/** Adds an instance, fills its mirror, ends the app. */
async function fill(app: RunningApp, users: number): Promise<string> {
  const clerk = await startClerkAside({ users, environment: 'production', flags: ['--rate-limit=100000'] });
  try {
    const { instanceId } = await app.api.instances.add({ secretKey: clerk.secretKey, apiUrl: clerk.url });
    const status = await app.api.directory.sync({ instanceId });
    if (status.users !== users) throw new Error(`The mirror has ${status.users} users of ${users}`);
    await app.api.settings.update({ lastInstanceId: instanceId });
    return instanceId;
  } finally {
    await app.close();
    await clerk.stop();
  }
}
