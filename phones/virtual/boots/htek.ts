/** Htek, and Sangoma's S-series on the same platform. Reference A5, A6, B1, B2, D1, D3. */

import {
  firstOf,
  folder,
  obeysCheckSync,
  parted,
  usualQuestion,
  type BootIdentity,
  type VendorBoot,
} from './define.ts';

export function* requestsOfHtek(told: string, who: BootIdentity) {
  yield* firstOf(folder(told), [`cfg${who.mac}.xml`, `cfg${who.model}.xml`, 'cfg000000000000.xml']);
}

export const htek: VendorBoot = {
  firmware: '2.42.6.5.75',
  ways: ['pnp', 'dhcp', 'stored'],
  pnp: usualQuestion('Htek'),
  dhcpOptions: [128, 150, 66],
  bareHost: 'tftp',
  httpUserAgent: (who) => `Htek ${who.model} ${who.firmware} ${parted(who.mac)}`,
  sipUserAgent: (who) => `Htek ${who.model} ${who.firmware}`,
  requests: requestsOfHtek,
  obeys: obeysCheckSync,
};
