/** The two ways to run the built app for an end-to-end test, with one shape. Knows no screen and no call. */

import { once } from 'node:events';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { z } from 'zod';
import { transportOver } from '../../shared/bridge.ts';
import { type Api, createApi } from '../../shared/create-api.ts';
import { launchElectron } from './electron-app.ts';
import { spawnProgram } from './spawn-program.ts';

export interface HostLaunch {
  dataDir: string;
  secrets: 'memory' | 'keychain';
  env: Record<string, string>;
  /** A link to a user that the app is started with. */
  link?: string | undefined;
}

/** A running app with its page open. */
export interface RunningApp {
  page: Page;
  /** Asks the core over the page's own bridge. Events are for the page. */
  api: Api;
  /** What the process wrote so far. */
  output(): string;
  /** A session of Chromium's own debugging protocol with the page. */
  debug(): Promise<CDPSession>;
  setWindowSize(width: number, height: number): Promise<void>;
  /** As a crash or a power cut would: nothing gets to clean up. */
  kill(): Promise<void>;
  /** An orderly end. */
  close(): Promise<void>;
}

const WINDOW_WITHIN_MS = 40_000;
const announcement = z.object({ url: z.url(), token: z.string() });

/** The same core in plain Node, its page in an ordinary Chromium. */
export async function runInBrowser(context: BrowserContext, launch: HostLaunch): Promise<RunningApp> {
  const { dataDir, secrets, env, link } = launch;
  const program = await spawnProgram(
    'out/host/web-host.js',
    [`--data-dir=${dataDir}`, `--secrets=${secrets}`, ...(link === undefined ? [] : [`--link=${link}`])],
    env,
  );
  const { url } = announcement.parse(program.announced);
  const page = await context.newPage();
  await page.goto(url);
  const endWith = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await program.end(signal);
    await page.close();
  };
  return {
    page,
    api: apiOver(page),
    output: program.output,
    debug: () => context.newCDPSession(page),
    setWindowSize: (width, height) => page.setViewportSize({ width, height }),
    kill: () => endWith('SIGKILL'),
    close: () => endWith('SIGTERM'),
  };
}

/** The app itself, its page behind Electron's bridge. */
export async function runInElectron(launch: HostLaunch): Promise<RunningApp> {
  const { dataDir, secrets, env, link } = launch;
  const args = [`--secrets=${secrets}`, ...(link === undefined ? [] : [link])];
  const app = await launchElectron({ dataDir, args, env });
  const child = app.process();
  let written = '';
  const keep = (chunk: Buffer) => {
    written += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const page = await app.firstWindow({ timeout: WINDOW_WITHIN_MS }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`Electron opened no window. It wrote: ${written}`, { cause: error });
  });
  return {
    page,
    api: apiOver(page),
    output: () => written,
    debug: () => app.context().newCDPSession(page),
    setWindowSize: (width, height) =>
      app.evaluate(
        ({ BrowserWindow }, size) => {
          for (const window of BrowserWindow.getAllWindows()) window.setContentSize(size.width, size.height);
        },
        { width, height },
      ),
    async kill() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    close: () => app.close(),
  };
}

/** Asks the core over the page's own bridge. */
export function apiOver(page: Page): Api {
  return createApi(
    transportOver({
      invoke: (method, input) =>
        page.evaluate((call) => window.bridge.invoke(call.method, call.input), { method, input }),
      subscribe() {
        throw new Error('Listen in the page instead');
      },
    }),
  );
}
