import type { HealthCheck } from './check.ts';

/** A changed port or address waits for the last call to end. */
export const engineRestartPending: HealthCheck = {
  id: 'engine-restart-pending',
  check: ({ engine }) =>
    engine?.isRestartPending
      ? [
          {
            code: 'engine-restart-pending',
            severity: 'attention',
            title: 'A setting becomes live when no call is up',
            cause: 'It needs a restart of the phone engine, which would end calls.',
            remedy: 'Nothing to do. Restart the engine now if it must be live at once.',
            route: '/home',
          },
        ]
      : [],
};
