import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What a folder may import of the others, as in ARCHITECTURE.md; the message says what is allowed. */
const onlyFrom = (files, message, ...patterns) => ({
  files,
  ignores: ['**/*.test.ts', '**/*.config.ts', 'renderer/build.ts', 'renderer/gallery/check.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
});

export default defineConfig(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', '.tools/', 'screenshots/', 'scripts/default_app/'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers in sentences are plain, and `null` in one is a fault that a test sees.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      // Our objects are closures: their functions have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // A Map or Date that lives inside one function needs no reactivity.
      'svelte/prefer-svelte-reactivity': 'off',
      'no-control-regex': 'off', // Hostile input is full of them; our edges name them on purpose.
    },
  },
  // svelte-check knows the types of these; asking twice takes as long as everything else together.
  { files: ['**/*.svelte', '**/*.svelte.ts'], ...ts.configs.disableTypeChecked },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, projectService: false, project: false } },
    // The compiler inside ESLint does not give the warnings that svelte-check gives, so it calls every reason unused.
    rules: { 'svelte/no-unused-svelte-ignore': 'off', '@typescript-eslint/consistent-type-imports': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
  onlyFrom(
    ['office/**/*.ts'],
    'office/ is pure: it may import itself, zod and drizzle-orm/sqlite-core.',
    'node:*', 'electron', 'svelte', 'better-sqlite3', 'drizzle-orm/better-sqlite3*', '**/db/**', '**/asterisk/**', '**/phones/{discovery,provisioning,sip,virtual}/**', '**/service/**', '**/renderer/**',
  ), // prettier-ignore
  onlyFrom(
    ['asterisk/**/*.ts'],
    'asterisk/ may import office/ and node.',
    'electron',
    '**/phones/**',
    '**/service/**',
    '**/renderer/**',
    '**/db/**',
  ),
  onlyFrom(
    ['phones/**/*.ts'],
    'phones/ may import office/ and node.',
    'electron',
    '**/asterisk/**',
    '**/service/**',
    '**/renderer/**',
    '**/db/**',
  ),
  // After that of phones/: the last rule for a file counts.
  onlyFrom(
    ['phones/vendors/**/*.ts'],
    'phones/vendors/ is pure: it may import office/core and itself.',
    'node:*', 'electron', 'better-sqlite3', '**/db/**', '**/asterisk/**', '**/service/**',
  ), // prettier-ignore
  onlyFrom(
    ['db/**/*.ts'],
    'db/ may import office/, drizzle and better-sqlite3.',
    'electron',
    '**/asterisk/**',
    '../phones/**',
    '**/service/**',
    '**/renderer/**',
  ),
  onlyFrom(
    ['service/**/*.ts'],
    'service/ may import everything but electron/ and renderer/.',
    'electron',
    '**/electron/**',
    '**/renderer/**',
  ),
  onlyFrom(
    ['electron/**/*.ts'],
    'electron/ may import the contract and the launcher of service/, and electron.',
    '**/asterisk/**',
    '**/phones/**',
    '**/db/**',
    '**/office/**',
    '**/renderer/**',
  ),
  onlyFrom(
    ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    'renderer/ may import types of the contract, pure office/ code, svelte and UI libraries.',
    'node:*', 'electron', 'better-sqlite3', '**/asterisk/**', '**/db/**',
  ), // prettier-ignore
);
