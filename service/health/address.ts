import type { Finding, HealthCheck } from './check.ts';

/** Spec X13: the address that phones are told must be one of this computer's, and one that phones can reach. */
export const address: HealthCheck = {
  id: 'address',
  check({ observed: { network }, missingAddress }) {
    const found: Finding[] = [];
    const route = '/system/network';
    if (missingAddress !== null) {
      found.push({
        code: 'address-missing',
        severity: 'broken',
        title: `${missingAddress} is not on this computer now`,
        cause: 'Phones were told an address or interface that this computer does not have at the moment.',
        remedy: 'Connect that network again, or choose another address.',
        route,
      });
    } else if (network.address === null) {
      found.push({
        code: 'address-none',
        severity: 'broken',
        title: 'This computer has no network address',
        cause: 'Phones cannot reach it.',
        remedy: 'Connect the office network.',
        route,
      });
    } else if (network.chosenBy === 'automatic' && network.address.startsWith('127.')) {
      found.push({
        code: 'address-loopback',
        severity: 'attention',
        title: 'Only programs on this computer can call',
        cause: 'No network is connected, so phones cannot reach this computer.',
        remedy: 'Connect the office network; the address is found by itself.',
        route,
      });
    }
    const { change } = network;
    if (change && change.waitingFor.length > 0) {
      const count = change.waitingFor.length;
      found.push({
        code: 'address-changed',
        severity: 'attention',
        title: `${count === 1 ? '1 phone has' : `${count} phones have`} not learnt the new address yet`,
        cause: `The address of this computer changed from ${change.from ?? 'none'} to ${change.to ?? 'none'}.`,
        remedy: 'Restart those phones if they do not come back by themselves.',
        route,
      });
    }
    return found;
  },
};
