/** Fanvil. Reference A5, A6, B1, B2, C1, D3; "Fanvil VoIP Auto Provision Standard" for the macros. */

import { folder, namesFile, obeysAs, usualQuestion, type VendorBoot } from './define.ts';

export const fanvil: VendorBoot = {
  firmware: '2.4.12.1',
  ways: ['dhcp', 'pnp', 'stored'],
  pnp: usualQuestion('Fanvil'),
  dhcpOptions: [66, 43],
  bareHost: 'tftp',
  httpUserAgent: (who) => `Fanvil ${who.model} ${who.firmware} ${who.mac}`,
  sipUserAgent: (who) => `Fanvil ${who.model} ${who.firmware} ${who.mac}`,
  *requests(told, who) {
    const filled = told.replaceAll('$mac', who.mac).replaceAll('$input', who.mac);
    if (filled !== told || namesFile(filled)) {
      yield { url: filled };
      return;
    }
    // The common file has the name of the hardware: F0V00 and the model, padded with zeros.
    yield {
      url: `${folder(told)}${`F0V00${who.model.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()}`.padEnd(13, '0')}.cfg`,
    };
    yield { url: `${folder(told)}${who.mac}.cfg` };
  },
  // Whatever it is asked for, it restarts at once and reads its settings while it boots.
  obeys: obeysAs('reboot'),
};
