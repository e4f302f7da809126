/** Alcatel-Lucent Enterprise 80x8s, Myriad and Halo. Reference A5, B1, B2: told by DHCP or by hand. */

import { allOf, folder, obeysCheckSync, type BootIdentity, type VendorBoot } from './define.ts';

const agent = (who: BootIdentity): string => `ALE ${who.model} ${who.firmware} ${who.mac}`;

export const alcatel: VendorBoot = {
  firmware: '2.13.20.000.1132',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [43, 66],
  bareHost: 'http',
  httpUserAgent: agent,
  sipUserAgent: agent,
  requests: (told, who) => allOf(folder(told), [`config.${who.model.toLowerCase()}.xml`, `config.${who.mac}.xml`]),
  obeys: obeysCheckSync,
};
