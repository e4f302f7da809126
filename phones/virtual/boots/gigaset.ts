/** Gigaset DECT bases and Maxwell desk phones. Reference A5, B1, B2, D3; Gigaset PRO wiki. */

import { folder, namesFile, obeysCheckSync, upper, type BootIdentity, type VendorBoot } from './define.ts';

const isOld = (model: string): boolean => /^N(?:510|720)/i.test(model);
const isMaxwell = (model: string): boolean => /^maxwell/i.test(model);

const agent = (who: BootIdentity): string => {
  if (isOld(who.model)) return `Gigaset ${who.model}/${who.firmware};${upper(who)}`;
  return `Gigaset ${who.model}${isMaxwell(who.model) ? '' : ' IP PRO'}/83.V2.49.1+build.4f2a9c1;${upper(who)}`;
};

export const gigaset: VendorBoot = {
  firmware: '42.257.00.000.000',
  ways: ['pnp', 'dhcp', 'stored'],
  // The event says nothing useful: the name is in the User-Agent, and the host of the URI is `local`.
  pnp: (who) => ({
    uri: `sip:MAC%3a${upper(who)}@local`,
    event: 'ua-profile;profile-type="device";vendor="OEM";model="OEM";version="1.0"',
    userAgent: agent(who),
  }),
  dhcpOptions: [114, 66],
  bareHost: 'http',
  httpUserAgent: agent,
  sipUserAgent: agent,
  *requests(told, who) {
    const mac = isOld(who.model) ? upper(who) : who.mac;
    const filled = told.replaceAll('%MACD', mac).replaceAll('{mac}', mac);
    if (filled !== told || namesFile(filled)) {
      yield { url: filled };
      return;
    }
    if (isMaxwell(who.model)) {
      const answer = yield { url: `${folder(told)}provisioning.xml` };
      if (answer?.status === 200) return;
    }
    yield { url: `${folder(told)}${mac}.xml` };
  },
  obeys: obeysCheckSync,
};
