/** Cisco SPA phones and adapters (Linksys before). Reference A5, A6, B1, B2. */

import { asksWhoCisco, followRules, obeysCisco } from './cisco.ts';
import type { VendorBoot } from './define.ts';

/** `$PSN`: the product without its letters, as in `spa504G.cfg`. */
const short = (model: string): string => model.replace(/^(?:SPA|PAP|WRP)-?/i, '');

export const ciscoSpa: VendorBoot = {
  firmware: '7.6.2',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [66, 160, 159, 150],
  bareHost: 'tftp',
  httpUserAgent: (who) => `Cisco/${who.model}-${who.firmware} (${who.mac.toUpperCase()})(CCQ12345678)`,
  sipUserAgent: (who) => `Cisco/${who.model}-${who.firmware}`,
  requests: (told, who) =>
    followRules(told, `spa${short(who.model)}.cfg`, who, { pn: who.model, psn: short(who.model) }),
  obeys: obeysCisco,
  asksWho: asksWhoCisco,
};
