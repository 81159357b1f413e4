/** Runs one step of a test run as a child process, bounded in time. Knows no step. */

import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

export interface Stage {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Its output is held back until it ends, so that stages may run side by side. */
  quiet?: boolean;
}

export interface StageResult {
  name: string;
  ok: boolean;
  elapsedMs: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A stage that hangs must not take the whole run's time with it. */
const STAGE_LIMIT_MS = 22 * 60_000;

/** A log that is read later carries no colours, whatever the tools think of CI. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };

export async function runStage({ name, command, env = {}, quiet = false }: Stage): Promise<StageResult> {
  const startedAt = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...plain, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    // Its own process group, so that its children end with it.
    detached: process.platform !== 'win32',
  });
  const held: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => held.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => held.push(chunk));

  const end = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  };
  const limit = setTimeout(() => {
    process.stderr.write(`${name} took more than ${STAGE_LIMIT_MS / 60_000} minutes and was ended.\n`);
    end();
  }, STAGE_LIMIT_MS);
  const onSignal = () => {
    end();
    process.exit(130);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);

  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${name} did not start: ${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  clearTimeout(limit);
  process.off('SIGINT', onSignal);
  process.off('SIGTERM', onSignal);
  if (!ok) process.stdout.write(Buffer.concat(held));
  return { name, ok, elapsedMs: performance.now() - startedAt };
}
