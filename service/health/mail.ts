import type { HealthCheck } from './check.ts';

/** A mail server that is away for a moment is no finding. */
const patienceMs = 5 * 60_000;

export const mail: HealthCheck = {
  id: 'mail',
  check({ mail: state, now }) {
    if (!state) return [];
    const isLate = state.error !== '' && state.since !== null && now - state.since > patienceMs;
    if (!isLate && state.failed === 0) return [];
    return [
      {
        code: 'mail-failing',
        severity: 'attention',
        title: isLate
          ? `${state.waiting} ${state.waiting === 1 ? 'mail waits' : 'mails wait'}: the mail server does not take them`
          : `${state.failed} ${state.failed === 1 ? 'mail was' : 'mails were'} given up`,
        cause: state.error,
        remedy: 'Look at the mail settings and send a test mail. What waits is tried again by itself.',
        route: '/system/mail',
      },
    ];
  },
};
