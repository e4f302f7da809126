import type { HealthCheck } from './check.ts';

/** A phone did not come back with the firmware that it was given, so no other got it. */
export const firmware: HealthCheck = {
  id: 'firmware',
  check: ({ firmwareStops }) =>
    firmwareStops.map(({ name, problem }) => ({
      code: `firmware-${name}`,
      severity: 'attention',
      title: `Firmware ${name} was stopped`,
      cause: `${problem}.`,
      remedy: 'Look at that phone. Then begin again with one phone, or take the firmware off the list.',
      route: '/firmware',
    })),
};
