// What "npm test" runs, in this order, as data. `run`: commands as [file in node_modules, ...arguments]; `report`: whose
// JSON report to count; `display`: needs a screen; `isReading`: bound by the processor and patient, so it runs with what the
// others leave over, for they mostly wait; `isAlone`: compares times, so nothing runs beside it. A stage is also run alone by
// its id: npm test -- calls lan
const tsc = 'typescript/bin/tsc';
const vitest = (...projects) => ['vitest/vitest.mjs', 'run', ...projects.flatMap((project) => ['--project', project])];

export const stages = [
  { id: 'lint', title: 'Lint', isReading: true, run: [['eslint/bin/eslint.js', '--max-warnings', '0', '.']] },
  {
    id: 'types',
    title: 'Types',
    isReading: true,
    run: [
      [tsc, '--noEmit', '-p', 'tsconfig.json'],
      [tsc, '--noEmit', '-p', 'office/tsconfig.json'],
      [tsc, '--noEmit', '-p', 'phones/vendors/tsconfig.json'],
      ['svelte-check/bin/svelte-check', '--tsconfig', './renderer/tsconfig.json', '--fail-on-warnings'],
    ],
  },
  {
    id: 'format',
    title: 'Format',
    isReading: true,
    run: [['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  },
  {
    id: 'unit',
    title: 'Unit, component and architecture tests',
    isReading: true,
    run: [vitest('unit', 'component')],
    report: 'vitest',
  },
  { id: 'engine', title: 'The engine and its faults', run: [vitest('engine')], report: 'vitest' },
  { id: 'calls', title: 'Calls through the real engine', run: [vitest('calls')], report: 'vitest' },
  { id: 'alone', title: 'Calls whose times are compared', isAlone: true, run: [vitest('alone')], report: 'vitest' },
  { id: 'lan', title: 'Phones on a network', run: [vitest('lan')], report: 'vitest' },
  {
    id: 'e2e',
    title: 'The app in its window',
    run: [['@playwright/test/cli.js', 'test']],
    report: 'playwright',
    display: true,
  },
  // Not a part of "npm test", which runs two hundred of them: npm run test:agreement
  {
    id: 'agreement',
    title: 'A thousand random offices and calls, simulated and real',
    run: [[...vitest('alone'), 'tests/calls/agreement/agreement.test.ts']],
    env: { AGREEMENT_COUNT: '1000' },
    report: 'vitest',
    isExtra: true,
  },
];

/** "npm run check": what can be said without starting anything. */
export const checkStages = stages.filter((stage) => stage.isReading).map((stage) => stage.id);

export const benchCommand = ['tests/bench/run.ts'];
export const screenshotsCommand = ['tests/e2e/screenshots.ts'];
export const cliCommand = ['service/cli.ts'];
