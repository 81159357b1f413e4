/** Builds the app: main and the database worker as ES modules, the preload as one small CommonJS file, the page. */
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Native modules cannot be bundled; everything else is, so that little but the app's own code is shipped. */
const nativeModules = ['keytar', 'better-sqlite3-multiple-ciphers'];

/** Older than the Electron we ship, so that the tests may run in any runtime from Electron 33 on. */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      target: nodeTarget,
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        external: nativeModules,
        input: {
          main: at('electron/shell/main.ts'),
          'database-worker': at('electron/core/storage/database-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: nodeTarget,
      sourcemap: false,
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { preload: at('electron/preload/preload.ts') },
        // A sandboxed preload can neither be an ES module nor load a second file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [vue(), tailwindcss()],
    build: {
      outDir: at('out/renderer'),
      target: chromeTarget,
      sourcemap: false,
      // `data:` fonts and inline scripts are what the content security policy refuses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
