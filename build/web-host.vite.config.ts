/** Bundles the browser host for Node: tests start it hundreds of times, and reading TypeScript takes it three times as long. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  publicDir: false,
  build: {
    outDir: at('../out/host'),
    target: 'node24',
    ssr: true,
    rolldownOptions: {
      input: {
        'web-host': at('../tests/harness/web-host/main.ts'),
        'database-worker': at('../electron/core/storage/database-worker.ts'),
        'install-bridge': at('../tests/harness/web-host/install-bridge.ts'),
      },
    },
  },
  ssr: { noExternal: true, external: ['keytar', 'better-sqlite3-multiple-ciphers'] },
});
