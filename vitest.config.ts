/** Which test folders form which vitest project, and what each runs in; knows no test by name. */

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** A pure unit test that takes longer than this hangs. */
const UNIT_TIMEOUT_MS = 30_000;
/** Real files, sockets, worker threads and keyrings on a busy two-core machine. */
const REAL_PARTS_TIMEOUT_MS = 60_000;

/** A project whose tests run in plain Node with real parts. */
function realParts(name: string) {
  return {
    test: {
      name,
      environment: 'node',
      include: [`tests/${name}/**/*.test.ts`],
      testTimeout: REAL_PARTS_TIMEOUT_MS,
      hookTimeout: REAL_PARTS_TIMEOUT_MS,
    },
  };
}

export default defineConfig({
  test: {
    // A process per file: native addons and worker threads do not survive being shared.
    pool: 'forks',
    // Vitest itself leaves a core free; of two, that is half of what there is.
    maxWorkers: '100%',
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/renderer/**'],
          // Nothing native, nothing kept: threads, shared by many files, start in no time.
          pool: 'threads',
          isolate: false,
          testTimeout: UNIT_TIMEOUT_MS,
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'unit-renderer',
          environment: 'jsdom',
          include: ['tests/unit/renderer/**/*.test.ts'],
          setupFiles: ['tests/unit/renderer/setup.ts'],
          // A page and its modules for many files: making them anew for each took longer than the tests.
          pool: 'threads',
          isolate: false,
          testTimeout: UNIT_TIMEOUT_MS,
        },
      },
      realParts('integration'),
      realParts('contract'),
      realParts('faults'),
    ],
  },
});
