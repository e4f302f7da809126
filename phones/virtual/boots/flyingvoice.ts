/** Flyingvoice. Reference A6, B1, B2: names and files like Yealink's, lower case only. */

import { folder, isGot, obeysCheckSync, parted, usualQuestion, type BootIdentity, type VendorBoot } from './define.ts';

const agent = (who: BootIdentity): string => `Flyingvoice ${who.model} V${who.firmware} ${parted(who.mac)}`;

export const flyingvoice: VendorBoot = {
  firmware: '0.8.51',
  ways: ['pnp', 'dhcp', 'stored'],
  pnp: usualQuestion('Flyingvoice'),
  dhcpOptions: [66, 67],
  bareHost: 'tftp',
  httpUserAgent: agent,
  sipUserAgent: agent,
  *requests(told, who) {
    for (const name of [`${who.mac}.boot`, 'y000000000000.cfg', `${who.mac}.cfg`]) {
      const answer = yield { url: folder(told) + name };
      if (name.endsWith('.boot') && isGot(answer)) {
        for (const [, file] of answer.body.matchAll(/^\s*include:config\s*[<"]([^>"]+)[>"]/gm))
          yield { url: folder(told) + (file ?? '').replaceAll('$mac', who.mac).replaceAll('$MAC', who.mac) };
        return;
      }
    }
  },
  obeys: obeysCheckSync,
};
