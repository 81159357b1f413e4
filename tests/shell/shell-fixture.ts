/** The built app in a real Electron window for one test, and a trap for whatever leaves it. Knows no screen. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import { isolatedEnvironment, launchElectron } from '../harness/electron-app.ts';

export interface Shell {
  app: ElectronApplication;
  page: Page;
  dataDir: string;
  environment: Record<string, string>;
}

/** Listens on loopback and answers whatever comes as HTTP with permission for everyone. */
export interface NetworkTrap {
  /** TCP and UDP, on the same port number. */
  port: number;
  /** What arrived: `tcp …` with the first line that was sent, or `udp`. */
  caught: string[];
  close(): Promise<void>;
}

export async function setNetworkTrap(): Promise<NetworkTrap> {
  const caught: string[] = [];
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    const index = caught.push('tcp') - 1;
    socket.on('error', () => socket.destroy());
    socket.once('data', (data) => {
      caught[index] = `tcp ${data.toString('latin1').split('\r\n')[0] ?? ''}`;
      socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 2\r\n\r\nok');
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', () => caught.push('udp'));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port,
    caught,
    async close() {
      udp.close();
      for (const socket of sockets) socket.destroy();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

export const test = base.extend<{ shell: Shell; trap: NetworkTrap }>({
  trap: async ({ browserName: _ }, use) => {
    const trap = await setNetworkTrap();
    await use(trap);
    await trap.close();
  },

  shell: async ({ browserName: _ }, use) => {
    const scratch = await mkdtemp(join(tmpdir(), 'roster-shell-'));
    const home = join(scratch, 'home');
    await mkdir(join(home, 'tmp'), { recursive: true });
    const dataDir = join(scratch, 'profile');
    const environment = isolatedEnvironment(home);
    const app = await launchElectron({ dataDir, args: ['--secrets=memory'], env: environment });
    const page = await app.firstWindow();
    await page.waitForLoadState();
    await use({ app, page, dataDir, environment });
    await app.close();
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
});

export { expect };
