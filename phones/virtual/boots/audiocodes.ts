/** AudioCodes 400HD. Reference A5, B1, B2 (case of the file: K), D1, D3. */

import { folder, namesFile, obeysCheckSync, upper, type VendorBoot } from './define.ts';

export const audiocodes: VendorBoot = {
  firmware: '3.4.6.604',
  ways: ['pnp', 'dhcp', 'stored'],
  // No MAC, no vendor, a number as sender: who it is stands in the neighbour table only.
  pnp: () => ({
    uri: 'sip:224.0.1.75',
    party: 'sip:1234567890@224.0.1.75',
    event: 'ua-profile;profile-type="application"',
    contactUser: '1234567890',
  }),
  dhcpOptions: [160, 66, 67],
  bareHost: 'tftp',
  httpUserAgent: (who) => `AUDC-IPPhone/${who.firmware} (${who.model}; ${upper(who)})`,
  sipUserAgent: (who) => `AUDC-IPPhone-${who.model}_UC/${who.firmware}`,
  *requests(told, who) {
    const filled = told.replaceAll('<MAC>', upper(who));
    yield { url: filled !== told || namesFile(filled) ? filled : `${folder(told)}${upper(who)}.cfg` };
  },
  obeys: obeysCheckSync,
};
