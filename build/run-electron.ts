/** Runs Electron as a child, hands signals on to it, and says what a failed start means. */
import { spawn } from 'node:child_process';
import { projectRoot } from './ensure-built.ts';

/** Resolves to the exit code. `command` is the executable with its first arguments. */
export function runElectron(command: string[]): Promise<number> {
  const [executable = '', ...rest] = command;
  // Its own process group: a wrapper such as xvfb-run does not hand signals on.
  const child = spawn(executable, rest, {
    cwd: projectRoot,
    stdio: ['inherit', 'inherit', 'pipe'],
    detached: process.platform !== 'win32',
  });

  let sandboxFailed = false;
  child.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    sandboxFailed ||= chunk.includes('sandbox');
  });

  const hand = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  const onInterrupt = () => hand('SIGINT');
  const onTerminate = () => hand('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      if (signal === 'SIGTRAP' && sandboxFailed) {
        process.stderr.write(
          "Chromium's sandbox cannot start: this system keeps ordinary programs from making namespaces. " +
            'Allow it with `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, or start `npm run host`.\n',
        );
      }
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
}
