import type { HealthCheck } from './check.ts';

/** Spec R3: what runs is compared with what was asked for. */
export const readBack: HealthCheck = {
  id: 'read-back',
  check({ observed: { readBack } }) {
    const [first] = readBack.differences;
    if (!first) return [];
    return [
      {
        code: 'read-back-different',
        severity: 'attention',
        title: `${readBack.differences.length} objects differed from the configuration`,
        cause: `For example ${first.owner}: ${first.what}. They were written again.`,
        remedy: 'If this comes back, another program writes to the data folder: find and stop it.',
      },
    ];
  },
};
