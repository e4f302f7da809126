import type { HealthCheck } from './check.ts';

/** How long an emergency call stays in front of everybody. */
export const emergencyShownMs = 30 * 60_000;

/** Somebody dialled an emergency number: the office is told at once, whatever became of the call. */
export const emergency: HealthCheck = {
  id: 'emergency-call',
  check: ({ emergencyCalls, now }) =>
    emergencyCalls
      .filter(({ at }) => now - at < emergencyShownMs)
      .slice(-3)
      .map(({ at, number, caller }) => ({
        code: `emergency-call-${at}`,
        severity: 'broken' as const,
        title: `${caller} dialled the emergency number ${number}`,
        cause: 'There is no outside line, so the call reached nobody. The caller heard that there is no service.',
        remedy: 'Go there now, and call for help from a telephone that has an outside line.',
        route: '/activity',
      })),
};
