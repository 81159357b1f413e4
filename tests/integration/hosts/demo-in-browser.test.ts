/** `npm run demo` where Electron's runtime cannot be had. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../../build/ensure-built.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'roster-demo-test-'));
});
afterAll(() => rm(scratch, { recursive: true }));

it('says why, shows the demo in the browser, and leaves nothing behind', async () => {
  const demo = spawn(process.execPath, [join(projectRoot, 'build/demo.ts')], {
    env: {
      PATH: process.env['PATH'],
      TMPDIR: scratch,
      // A folder without a runtime.
      ELECTRON_OVERRIDE_DIST_PATH: scratch,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  demo.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  demo.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(demo, 'close');

  await expect.poll(() => output, { timeout: 50_000 }).toContain('The demo instance is ready: 2000 users.');
  expect(output).toContain("Electron's runtime is not on this machine.");
  const url = /Open (http:\S+)/.exec(output)?.[1] ?? '';
  const page = await fetch(url);
  expect(await page.text()).toContain('/bridge/install.js');
  expect(await readdir(scratch)).not.toEqual([]);

  demo.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await readdir(scratch)).toEqual([]);
});
