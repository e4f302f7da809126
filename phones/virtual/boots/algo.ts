/** Algo speakers, pagers and door phones. Reference A5, A8, B2, C1: a file by address, under two names. */

import { firstOf, folder, obeysAs, upper, type BootIdentity, type VendorBoot } from './define.ts';

const agent = (who: BootIdentity): string => `Algo-${who.model}/${who.firmware}`;

export const algo: VendorBoot = {
  firmware: '5.4.3',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [66, 160, 150],
  bareHost: 'tftp',
  httpUserAgent: agent,
  sipUserAgent: agent,
  *requests(told, who) {
    yield* firstOf(folder(told), [`algom${upper(who)}.conf`, `algo${upper(who)}.conf`]);
  },
  obeys: obeysAs('resync'),
};
