/** `npm run dev`: Electron with hot reload of the page, and a restart when main or the preload changes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from './find-electron.ts';
import { projectRoot } from './ensure-built.ts';

const electron = findElectron();
if (!electron.available) {
  process.stderr.write(`${electron.reason}\n`);
  process.exit(1);
}

const electronVite = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
const sandbox = electron.arguments.includes('--no-sandbox') ? ['--noSandbox'] : [];
const child = spawn(
  process.execPath,
  [electronVite, 'dev', '--watch', ...sandbox, ...process.argv.slice(2)],
  {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ELECTRON_EXEC_PATH: electron.executable },
  },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => {
  process.exitCode = code ?? 0;
});
