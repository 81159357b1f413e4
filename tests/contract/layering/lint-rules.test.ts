/** The other lint rules hold: each reports its planted violation and leaves its legal twin alone. */

import { describe, it } from 'vitest';
import { component, expectRuleToTell, expectTypedRuleToTell, type Planted } from './lint-planted.ts';

const ipc = (name: string) => `import { ${name} } from 'electron';\nexport const y = ${name};`;
const long = (lines: number) =>
  Array.from({ length: lines }, (_, line) => `export const x${line} = 1;`).join('\n');

const rules: { rule: string; illegal: Planted; legal: Planted }[] = [
  {
    rule: 'no-restricted-syntax',
    illegal: ['electron/shell/window.ts', ipc('ipcMain')],
    legal: ['electron/shell/ipc-bridge.ts', ipc('ipcMain')],
  },
  {
    rule: 'no-restricted-syntax',
    illegal: [
      'electron/shell/window.ts',
      `import * as e from 'electron';\nexport const y = e['ipcMain'] ?? e.ipcMain;`,
    ],
    legal: ['electron/shell/window.ts', `import * as e from 'electron';\nexport const y = e.app;`],
  },
  {
    rule: 'no-restricted-syntax',
    illegal: ['electron/shell/ipc-bridge.ts', ipc('ipcRenderer')],
    legal: ['electron/preload/preload.ts', ipc('ipcRenderer')],
  },
  {
    rule: 'no-restricted-syntax',
    illegal: ['electron/preload/preload.ts', ipc('ipcMain')],
    legal: ['electron/preload/preload.ts', ipc('contextBridge')],
  },
  {
    rule: 'no-console',
    illegal: ['electron/core/planted.ts', `console.log('here');`],
    legal: ['tests/run.ts', `console.log('here');`],
  },
  {
    rule: 'no-console',
    illegal: ['renderer/Planted.vue', component(`console.log('here'); const y = 1;`)],
    legal: ['renderer/Planted.vue', component(`const y = 1;`)],
  },
  {
    rule: 'max-lines',
    illegal: ['tests/unit/planted.test.ts', long(401)],
    legal: ['tests/unit/planted.test.ts', long(400)],
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    illegal: ['shared/planted.ts', `export function y(x: any): void {}`],
    legal: ['shared/planted.ts', `export function y(x: unknown): void {}`],
  },
  {
    rule: 'no-warning-comments',
    illegal: ['tests/unit/planted.test.ts', `// ${'TO'}${'DO'}: later\nexport const y = 1;`],
    legal: ['tests/unit/planted.test.ts', `// Later is never.\nexport const y = 1;`],
  },
  {
    rule: 'vue/no-v-html',
    illegal: [
      'renderer/Planted.vue',
      `<script setup lang="ts">\nconst y = '';\n</script>\n<template><p v-html="y" /></template>\n`,
    ],
    legal: ['renderer/Planted.vue', component(`const y = '';`)],
  },
  {
    rule: 'vuejs-accessibility/alt-text',
    illegal: ['renderer/Planted.vue', `<template><img src="a.png" /></template>\n`],
    legal: ['renderer/Planted.vue', `<template><img src="a.png" alt="A" /></template>\n`],
  },
  {
    rule: 'no-unsanitized/property',
    illegal: [
      'renderer/planted.ts',
      `export function y(e: Element, text: string) {\n  e.innerHTML = text;\n}`,
    ],
    legal: [
      'renderer/planted.ts',
      `export function y(e: Element, text: string) {\n  e.textContent = text;\n}`,
    ],
  },
  {
    rule: 'roster/no-barrel',
    illegal: ['renderer/ui/planted.ts', `export { x } from './x.ts';\nexport { z } from './z.ts';`],
    legal: ['renderer/ui/planted.ts', `export { x } from './x.ts';\nexport const z = 1;`],
  },
  {
    rule: 'roster/no-barrel',
    illegal: ['shared/planted.ts', `export * from './failure.ts';\nexport const y = 1;`],
    legal: ['shared/planted.ts', `export { fail } from './failure.ts';\nexport const y = 1;`],
  },
  {
    rule: 'roster/module-opening',
    illegal: ['renderer/planted.ts', `export const y = 1; /** Too late. */`],
    legal: ['renderer/planted.ts', `/** Says its job. */\nexport const y = 1;`],
  },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    illegal: ['shared/planted.ts', `import { Failure } from './failure.ts';\nexport type Y = Failure;`],
    legal: ['shared/planted.ts', `import type { Failure } from './failure.ts';\nexport type Y = Failure;`],
  },
];

const asks = `async function ask(): Promise<void> {}\n`;
const kinds = `export function y(kind: 'a' | 'b'): number {\n  switch (kind) {\n    case 'a':\n      return 1;\n`;

/** [rule, illegal, legal], with the compiler's help. */
const typedRules: [rule: string, illegal: string, legal: string][] = [
  [
    '@typescript-eslint/no-floating-promises',
    `${asks}export function y() {\n  ask();\n}`,
    `${asks}export function y() {\n  void ask();\n}`,
  ],
  [
    '@typescript-eslint/no-misused-promises',
    `${asks}export const y = ask() ? 1 : 2;`,
    `${asks}export const y = (await ask()) === undefined ? 1 : 2;`,
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    `${kinds}  }\n  return 0;\n}`,
    `${kinds}    case 'b':\n      return 2;\n  }\n}`,
  ],
  [
    '@typescript-eslint/no-unsafe-member-access',
    `export const y: unknown = JSON.parse('{}').a;`,
    `export const y: unknown = (JSON.parse('{}') as { a?: unknown }).a;`,
  ],
];

describe('lint rules', () => {
  for (const { rule, illegal, legal } of rules) {
    it(`${rule} in ${illegal[0]}`, () => expectRuleToTell(rule, illegal, legal));
  }
  for (const [rule, illegal, legal] of typedRules) {
    it(`${rule}`, () =>
      expectTypedRuleToTell(rule, ['shared/failure.ts', illegal], ['shared/failure.ts', legal]));
  }
});
