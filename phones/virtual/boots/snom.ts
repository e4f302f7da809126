/** Snom desk phones and M-series DECT bases. Reference A5, A6, B2, D1; vendor wiki for placeholders in the URL. */

import { folder, obeysCheckSync, upper, type VendorBoot } from './define.ts';

const isBase = (model: string): boolean => /^M\d{3}$/.test(model);

export const snom: VendorBoot = {
  firmware: '10.1.198.19',
  // By `provisioning_order` it could be otherwise; with `pnp_config` on, the network is asked at each boot.
  ways: ['pnp', 'dhcp', 'stored'],
  pnp: (who) => ({
    uri: `sip:MAC%3a${upper(who)}@224.0.1.75`,
    event: `ua-profile;profile-type="device";vendor="snom";model="snom${who.model}";version="${who.firmware}"`,
    accept: 'application/url',
  }),
  dhcpOptions: [43, 66, 67],
  bareHost: 'http',
  httpUserAgent: (who) =>
    isBase(who.model)
      ? `Mozilla/4.0 (compatible; Snom ${who.model} ${who.firmware} ${who.mac})`
      : `Mozilla/4.0 (compatible; snom${who.model}-SIP ${who.firmware} 2010.12-00004-g9ba52f5 ${upper(who)} SXM:0 UXM:0)`,
  sipUserAgent: (who) => (isBase(who.model) ? `Snom ${who.model}/${who.firmware}` : `snom${who.model}/${who.firmware}`),
  /** A folder gets the two names appended; a URL with placeholders is filled in and asked for as it is. */
  *requests(told, who) {
    if (told.includes('{')) {
      yield { url: told.replaceAll('{mac}', upper(who)).replaceAll('{model}', who.model) };
      return;
    }
    yield { url: `${folder(told)}snom${who.model}.htm` };
    yield { url: `${folder(told)}snom${who.model}-${upper(who)}.htm` };
  },
  obeys: obeysCheckSync,
};
