import type { HealthCheck } from './check.ts';

/** Somebody stopped it on purpose: no failure, but no calls either. */
export const engineStopped: HealthCheck = {
  id: 'engine-stopped',
  check: ({ observed: { engine } }) =>
    engine.state !== 'stopped' || engine.failure !== null
      ? []
      : [
          {
            code: 'engine-stopped',
            severity: 'attention',
            title: 'The phone engine is stopped',
            cause: 'It was stopped, so no phone can call or be called.',
            remedy: 'Start it again.',
            route: '/home',
          },
        ],
};
