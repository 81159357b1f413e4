/** A demo server behind a network that can be cut. Knows nothing of Roster's core. */

import { z } from 'zod';
import { startDemoServer } from '../../electron/demo/start-demo-server.ts';
import { startCuttableNetwork } from './cuttable-network.ts';
import { spawnProgram } from './spawn-program.ts';

export interface ClerkForTests {
  /** Base URL with `/v1`, through the network that can be cut. */
  url: string;
  secretKey: string;
  cutNetwork(): Promise<void>;
  restoreNetwork(): Promise<void>;
  stop(): Promise<void>;
}

export interface ClerkForTestsOptions {
  users: number;
  environment?: 'development' | 'production';
  /** Further flags of the demo server. */
  flags?: string[];
}

const announcement = z.object({ url: z.url(), secretKey: z.string() });

/** In the process that asks: up in no time, for tests of what people do. */
export async function startClerkHere({
  users,
  environment = 'development',
}: Omit<ClerkForTestsOptions, 'flags'>): Promise<ClerkForTests> {
  const server = await startDemoServer({ users, environment });
  return behindNetwork(server, () => server.close());
}

/** In a process of its own, so that its work is not the asker's: for measuring. */
export async function startClerkAside(options: ClerkForTestsOptions): Promise<ClerkForTests> {
  const { users, environment = 'development', flags = [] } = options;
  const program = await spawnProgram('electron/demo/cli.ts', [
    `--users=${users}`,
    `--environment=${environment}`,
    ...flags,
  ]);
  return behindNetwork(announcement.parse(program.announced), () => program.end('SIGKILL'));
}

async function behindNetwork(
  server: { url: string; secretKey: string },
  end: () => Promise<void>,
): Promise<ClerkForTests> {
  const network = await startCuttableNetwork(Number(new URL(server.url).port));
  return {
    url: `http://127.0.0.1:${network.port}/v1`,
    secretKey: server.secretKey,
    cutNetwork: network.cut,
    restoreNetwork: network.restore,
    async stop() {
      await network.close();
      await end();
    },
  };
}
