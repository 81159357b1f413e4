/** The lint rules: what the compiler cannot see. Layout is Prettier's; who may import whom, build/eslint's. */

import { defineConfig, globalIgnores } from 'eslint/config';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import vue from 'eslint-plugin-vue';
import vueAccessibility from 'eslint-plugin-vuejs-accessibility';
import tseslint from 'typescript-eslint';
import { importDirections } from './build/eslint/import-directions.ts';
import { moduleOpening } from './build/eslint/module-opening.ts';
import { noBarrel } from './build/eslint/no-barrel.ts';

const typescript = ['**/*.ts', '**/*.vue'];
const shipped = ['shared/**', 'electron/**', 'renderer/**'];

/** One name for one thing: Electron's channels are reached through these files only. */
const rawIpc = [
  { name: 'ipcMain', only: 'electron/shell/ipc-bridge.ts' },
  { name: 'ipcRenderer', only: 'electron/preload/**' },
];

function banned(entries) {
  return [
    'error',
    ...entries.map(({ name, only }) => ({
      selector: `Identifier[name='${name}']`,
      message: `Only ${only} uses ${name}.`,
    })),
  ];
}

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'coverage/', 'test-results/', 'playwright-report/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    name: 'roster/every-file',
    files: ['**/*.{js,mjs,ts,vue}'],
    rules: {
      'max-lines': ['error', 400],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      eqeqeq: ['error', 'smart'],
      'no-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-implicit-coercion': ['error', { boolean: false }],
      'no-useless-rename': 'error',
      'no-else-return': 'error',
    },
  },

  { files: typescript, extends: [tseslint.configs.recommendedTypeChecked] },
  vue.configs['flat/recommended'],
  vueAccessibility.configs['flat/recommended'],
  {
    name: 'roster/typescript',
    files: typescript,
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/unbound-method': 'off', // interfaces declare their members as methods; ours use no this
      // An async function may answer at once: interfaces ask for promises.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-base-to-string': 'off', // JSON of unknown shape is turned into text in many places
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': 'off', // the compiler's noUnusedLocals and noUnusedParameters
    },
  },
  {
    // The linter's compiler does not read components: what comes out of one has no type here (vue-tsc knows).
    // In tests, matchers and parsed JSON have none, and a wrong guess fails there and then.
    name: 'roster/untyped',
    files: [
      '**/*.vue',
      'renderer/main.ts',
      'renderer/router.ts',
      'renderer/features/inspector/user-tabs.ts',
      'tests/**',
    ],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  {
    name: 'roster/vue',
    files: ['**/*.vue'],
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/no-undef-components': ['error', { ignorePatterns: ['^router-', '^Router'] }],
      'vue/define-emits-declaration': 'error',
      'vue/define-props-declaration': 'error',
      // Prettier lays templates out.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
    },
  },

  {
    name: 'roster/shipped',
    files: shipped,
    plugins: { 'no-unsanitized': noUnsanitized },
    rules: {
      'no-console': 'error',
      'no-unsanitized/property': 'error',
      'no-unsanitized/method': 'error',
      'no-restricted-syntax': banned(rawIpc),
    },
  },
  ...rawIpc.map(({ name, only }) => ({
    name: `roster/${name}`,
    files: [only],
    rules: { 'no-restricted-syntax': banned(rawIpc.filter((entry) => entry.name !== name)) },
  })),

  {
    name: 'roster/layers',
    files: ['**/*.{ts,vue}'],
    plugins: {
      roster: {
        rules: {
          'import-directions': importDirections,
          'module-opening': moduleOpening,
          'no-barrel': noBarrel,
        },
      },
    },
    rules: { 'roster/import-directions': 'error', 'roster/no-barrel': 'error' },
  },
  {
    name: 'roster/opening',
    files: [...shipped.map((folder) => `${folder}/*.ts`), 'build/**/*.ts'],
    rules: { 'roster/module-opening': 'error' },
  },

  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
