import type { HealthCheck } from './check.ts';

/** Apps cannot be told of a new address from afar (spec X13): somebody has to set them up again. */
export const softphonesMoved: HealthCheck = {
  id: 'softphones-moved',
  check({ softphonesMoved: labels = [] }) {
    const [first] = labels;
    if (first === undefined) return [];
    const many = labels.length > 1;
    return [
      {
        code: 'softphones-moved',
        severity: 'attention',
        title: `${many ? `${labels.length} apps look` : 'An app looks'} for this computer at an address that it no longer has`,
        cause: `${labels.slice(0, 3).join(', ')}${labels.length > 3 ? ' and others' : ''} ${many ? 'were' : 'was'} set up with another address and ${many ? 'are' : 'is'} not connected.`,
        remedy: 'Invite them again. A fixed address for this computer keeps it from happening another time.',
        route: '/invitations',
      },
    ];
  },
};
