import type { HealthCheck } from './check.ts';

/** The process runs, but does not answer where phones ask. "It runs" proves nothing. */
export const engineSilent: HealthCheck = {
  id: 'engine-silent',
  check({ engine }) {
    if (engine?.health.kind !== 'unhealthy') return [];
    return engine.health.reasons.flatMap((reason) => {
      if (reason.code === 'not-running') return [];
      if (reason.code === 'ami-silent') {
        return {
          code: 'manager-silent',
          severity: 'attention',
          title: 'The phone engine does not answer us',
          cause: `Calls may work, but what is shown here may be old. ${reason.message}`,
          remedy: 'This mends itself. If it stays, restart the engine when no call is up.',
          route: '/home',
        };
      }
      const place = `${reason.protocol.toUpperCase()} ${reason.address}:${reason.port}`;
      return {
        code: `sip-silent-${reason.protocol}`,
        severity: 'broken',
        title: `Phones get no answer on ${place}`,
        cause: reason.message,
        remedy: 'Check that the address is still this computer’s and that no firewall blocks the port.',
        route: '/system/network',
      };
    });
  },
};
