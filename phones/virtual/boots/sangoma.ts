/** Sangoma S-series (Htek's platform) and P- and D-series (Digium's own). Reference A5, A8, B1, B2, C1, D3. */

import { folder, obeysCheckSync, usualQuestion, type VendorBoot } from './define.ts';
import { requestsOfHtek } from './htek.ts';

const isDigium = (model: string): boolean => /^[PD]\d/i.test(model);

export const sangoma: VendorBoot = {
  firmware: '3.0.4.66',
  // P and D look for a server by mDNS or are told by DHCP; they say nothing to the PnP group.
  ways: ['pnp', 'dhcp', 'stored'],
  pnp: usualQuestion('Sangoma'),
  dhcpOptions: [128, 150, 66],
  bareHost: 'tftp',
  httpUserAgent: (who) =>
    isDigium(who.model) ? `Digium ${who.model} ${who.firmware}` : `Sangoma ${who.model} V${who.firmware}`,
  sipUserAgent: (who) =>
    isDigium(who.model) ? `Digium ${who.model} ${who.firmware}` : `Sangoma ${who.model} V${who.firmware}`,
  *requests(told, who) {
    if (!isDigium(who.model)) {
      yield* requestsOfHtek(told, who);
      return;
    }
    yield { url: `${folder(told)}${who.mac}.cfg` };
    yield { url: `${folder(told)}${who.mac}-contacts.xml` };
  },
  obeys: obeysCheckSync,
};
