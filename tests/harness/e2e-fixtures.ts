/**
 * What end-to-end tests are written with: one `roster` for both hosts, a `clerk` whose network can be
 * cut, a keychain on a private bus. Knows no screen.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  expect,
  type Page,
  test as base,
} from '@playwright/test';
import {
  type DemoServer,
  type DemoServerOptions,
  startDemoServer,
} from '../../electron/demo/start-demo-server.ts';
import type { Api } from '../../shared/create-api.ts';
import { type ClerkForTests, startClerkHere } from './clerk-for-tests.ts';
import { type HostLaunch, runInBrowser, runInElectron, type RunningApp } from './e2e-hosts.ts';
import { isolatedEnvironment } from './electron-app.ts';
import { startKeyring } from './keyring.ts';

export interface HostOptions {
  host: 'browser' | 'electron';
}

interface TestOptions {
  /** `memory`: nothing outlives the process. `keychain`: a real one, on a private bus. */
  secrets: 'memory' | 'keychain';
  /** Users of `clerk`. */
  clerkUsers: number;
  clerkEnvironment: 'development' | 'production';
  /** What `demo` is and lacks. */
  demoOptions: DemoServerOptions;
}

export interface Roster {
  /** The page that is open now: another one after `restart`. */
  readonly page: Page;
  readonly dataDir: string;
  /** Asks the core over the page's own bridge. */
  readonly api: Api;
  setWindowSize(width: number, height: number): Promise<void>;
  /** Chromium's own debugging protocol. */
  debug(): Promise<CDPSession>;
  /** What the processes of this test wrote to stdout and stderr. */
  output(): string;
  /** Ends the app as a crash would. */
  kill(): Promise<void>;
  /** Ends the app in order. */
  quit(): Promise<void>;
  /** Starts the app again on the same profile, after `kill` or `quit`; with a link to a user, if one is given. */
  restart(more?: { link?: string }): Promise<Page>;
}

interface TestFixtures extends TestOptions {
  clerk: ClerkForTests;
  /** A demo server in the test's own process, with its faults and statistics at hand. */
  demo: DemoServer;
  /** A folder that is gone after the test. Holds the profile and the home of the app's process. */
  scratch: string;
  environment: Record<string, string>;
  browserContext: BrowserContext | null;
  roster: Roster;
}

interface WorkerFixtures extends HostOptions {
  /** Null in Electron, which brings its own. */
  hostBrowser: Browser | null;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: ['browser', { option: true, scope: 'worker' }],
  secrets: ['memory', { option: true }],
  clerkUsers: [500, { option: true }],
  clerkEnvironment: ['development', { option: true }],
  demoOptions: [{ users: 60 }, { option: true }],

  hostBrowser: [
    async ({ host, playwright }, use) => {
      if (host === 'electron') return use(null);
      const browser = await playwright.chromium.launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  browserContext: async ({ hostBrowser }, use) => {
    const context = await hostBrowser?.newContext();
    await use(context ?? null);
    await context?.close();
  },

  scratch: async ({ host }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `roster-${host}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },

  clerk: async ({ clerkUsers, clerkEnvironment }, use) => {
    const clerk = await startClerkHere({ users: clerkUsers, environment: clerkEnvironment });
    await use(clerk);
    await clerk.stop();
  },

  demo: async ({ demoOptions }, use) => {
    const server = await startDemoServer(demoOptions);
    await use(server);
    await server.close();
  },

  environment: async ({ secrets, scratch }, use) => {
    const home = join(scratch, 'home');
    await mkdir(join(home, 'tmp'), { recursive: true, mode: 0o700 });
    const isolated = isolatedEnvironment(home);
    if (secrets === 'memory') return use(isolated);
    const keyring = await startKeyring();
    // The bus, but our own home: what lies there afterwards is searched for secrets.
    await use({ ...isolated, DBUS_SESSION_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' });
    await keyring.stop();
  },

  roster: async ({ browserContext, secrets, scratch, environment }, use) => {
    const dataDir = join(scratch, 'profile');
    const launch = { dataDir, secrets, env: environment };
    const roster = new RosterUnderTest(launch, browserContext);
    await roster.restart();
    await use(roster);
    await roster.quit();
  },
});

class RosterUnderTest implements Roster {
  readonly dataDir: string;
  private readonly launch: HostLaunch;
  private readonly browserContext: BrowserContext | null;
  private running: RunningApp | null = null;
  private earlierOutput = '';

  constructor(launch: HostLaunch, browserContext: BrowserContext | null) {
    this.launch = launch;
    this.dataDir = launch.dataDir;
    this.browserContext = browserContext;
  }

  get page(): Page {
    return this.app.page;
  }

  get api(): Api {
    return this.app.api;
  }

  setWindowSize(width: number, height: number): Promise<void> {
    return this.app.setWindowSize(width, height);
  }

  debug(): Promise<CDPSession> {
    return this.app.debug();
  }

  output(): string {
    return this.earlierOutput + (this.running?.output() ?? '');
  }

  async kill(): Promise<void> {
    await this.end((app) => app.kill());
  }

  async quit(): Promise<void> {
    await this.end((app) => app.close());
  }

  async restart(more: { link?: string } = {}): Promise<Page> {
    if (this.running) throw new Error('The app is still running: end it first');
    const { browserContext } = this;
    const launch = { ...this.launch, ...more };
    this.running = browserContext ? await runInBrowser(browserContext, launch) : await runInElectron(launch);
    return this.running.page;
  }

  private get app(): RunningApp {
    if (!this.running) throw new Error('The app is not running');
    return this.running;
  }

  private async end(how: (app: RunningApp) => Promise<void>): Promise<void> {
    const app = this.running;
    if (!app) return;
    this.running = null;
    await how(app);
    this.earlierOutput += app.output();
  }
}

export { expect };
