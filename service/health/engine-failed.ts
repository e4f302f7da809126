import type { HealthCheck } from './check.ts';

/** Asterisk does not run: no calls. */
export const engineFailed: HealthCheck = {
  id: 'engine-failed',
  check: ({ observed: { engine } }) =>
    engine.failure === null
      ? []
      : [
          {
            code: `engine-${engine.failure.code}`,
            severity: 'broken',
            title: 'Calls do not work: the phone engine does not run',
            cause: engine.failure.message,
            remedy: engine.failure.remedy,
            route: '/home',
          },
        ],
};
