/** Mitel 6800/6900 SIP, Aastra before. Reference A5, A6, B1, B2, C1; 6800 administrator's guide 4.2. */

import { firstOf, folder, obeysAs, parted, upper, type VendorBoot } from './define.ts';

const maker = (model: string): string => (/^69/.test(model) ? 'Mitel' : 'Aastra');

export const mitel: VendorBoot = {
  firmware: '5.1.0.5062',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [43, 160, 159, 66],
  bareHost: 'tftp',
  httpUserAgent: (who) => `${maker(who.model)}${who.model} MAC:${parted(upper(who), '-')} V:${who.firmware}-SIP`,
  sipUserAgent: (who) => `${maker(who.model)} ${who.model}/${who.firmware}`,
  *requests(told, who) {
    // Of each level the encrypted form comes first; the last level wins.
    for (const name of ['startup', who.model, upper(who)]) yield* firstOf(folder(told), [`${name}.tuz`, `${name}.cfg`]);
  },
  // It restarts when the settings are other than those it runs with; phone.ts reads them and registers anew.
  obeys: obeysAs('resync'),
};
