import { defineConfig } from 'vitest/config';

// `engine` tests start the real Asterisk, `calls` also real SIP phones, `lan` network namespaces: each in its own
// project, so that a developer runs what the change needs.
const engine = '**/*.engine.test.ts';
/** Calls whose times are compared, or that wait for what a busy machine does late. */
const alone = [
  'tests/calls/agreement/**/*.test.ts',
  'tests/calls/rules.test.ts',
  'tests/calls/trunks.test.ts',
  'tests/calls/trunks-state.test.ts',
];
const built = ['node_modules/**', 'out/**', '.tools/**'];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [
            ...built,
            engine,
            '**/*.svelte.test.ts',
            'tests/calls/**',
            'tests/lan/**',
            'tests/e2e/**',
            'renderer/**',
          ],
          testTimeout: 30_000,
          // A fresh process for each file costs more than most files: they share nothing but what modules keep.
          isolate: false,
        },
      },
      'renderer/vitest.config.ts',
      {
        extends: true,
        test: {
          name: 'engine',
          environment: 'node',
          include: [engine],
          exclude: built,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real processes with real deadlines: more of them side by side would only measure each other.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'calls',
          environment: 'node',
          include: ['tests/calls/**/*.test.ts'],
          exclude: [...built, ...alone],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // Calls wait most of the time; their deadlines leave room for neighbours.
          maxWorkers: 4,
          // Real phones on a shared machine are late now and then. What fails twice is broken, and once is told.
          retry: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          environment: 'node',
          include: alone,
          exclude: built,
          testTimeout: 240_000,
          hookTimeout: 60_000,
          // Ring times are compared to a quarter of a second, carriers are looked for in time: nothing else may run.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'lan',
          environment: 'node',
          include: ['tests/lan/**/*.test.ts'],
          exclude: built,
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
