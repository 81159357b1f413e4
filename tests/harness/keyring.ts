/**
 * Starts a real gnome-keyring on a private D-Bus in a directory of its own, so that keychain tests never
 * see the machine's keyring. Knows nothing of keytar or of Roster's entries; ends only what it started.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startSilentPrompter } from './keyring-silent-prompter.ts';

const run = promisify(execFile);

const tools = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'] as const;
const LOGIN_COLLECTION = '/org/freedesktop/secrets/collection/login';
const PASSWORD = 'a throw-away password';
const READY_WITHIN_MS = 20_000;

/** Everything a child process needs to talk to this keyring and to nothing else of the user's session. */
export type KeyringEnvironment = Record<string, string>;

/** A private D-Bus session, with or without a keyring on it. */
export interface PrivateBus {
  readonly env: KeyringEnvironment;
  stop(): Promise<void>;
}

/** A private D-Bus session with a gnome-keyring whose default collection is unlocked at first. */
export interface Keyring extends PrivateBus {
  lock(): Promise<void>;
  unlock(): Promise<void>;
  isLocked(): Promise<boolean>;
  /** From now on the keyring's prompt "opens" and nobody answers it, until the returned function ends it. */
  letPromptsHang(): Promise<() => void>;
}

/** Null when a keyring can be started here, otherwise what is missing, in words. */
export function whyNoKeyring(): string | null {
  if (process.platform !== 'linux') return 'a private keyring can be started on Linux only';
  const missing = tools.filter((tool) => !isOnPath(tool));
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/** A D-Bus session on which nobody offers secrets. */
export async function startBusWithoutKeyring(): Promise<PrivateBus> {
  const bus = await startBus();
  return { env: bus.env, stop: bus.stop };
}

/** A keyring daemon that was never given a password: it offers secrets but has no default collection. */
export async function startKeyringWithoutCollection(): Promise<PrivateBus> {
  const bus = await startBus();
  try {
    bus.start('gnome-keyring-daemon', ['--foreground', '--components=secrets']);
    await until('the keyring to appear on the bus', () => bus.hasOwner('org.freedesktop.secrets'));
    return { env: bus.env, stop: bus.stop };
  } catch (error) {
    await bus.stop();
    throw error;
  }
}

export async function startKeyring(): Promise<Keyring> {
  const bus = await startBus();
  const isLocked = async () => {
    const answer = await bus.call(LOGIN_COLLECTION, 'org.freedesktop.DBus.Properties.Get', [
      'string:org.freedesktop.Secret.Collection',
      'string:Locked',
    ]);
    return answer.includes('boolean true');
  };
  try {
    const daemon = bus.start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets']);
    daemon.stdin?.end(PASSWORD);
    await until('the keyring to be unlocked', async () => !(await isLocked()));
  } catch (error) {
    await bus.stop();
    throw error;
  }
  return {
    env: bus.env,
    stop: bus.stop,
    isLocked,
    lock: async () => {
      await bus.call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', [
        `array:objpath:${LOGIN_COLLECTION}`,
      ]);
      await until('the keyring to be locked', isLocked);
    },
    unlock: async () => {
      await unlockThroughControlSocket(join(bus.runtimeDir, 'keyring', 'control'));
      await until('the keyring to be unlocked', async () => !(await isLocked()));
    },
    letPromptsHang: async () => {
      const prompter = await startSilentPrompter(bus.socketPath);
      bus.atStop(() => prompter.close());
      return () => prompter.close();
    },
  };
}

interface Bus extends PrivateBus {
  socketPath: string;
  runtimeDir: string;
  start(command: string, args: string[]): ChildProcess;
  atStop(cleanUp: () => void): void;
  call(objectPath: string, member: string, args: string[]): Promise<string>;
  hasOwner(name: string): Promise<boolean>;
}

async function startBus(): Promise<Bus> {
  const missing = whyNoKeyring();
  if (missing !== null) throw new Error(`No keyring can be started: ${missing}`);
  // Short: the path of a Unix socket may have 107 bytes.
  const root = await mkdtemp(join(tmpdir(), 'roster-keyring-'));
  const runtimeDir = join(root, 'run');
  const socketPath = join(root, 'bus');
  await mkdir(runtimeDir, { mode: 0o700 });
  const configFile = join(root, 'bus.conf');
  await writeFile(configFile, busConfig(socketPath));

  const env: KeyringEnvironment = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: root,
    XDG_RUNTIME_DIR: runtimeDir,
    XDG_DATA_HOME: join(root, 'data'),
    XDG_CONFIG_HOME: join(root, 'config'),
    XDG_CACHE_HOME: join(root, 'cache'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socketPath}`,
  };
  const children: ChildProcess[] = [];
  const cleanUps: (() => void)[] = [];
  const start = (command: string, args: string[]) => {
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin?.on('error', () => {}); // it may end before it reads its password; `until` notices
    child.on('error', () => {}); // not startable: `until` notices
    children.push(child);
    return child;
  };
  const stop = async () => {
    process.off('exit', killAll);
    for (const cleanUp of cleanUps) cleanUp();
    await Promise.all(children.reverse().map(end));
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  };
  const killAll = () => children.forEach((child) => child.kill('SIGKILL'));
  process.on('exit', killAll);

  const send = async (destination: string, objectPath: string, member: string, args: string[]) => {
    const fixed = ['--session', '--print-reply', '--reply-timeout=5000', `--dest=${destination}`];
    const { stdout } = await run('dbus-send', [...fixed, objectPath, member, ...args], { env });
    return stdout;
  };
  const daemon = start('dbus-daemon', [`--config-file=${configFile}`, '--nofork', '--print-address']);
  try {
    await firstLine(daemon);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    env,
    socketPath,
    runtimeDir,
    start,
    stop,
    atStop: (cleanUp) => cleanUps.push(cleanUp),
    call: (objectPath, member, args) => send('org.freedesktop.secrets', objectPath, member, args),
    hasOwner: async (name) => {
      const member = 'org.freedesktop.DBus.NameHasOwner';
      const answer = await send('org.freedesktop.DBus', '/', member, [`string:${name}`]);
      return answer.includes('boolean true');
    },
  };
}

/** Without service directories: the bus must not start the machine's own keyring on demand. */
function busConfig(socketPath: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socketPath}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** Does what the login screen does: hands the password to the running daemon. */
async function unlockThroughControlSocket(path: string): Promise<void> {
  const UNLOCK = 1;
  const password = Buffer.from(PASSWORD);
  const packet = Buffer.alloc(12 + password.length);
  packet.writeUInt32BE(packet.length, 0);
  packet.writeUInt32BE(UNLOCK, 4);
  packet.writeUInt32BE(password.length, 8);
  password.copy(packet, 12);
  const socket = connect(path);
  await once(socket, 'connect');
  // The first byte stands for the sender's credentials, which the kernel adds.
  socket.write(Buffer.concat([Buffer.alloc(1), packet]));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (answer.readUInt32BE(4) !== 0)
    throw new Error(`gnome-keyring refused to unlock: ${answer.toString('hex')}`);
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The process has no output');
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`dbus-daemon ended with ${String(code)} before it was ready`);
  });
  const [line] = (await Promise.race([once(lines, 'line'), failed])) as [string];
  return line;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      if (await isSo()) return;
    } catch (error) {
      lastError = error;
    }
    await sleep(25);
  }
  throw new Error(`Waited in vain for ${what}`, { cause: lastError });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function isOnPath(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
