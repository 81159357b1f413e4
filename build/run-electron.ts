/** Runs Electron as a child, hands signals on to it, and says what a failed start means. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { projectRoot } from './ensure-built.ts';

/** Resolves to the exit code. `command` is the executable with its first arguments. */
export async function runElectron(
  command: string[],
  { onVirtualDisplay = false }: { onVirtualDisplay?: boolean } = {},
): Promise<number> {
  const display = onVirtualDisplay ? await startVirtualDisplay() : null;
  try {
    return await run(command, display === null ? {} : { DISPLAY: display.name });
  } finally {
    display?.process.kill();
  }
}

async function run(command: string[], environment: Record<string, string>): Promise<number> {
  const [executable = '', ...rest] = command;
  const child = spawn(executable, rest, {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['inherit', 'inherit', 'pipe'],
    // Out of the terminal's process group: a Ctrl+C would end Chromium's own processes under the app, too.
    detached: process.platform !== 'win32',
  });

  let sandboxFailed = false;
  child.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    sandboxFailed ||= chunk.includes('sandbox');
  });

  const handOn = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handOn);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (signal === 'SIGTRAP' && sandboxFailed) process.stderr.write(sandboxAdvice);
    return code ?? 1;
  } finally {
    for (const signal of signals) process.off(signal, handOn);
  }
}

const sandboxAdvice =
  "Chromium's sandbox cannot start: this system keeps ordinary programs from making namespaces. Allow it with " +
  '`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, or use `npm run host`.\n';

/** Not by xvfb-run: that hands no signal on, and takes the display away from a window that is about to close. */
async function startVirtualDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const [number] = (await once(display.stdio[3] as Readable, 'data')) as [Buffer];
  return { name: `:${number.toString().trim()}`, process: display };
}
