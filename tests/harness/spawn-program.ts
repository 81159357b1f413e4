/** Starts one of the repository's programs that print a line of JSON when they are ready. Knows none of them. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Program {
  /** The JSON that it printed. */
  announced: unknown;
  /** Everything it wrote to stdout and stderr so far. */
  output(): string;
  /** SIGTERM for an orderly end, SIGKILL for a crash. Resolves once it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** @throws with what the program wrote, when it ends or stays silent instead. */
export async function spawnProgram(
  script: string,
  args: string[],
  env: Record<string, string | undefined> = process.env,
): Promise<Program> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const keep = (chunk: Buffer) => {
    written += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);

  try {
    const line = await firstJsonLine(child);
    return {
      announced: line,
      output: () => written,
      async end(signal) {
        process.off('exit', killAtExit);
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${script} did not start: ${written}`, { cause: error });
  }
}

function firstJsonLine(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('It has no output'));
    const lines = createInterface({ input: child.stdout });
    const silent = setTimeout(() => reject(new Error('It stayed silent')), READY_WITHIN_MS);
    const settle = (act: () => void) => {
      clearTimeout(silent);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code) => settle(() => reject(new Error(`It ended with ${String(code)}`))));
    lines.on('line', (line) => {
      if (line.startsWith('{')) settle(() => resolve(JSON.parse(line)));
    });
  });
}
