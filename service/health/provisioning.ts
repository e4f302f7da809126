import type { HealthCheck } from './check.ts';

/** Phones cannot be found or set up; those that work go on working. */
export const provisioning: HealthCheck = {
  id: 'provisioning',
  check: ({ phonesFailure }) =>
    phonesFailure
      ? [
          {
            code: 'provisioning-failed',
            severity: 'attention',
            title: 'Phones cannot be found or set up',
            cause: phonesFailure.message,
            remedy: 'Free the port or choose another one. Phones that work go on working.',
            route: '/system/network',
          },
        ]
      : [],
};
