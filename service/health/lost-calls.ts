import type { HealthCheck } from './check.ts';

/** The proof of the coming week found calls that nobody and nothing would take. */
export const lostCalls: HealthCheck = {
  id: 'lost-calls',
  check({ proof }) {
    const wrong = proof.findings.filter(({ weight }) => weight === 'wrong');
    const [first] = wrong;
    if (!first) return [];
    return [
      {
        code: 'lost-calls',
        severity: 'attention',
        title:
          wrong.length === 1
            ? 'Some calls of the coming week get lost'
            : `Calls of the coming week get lost in ${wrong.length} places`,
        cause: first.words,
        remedy: first.proposal,
        route: '/calls/week',
      },
    ];
  },
};
