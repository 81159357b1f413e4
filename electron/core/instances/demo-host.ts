/** Starts the demo instance's server when it is first needed, and stops it with the core. */
import type { DemoBinding } from '../ports.ts';

export interface DemoHost {
  bind(): Promise<DemoBinding>;
  stop(): Promise<void>;
}

export function createDemoHost(start: () => Promise<DemoBinding>): DemoHost {
  let running: Promise<DemoBinding> | null = null;
  return {
    bind() {
      running ??= start();
      running.catch(() => (running = null));
      return running;
    },
    async stop() {
      const binding = await running?.catch(() => null);
      running = null;
      await binding?.close();
    },
  };
}
