/** Cisco phones with multiplatform (3PCC) firmware. Reference A5, A6, B1, B2. */

import { asksWhoCisco, followRules, obeysCisco } from './cisco.ts';
import type { VendorBoot } from './define.ts';

/** `$PN`, as in the factory rule `/$PN.cfg` and in the banner. */
const product = (model: string): string => {
  if (/^ATA/i.test(model)) return model.replace(/(?:-MPP)?$/i, '-MPP');
  return `CP-${model.replace(/^CP-/i, '').replace(/-3PCC$/i, '')}-3PCC`;
};

export const ciscoMpp: VendorBoot = {
  firmware: '11.3.7',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [66, 160, 159, 150, 60, 43, 125],
  bareHost: 'tftp',
  httpUserAgent: (who) => `Cisco-${product(who.model)}/${who.firmware} (${who.mac})`,
  sipUserAgent: (who) => `Cisco-${product(who.model)}/${who.firmware}`,
  requests: (told, who) =>
    followRules(told, `${product(who.model)}.cfg`, who, { pn: product(who.model), psn: who.model }),
  obeys: obeysCisco,
  asksWho: asksWhoCisco,
};
