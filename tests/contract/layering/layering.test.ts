/**
 * The import directions hold: each gets one planted violation, which lint must report, and a legal
 * twin, which it must not. A direction that was dropped from the configuration fails here.
 */

import { describe, it } from 'vitest';
import { component, expectRuleToTell, type Planted } from './lint-planted.ts';

const runtime = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x;`;
const typeOnly = (specifier: string) => `import type { x } from '${specifier}';\nexport type Y = x;`;
const directions: Record<string, { illegal: Planted; legal: Planted }> = {
  'shared imports nothing but zod': {
    illegal: ['shared/models/planted.ts', runtime('p-queue')],
    legal: ['shared/models/planted.ts', runtime('zod')],
  },
  'shared sees no Node': {
    illegal: ['shared/models/planted.ts', runtime('node:path')],
    legal: ['shared/models/planted.ts', runtime('./instance.ts')],
  },
  'shared imports no core': {
    illegal: ['shared/models/planted.ts', typeOnly('../../electron/core/ports.ts')],
    legal: ['shared/models/planted.ts', runtime('../failure.ts')],
  },
  'shared/query carries no zod': {
    illegal: ['shared/query/planted.ts', runtime('zod')],
    legal: ['shared/query/planted.ts', runtime('../failure.ts')],
  },
  'shared/query imports no schemas, only their types': {
    illegal: ['shared/query/planted.ts', runtime('../models/directory.ts')],
    legal: ['shared/query/planted.ts', typeOnly('../models/directory.ts')],
  },
  'core imports no electron, not even types': {
    illegal: ['electron/core/planted.ts', typeOnly('electron')],
    legal: ['electron/shell/planted.ts', runtime('electron')],
  },
  'core imports no demo': {
    illegal: ['electron/core/planted.ts', runtime('../demo/demo-server.ts')],
    legal: ['electron/shell/planted.ts', runtime('../demo/demo-server.ts')],
  },
  'core imports no shell': {
    illegal: ['electron/core/planted.ts', runtime('../shell/window.ts')],
    legal: ['electron/shell/planted.ts', runtime('../core/create-core.ts')],
  },
  'core imports no renderer': {
    illegal: ['electron/core/planted.ts', runtime('../../renderer/api.ts')],
    legal: ['electron/core/planted.ts', runtime('../../shared/contract.ts')],
  },
  'an export leaves its zone as little as an import': {
    illegal: ['electron/core/planted.ts', `export { x } from '../demo/demo-server.ts';\nexport const y = 1;`],
    legal: ['electron/core/planted.ts', `export { x } from './ports.ts';\nexport const y = 1;`],
  },
  'nor does a dynamic import': {
    illegal: ['electron/core/planted.ts', `export const y = await import('../demo/demo-server.ts');`],
    legal: ['electron/core/planted.ts', `export const y = await import('./ports.ts');`],
  },
  'nor does require': {
    illegal: ['electron/core/planted.ts', `export const y: unknown = require('electron');`],
    legal: ['electron/core/planted.ts', `export const y: unknown = require('kysely');`],
  },
  'nor does the type of an import': {
    illegal: ['electron/core/planted.ts', `export type Y = import('electron').App;`],
    legal: ['electron/core/planted.ts', `export type Y = import('./ports.ts').Clock;`],
  },
  'paths are resolved, not matched as text': {
    illegal: ['electron/core/clerk/planted.ts', runtime('./../../../electron/demo/../shell/window.ts')],
    legal: ['electron/core/clerk/planted.ts', runtime('./../../core/clerk/../ports.ts')],
  },
  'no aliases around the directions': {
    illegal: ['renderer/features/users/planted.ts', runtime('@/features/inspector/store.ts')],
    legal: ['renderer/features/users/planted.ts', runtime('@vueuse/core')],
  },
  'handlers do not import what dispatches': {
    illegal: ['electron/core/handlers/planted.ts', runtime('../dispatch.ts')],
    legal: ['electron/core/handlers/planted.ts', runtime('../clerk/operations.ts')],
  },
  'domain folders do not import handlers': {
    illegal: ['electron/core/instances/planted.ts', runtime('../handlers/users.ts')],
    legal: ['electron/core/instances/planted.ts', runtime('../secrets/secret-names.ts')],
  },
  'domain folders do not import what assembles': {
    illegal: ['electron/core/journal/planted.ts', runtime('../create-core.ts')],
    legal: ['electron/core/journal/planted.ts', runtime('../ports.ts')],
  },
  'clerk knows no mirror': {
    illegal: ['electron/core/clerk/planted.ts', typeOnly('../directory/directory.ts')],
    legal: ['electron/core/clerk/planted.ts', runtime('../ports.ts')],
  },
  'clerk knows no database': {
    illegal: ['electron/core/clerk/planted.ts', runtime('../storage/open-database.ts')],
    legal: ['electron/core/directory/planted.ts', runtime('../storage/open-database.ts')],
  },
  'the mirror knows no HTTP': {
    illegal: ['electron/core/directory/planted.ts', runtime('../clerk/send-request.ts')],
    legal: ['electron/core/directory/planted.ts', runtime('../clerk/user-wire.ts')],
  },
  'a folder without rules of its own is a domain folder': {
    illegal: ['electron/core/planted/planted.ts', runtime('../handlers/users.ts')],
    legal: ['electron/core/planted/planted.ts', runtime('../ports.ts')],
  },
  'the database threads assemble stores, not clients': {
    illegal: ['electron/core/storage/database-services.ts', runtime('../clerk/operations.ts')],
    legal: ['electron/core/storage/database-services.ts', runtime('../journal/journal-store.ts')],
  },
  'storage itself knows no store above it': {
    illegal: ['electron/core/storage/planted.ts', runtime('../journal/journal-store.ts')],
    legal: ['electron/core/storage/planted.ts', runtime('./open-database.ts')],
  },
  'demo shares the models at most': {
    illegal: ['electron/demo/planted.ts', runtime('../../shared/contract.ts')],
    legal: ['electron/demo/planted.ts', runtime('../../shared/models/instance.ts')],
  },
  'demo imports no core': {
    illegal: ['electron/demo/planted.ts', typeOnly('../core/ports.ts')],
    legal: ['electron/demo/planted.ts', runtime('node:http')],
  },
  'shell imports no renderer': {
    illegal: ['electron/shell/planted.ts', runtime('../../renderer/router.ts')],
    legal: ['electron/shell/planted.ts', runtime('../../shared/contract.ts')],
  },
  'preload imports types only': {
    illegal: ['electron/preload/planted.ts', runtime('../../shared/create-api.ts')],
    legal: ['electron/preload/planted.ts', typeOnly('../../shared/contract-kit.ts')],
  },
  'preload carries no packages': {
    illegal: ['electron/preload/planted.ts', runtime('kysely')],
    legal: ['electron/preload/planted.ts', runtime('electron')],
  },
  'renderer imports the contract as types only': {
    illegal: ['renderer/planted.ts', runtime('../shared/contract.ts')],
    legal: ['renderer/planted.ts', typeOnly('../shared/contract.ts')],
  },
  'renderer imports models as types only, in components too': {
    illegal: [
      'renderer/features/users/Planted.vue',
      component(`import { y } from '../../../shared/models/user.ts';`),
    ],
    legal: [
      'renderer/features/users/Planted.vue',
      component(`import { y } from '../../../shared/failure.ts';`),
    ],
  },
  'renderer carries no zod': {
    illegal: ['renderer/planted.ts', runtime('zod')],
    legal: ['renderer/planted.ts', runtime('vue')],
  },
  'renderer imports no core': {
    illegal: ['renderer/planted.ts', typeOnly('../electron/core/ports.ts')],
    legal: ['renderer/planted.ts', runtime('../shared/create-api.ts')],
  },
  'renderer sees no Node': {
    illegal: ['renderer/planted.ts', runtime('fs')],
    legal: ['renderer/planted.ts', runtime('../shared/query/parse.ts')],
  },
  'renderer sees no electron': {
    illegal: ['renderer/planted.ts', runtime('electron')],
    legal: ['electron/preload/planted.ts', runtime('electron')],
  },
  'features do not import each other': {
    illegal: ['renderer/features/users/planted.ts', runtime('../inspector/store.ts')],
    legal: ['renderer/features/users/planted.ts', runtime('./store.ts')],
  },
  'features meet in features/shell': {
    illegal: ['renderer/features/shell/planted.ts', runtime('../users/store.ts')],
    legal: ['renderer/features/users/planted.ts', runtime('../shell/store.ts')],
  },
  'ui knows no api': {
    illegal: ['renderer/ui/planted.ts', runtime('../api.ts')],
    legal: ['renderer/features/users/planted.ts', runtime('../../api.ts')],
  },
  'ui knows no feature': {
    illegal: ['renderer/ui/Planted.vue', component(`import { y } from '../features/shell/store.ts';`)],
    legal: ['renderer/ui/Planted.vue', component(`import { y } from './format.ts';`)],
  },
  'ui knows no api through a composable': {
    illegal: ['renderer/ui/planted.ts', runtime('../composables/useCall.ts')],
    legal: ['renderer/features/users/planted.ts', runtime('../../composables/useCall.ts')],
  },
  'composables know no feature': {
    illegal: ['renderer/composables/planted.ts', runtime('../features/shell/store.ts')],
    legal: ['renderer/composables/planted.ts', runtime('../api.ts')],
  },
  'one file imports keytar': {
    illegal: ['electron/core/secrets/planted.ts', runtime('keytar')],
    legal: ['electron/core/secrets/keytar-secret-store.ts', runtime('keytar')],
  },
  'one file imports the SQLite driver': {
    illegal: ['electron/core/directory/planted.ts', typeOnly('better-sqlite3-multiple-ciphers')],
    legal: ['electron/core/storage/open-database.ts', runtime('better-sqlite3-multiple-ciphers')],
  },
  'the official SDK is for tests': {
    illegal: ['electron/core/clerk/planted.ts', runtime('@clerk/backend')],
    legal: ['tests/integration/clerk/planted.test.ts', runtime('@clerk/backend')],
  },
};

describe('import directions', () => {
  for (const [name, { illegal, legal }] of Object.entries(directions)) {
    it(name, () => expectRuleToTell('roster/import-directions', illegal, legal));
  }
});
