/**
 * `npm run setup`: installs what is missing for building, running and testing Roster, and says plainly what
 * it could not. Runs on the Node that the machine has (20 or later); the project brings its own for the rest.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const at = (path) => join(root, path);
const say = (sentence) => process.stdout.write(`${sentence}\n`);
const isWindows = process.platform === 'win32';

/** Output goes to the person; resolves to whether it succeeded. */
function run(command, args, options = {}) {
  // npm is a batch file on Windows, which only a shell starts; no argument here comes from outside.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows,
    ...options,
  });
  return error === undefined && status === 0;
}

function has(command) {
  const { error, status } = spawnSync(isWindows ? 'where' : 'which', [command], { stdio: 'ignore' });
  return error === undefined && status === 0;
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    fail(`Node ${process.versions.node} is too old: install Node 20.18 or later, then run this again.`);
  }
}

/** What each Debian package brings, and how to see that it is there. */
const debianPackages = [
  { name: 'build-essential', why: 'compiles the keychain module', isThere: () => has('g++') && has('make') },
  { name: 'python3', why: 'compiles the keychain module', isThere: () => has('python3') },
  { name: 'pkg-config', why: 'compiles the keychain module', isThere: () => has('pkg-config') },
  {
    name: 'libsecret-1-dev',
    why: 'the keychain module talks to the keychain through it',
    isThere: () => spawnSync('pkg-config', ['--exists', 'libsecret-1']).status === 0,
  },
  { name: 'gnome-keyring', why: 'tests use a real keychain', isThere: () => has('gnome-keyring-daemon') },
  { name: 'dbus-x11', why: 'tests use a real keychain', isThere: () => has('dbus-launch') },
  { name: 'xvfb', why: 'tests and the demo open a window without a display', isThere: () => has('xvfb-run') },
  { name: 'xauth', why: 'tests and the demo open a window without a display', isThere: () => has('xauth') },
  { name: 'chromium', why: 'tests drive a real browser', isThere: () => has('chromium') },
  {
    name: 'chromium-headless-shell',
    why: 'the same browser without its own window, which halves what a test of a screen takes',
    isThere: () => has('chromium-headless-shell'),
    // Not in every Debian, nor in Ubuntu; tests then take Chromium itself.
    optional: true,
  },
  {
    name: 'oathtool',
    why: 'computes TOTP codes for tests, apart from Roster',
    isThere: () => has('oathtool'),
  },
];

function isInLists(name) {
  return spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;
}

/** Libraries of Electron's own that a server or container lacks; chromium brings them along. */
function systemPackages() {
  if (process.platform !== 'linux') return;
  const missing = debianPackages.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const list = missing.map(({ name, why }) => `  ${name} (${why})`).join('\n');

  if (!has('apt-get')) {
    say(
      `Missing here, by their names on Debian and Ubuntu; please install what your system calls them:\n${list}`,
    );
    return;
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) {
    say(`Missing:\n${list}\nInstall with: sudo apt-get install ${names.join(' ')}`);
    return;
  }
  say(`Installing:\n${list}`);
  const apt = (...args) => {
    const command = ['apt-get', '-o', 'Dpkg::Use-Pty=0', '-qq', ...args];
    const environment = 'DEBIAN_FRONTEND=noninteractive';
    return isRoot
      ? run('env', [environment, ...command])
      : run('sudo', ['-n', 'env', environment, ...command]);
  };
  // Lists that are a little old do; an update that fails is no reason to give up.
  apt('update');
  const available = missing.filter(({ name, optional }) => optional !== true || isInLists(name));
  if (!apt('install', '-y', '--no-install-recommends', ...available.map(({ name }) => name))) {
    say(`apt-get could not install all of it. Install by hand: sudo apt-get install ${names.join(' ')}`);
  }
}

/** `npm ci` takes a while and throws everything away first, so it runs only when the lock file changed. */
function nodeModules() {
  const marker = at('node_modules/.roster-setup');
  const wanted = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .update(readFileSync(at('package.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  // Errors only: npm warns of each package that the machine's Node is too old for, and the project's Node is not.
  if (!run('npm', ['ci', '--loglevel=error'])) fail('npm ci failed; what it says above is the reason.');
  writeFileSync(marker, wanted);
}

/** npm reports an install script that did not run at most as a warning. */
function keychainModule() {
  if (existsSync(at('node_modules/keytar/build/Release/keytar.node'))) return;
  say('Building the keychain module…');
  if (run('npm', ['rebuild', 'keytar']) && existsSync(at('node_modules/keytar/build/Release/keytar.node')))
    return;
  fail(
    'The keychain module (keytar) was not built. It needs a C++ compiler, make, python3' +
      `${process.platform === 'linux' ? ', pkg-config and libsecret-1-dev' : ''}; then run this again.`,
  );
}

/** The project's Node, from its own dependencies: the one on the machine may be older. */
function projectNode() {
  const node = at(`node_modules/.bin/node${isWindows ? '.cmd' : ''}`);
  if (!existsSync(node))
    fail('The Node that the project runs on is missing: remove node_modules and run this again.');
  return node;
}

const downloadLimitMs = 180_000;

/** Since Electron 42 its package brings no runtime by itself. Without it everything but the window works. */
function electronRuntime() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    say(`Electron: the runtime in ${process.env.ELECTRON_OVERRIDE_DIST_PATH} is used.`);
    return;
  }
  const folder = at('node_modules/electron');
  if (existsSync(join(folder, 'path.txt')) && existsSync(join(folder, 'dist/version'))) return;
  const { version } = require(join(folder, 'package.json'));
  say(`Downloading Electron ${version}…`);
  const { status, error, stderr } = spawnSync(projectNode(), [join(folder, 'install.js')], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: downloadLimitMs,
  });
  if (status === 0) return;
  const reason =
    error?.code === 'ETIMEDOUT'
      ? `nothing within ${downloadLimitMs / 60_000} minutes`
      : ((stderr ?? '').trim().split('\n')[0] ?? '');
  say(
    `Electron's runtime could not be downloaded from github.com (${reason}). \`npm start\` and \`npm run dev\` need it; ` +
      '`npm run demo`, `npm run host` and all tests but those of the window work without. ' +
      'Run this again later, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds a runtime.',
  );
}

checkNode();
systemPackages();
nodeModules();
keychainModule();
electronRuntime();
say('Ready. `npm run demo` shows Roster with made-up users.');
