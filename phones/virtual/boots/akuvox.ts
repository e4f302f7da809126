/** Akuvox phones and door phones. Reference A5, C2, D3; administrator's guides (Autop: a general file, then its own). */

import { folder, namesFile, obeysCheckSync, upper, type VendorBoot } from './define.ts';

export const akuvox: VendorBoot = {
  firmware: '29.30.10.223',
  ways: ['pnp', 'dhcp', 'stored'],
  // Without the colon between the word and the address.
  pnp: (who) => ({
    uri: `sip:MAC${upper(who)}@224.0.1.75`,
    event: `ua-profile;profile-type="device";vendor="Akuvox";model="${who.model}";version="${who.firmware}"`,
    contactUser: `MAC${upper(who)}`,
  }),
  dhcpOptions: [66, 43],
  bareHost: 'tftp',
  httpUserAgent: (who) => `Akuvox ${who.model} ${who.firmware}`,
  sipUserAgent: (who) => `Akuvox ${who.model} ${who.firmware}`,
  *requests(told, who) {
    if (namesFile(told)) {
      yield { url: told };
      return;
    }
    // `r`, eleven digits and the first number of the firmware, which is the number of the hardware.
    yield { url: `${folder(told)}r${(who.firmware.split('.')[0] ?? '').padStart(12, '0')}.cfg` };
    yield { url: `${folder(told)}${upper(who)}.cfg` };
  },
  obeys: obeysCheckSync,
};
