/**
 * `npm run demo`: Roster in a throw-away profile with the demo instance added and synced. In Electron; where
 * its runtime or a display cannot be had, in the browser, with the reason printed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDisplay, findElectron } from './find-electron.ts';
import { ensureBuilt, projectRoot } from './ensure-built.ts';
import { runElectron } from './run-electron.ts';

const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

const electron = findElectron();
const display = findDisplay();
ensureBuilt();
const profile = mkdtempSync(join(tmpdir(), 'roster-demo-'));
try {
  if (!electron.available) {
    process.exitCode = await inBrowser(electron.reason);
  } else if (display.kind === 'none') {
    process.exitCode = await inBrowser(
      'There is no display. On Debian and Ubuntu `sudo apt-get install xvfb` brings a virtual one.',
    );
  } else {
    if (display.kind === 'virtual') {
      say('There is no display, so the window opens in a virtual one (Xvfb), where nobody sees it.');
      say('`npm run host -- --demo` shows the same in your browser.');
    }
    const app = [electron.executable, ...electron.arguments, projectRoot];
    const flags = [`--data-dir=${profile}`, '--secrets=memory', '--demo'];
    process.exitCode = await runElectron([...app, ...flags], {
      onVirtualDisplay: display.kind === 'virtual',
    });
  }
} finally {
  rmSync(profile, { recursive: true, force: true });
}

async function inBrowser(reason: string): Promise<number> {
  say(`${reason}\nSo the demo runs in your browser. End it with Ctrl+C.`);
  const host = spawn(
    process.execPath,
    [join(projectRoot, 'build/host.ts'), '--data-dir', profile, '--demo'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const pass = (signal: NodeJS.Signals) => host.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  host.stdout.once('data', (line: Buffer) => {
    const { url } = JSON.parse(line.toString()) as { url: string };
    say(`Open ${url}`);
    if (display.kind === 'real') openInBrowser(url);
  });
  return new Promise((resolve) => host.once('close', (code) => resolve(code ?? 0)));
}

/** The address is printed as well: a browser that cannot be opened is no failure. */
function openInBrowser(url: string): void {
  const [command, ...rest] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  spawn(command ?? '', rest, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
