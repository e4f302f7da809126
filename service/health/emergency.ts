import type { HealthCheck } from './check.ts';

/** Somebody dialled an emergency number: it stands in front of everybody until somebody says that they have seen it. */
export const emergency: HealthCheck = {
  id: 'emergency-call',
  check: ({ emergencyCalls, emergencyRouteFaults }) => [
    ...emergencyRouteFaults.slice(0, 1).map((fault) => ({
      code: 'emergency-route',
      severity: 'broken' as const,
      title: 'Emergency calls do not get through',
      cause: `What the phone engine has loaded is not whole: ${fault}.`,
      remedy: 'Restart the phone engine. If it stays, install Switchroom again.',
      route: '/home',
    })),
    ...emergencyCalls
      .filter(({ acknowledgedAt }) => acknowledgedAt === null)
      .slice(0, 5)
      .map(({ id, number, caller, place, outcome, shows }) => ({
        code: `emergency-call-${id}`,
        severity: 'broken' as const,
        title: `${caller} dialled the emergency number ${number}`,
        cause:
          outcome === 'failed'
            ? 'No line outside took the call. The caller heard that there is no service.'
            : `${place === '' ? 'The place of this phone is not written down.' : `Place: ${place}.`}${shows === '' ? '' : ` Helpers call back ${shows}.`}`,
        remedy:
          outcome === 'failed'
            ? 'Go there now, and call for help from a telephone that has an outside line.'
            : 'Go there now, and send somebody to the entrance to meet the helpers.',
        route: '/lines/emergency',
      })),
  ],
};
