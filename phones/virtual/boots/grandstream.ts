/** Grandstream phones, DECT bases and adapters. Reference A5, A6, B1, B2, C1, D3. */

import { firstOf, folder, obeysCheckSync, usualQuestion, type VendorBoot } from './define.ts';

export const grandstream: VendorBoot = {
  firmware: '1.0.11.64',
  ways: ['dhcp', 'pnp', 'stored'],
  pnp: usualQuestion('Grandstream'),
  dhcpOptions: [66, 43, 160],
  bareHost: 'http',
  httpUserAgent: (who) => `Grandstream Model HW ${who.model} SW ${who.firmware} DevId ${who.mac}`,
  sipUserAgent: (who) => `Grandstream ${who.model} ${who.firmware}`,
  *requests(told, who) {
    const base = folder(told);
    // The binary form comes first and is nearly always missing; of the others the first that is there counts.
    yield { url: `${base}cfg${who.mac}` };
    yield* firstOf(base, [`cfg${who.mac}.xml`, `cfg${who.model.toLowerCase()}.xml`, 'cfg.xml']);
  },
  obeys: obeysCheckSync,
  // Until its settings switch that off: P4428, "Disable SIP NOTIFY Authentication". Items of other names for the same thing
  // in newer files, and the older per-account permission, count as well (reference C1).
  asksWho: (values) =>
    values.get('P4428') !== '1' &&
    ![...values].some(
      ([name, value]) =>
        (/^account\.\d+\.sip\.allowSipReset$/.test(name) && value === 'Yes') ||
        (/^P2601\d$/.test(name) && value === '1'),
    ),
};
