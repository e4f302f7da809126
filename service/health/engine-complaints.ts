import type { HealthCheck } from './check.ts';

/** A reload answers "Success" also when Asterisk skipped a line of it: only its log says so. */
export const engineComplaints: HealthCheck = {
  id: 'engine-complaints',
  check({ engine }) {
    const [first] = engine?.complaints ?? [];
    if (engine === undefined || first === undefined) return [];
    const more = engine.complaints.length > 1 ? ` (and ${engine.complaints.length - 1} more)` : '';
    return [
      {
        code: 'engine-complaints',
        severity: 'attention',
        title: 'The phone engine did not take the last change of settings without complaint',
        cause: `It says: ${first}${more}`,
        remedy: 'Undo the last change of the settings or make it again. The log in the data folder tells the rest.',
        route: '/home',
      },
    ];
  },
};
