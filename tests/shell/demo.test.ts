/** `npm run demo`, as a person types it, in a real window. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../build/ensure-built.ts';
import { isolatedEnvironment } from '../harness/electron-app.ts';

test('the demo has its users, and leaves nothing behind', async () => {
  const home = await mkdtemp(join(tmpdir(), 'roster-demo-test-'));
  const temporary = join(home, 'tmp');
  await mkdir(temporary);
  const demo = spawn(process.execPath, [join(projectRoot, 'build/demo.ts')], {
    env: isolatedEnvironment(home),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  demo.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(demo, 'close');
  await expect.poll(() => output, { timeout: 60_000 }).toContain('The demo instance is ready: 2000 users.');
  const profiles = async () => (await readdir(temporary)).filter((name) => name.startsWith('roster-'));
  expect(await profiles()).not.toEqual([]);

  demo.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await profiles()).toEqual([]);
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
