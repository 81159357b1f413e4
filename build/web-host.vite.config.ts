/** Bundles the browser host for Node: tests start it hundreds of times, and reading TypeScript takes it three times as long. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A classic script runs before every module of the page; a single export would keep it from running at all. */
const classicScript: Plugin = {
  name: 'classic-script',
  generateBundle(_, bundle) {
    const script = bundle['install-bridge.js'];
    if (script?.type === 'chunk') script.code = script.code.replace(/^export \{\};$/m, '');
  },
};

export default defineConfig({
  publicDir: false,
  plugins: [classicScript],
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
  ssr: {
    noExternal: true,
    external: [
      'keytar',
      'better-sqlite3-multiple-ciphers',
      // Asks for its own `__filename`, which an ES module does not have.
      'write-file-atomic',
    ],
  },
});
