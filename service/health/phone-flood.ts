import { isOver } from '../phones/crowd.ts';
import type { HealthCheck } from './check.ts';

/** Somebody on the network makes up phones; those that are not adopted cannot all be listed. */
export const phoneFlood: HealthCheck = {
  id: 'phone-flood',
  check({ phoneFlood: flood, now }) {
    if (!flood || isOver(flood, now)) return [];
    return [
      {
        code: 'phone-flood',
        severity: 'attention',
        title: 'More new phones appear than can be listed',
        cause: `${flood.count} of them were taken off the list, the last ones from ${flood.address ?? 'an unknown address'}. Adopted phones are not affected.`,
        remedy:
          'Find the device at that address and unplug it. A real phone that is missing comes back when it is restarted.',
        route: '/phones',
      },
    ];
  },
};
