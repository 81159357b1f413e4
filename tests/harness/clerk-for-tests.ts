/** A demo server in a process of its own, behind a network that can be cut. Knows nothing of Roster's core. */

import { z } from 'zod';
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

export async function startClerkForTests(options: ClerkForTestsOptions): Promise<ClerkForTests> {
  const { users, environment = 'development', flags = [] } = options;
  const program = await spawnProgram('electron/demo/cli.ts', [
    `--users=${users}`,
    `--environment=${environment}`,
    ...flags,
  ]);
  const { url, secretKey } = announcement.parse(program.announced);
  const network = await startCuttableNetwork(Number(new URL(url).port));
  return {
    url: `http://127.0.0.1:${network.port}/v1`,
    secretKey,
    cutNetwork: network.cut,
    restoreNetwork: network.restore,
    async stop() {
      await network.close();
      await program.end('SIGKILL');
    },
  };
}
