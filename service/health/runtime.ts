import type { HealthCheck } from './check.ts';

/** A stored change that Asterisk does not have yet. */
export const runtime: HealthCheck = {
  id: 'runtime',
  check: ({ runtimeFailure }) =>
    runtimeFailure
      ? [
          {
            code: 'runtime-unwritable',
            severity: 'broken',
            title: 'Changes are stored but not live',
            cause: `What Asterisk reads could not be written: ${runtimeFailure.message}`,
            remedy:
              'Make room on the disk and check that the data folder can be written. It is tried again all the time.',
          },
        ]
      : [],
};
