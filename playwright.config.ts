/** Which end-to-end tests run in which host; knows no test by name. */

import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from './tests/harness/e2e-fixtures.ts';

/** Debian's Chromium, where it is installed, best without a window of its own; otherwise Playwright's. */
const systemChromium = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) =>
  existsSync(path),
);

export default defineConfig<object, HostOptions>({
  testMatch: '**/*.test.ts',
  globalSetup: './tests/harness/e2e-build.ts',
  outputDir: 'test-results/playwright',
  fullyParallel: false,
  forbidOnly: process.env['CI'] === 'true',
  // What passes only when tried again is a defect.
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    screenshot: 'only-on-failure',
    // Nothing to see in between, and nothing to wait for.
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    {
      name: 'chromium',
      testDir: 'tests/e2e',
      use: {
        host: 'browser',
        browserName: 'chromium',
        launchOptions: {
          ...(systemChromium === undefined ? {} : { executablePath: systemChromium }),
          args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
        },
      },
    },
    {
      name: 'electron',
      testDir: 'tests/e2e',
      grep: /@electron/,
      use: { host: 'electron' },
    },
    {
      name: 'electron-shell',
      testDir: 'tests/shell',
      use: { host: 'electron' },
    },
  ],
});
