/**
 * Avaya J100. Reference A5, B1, B2 (names: K); "Installing and Administering Avaya J100 series SIP phones" for GET lines
 * and macros. The upgrade file names the settings file, that may name more.
 */

import { folder, isGot, obeysCheckSync, upper, type BootIdentity, type VendorBoot } from './define.ts';

const MOST_FILES = 8;
const agent = (who: BootIdentity): string => `AVAYA/${who.model}-${who.firmware} (MAC:${who.mac})`;

const filled = (name: string, who: BootIdentity): string =>
  name.replaceAll('$MACADDR', upper(who)).replaceAll('$MODEL4', who.model).replaceAll('$MODEL', who.model);

const gets = (text: string, who: BootIdentity): string[] =>
  [...text.matchAll(/^[ \t]*GET[ \t]+(\S+)[ \t]*\r?$/gim)].map(([, name]) => filled(name ?? '', who));

export const avaya: VendorBoot = {
  firmware: '4.0.14.0.7',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [242, 43, 66],
  bareHost: 'http',
  httpUserAgent: agent,
  sipUserAgent: (who) => `Avaya ${who.model} IP Phone ${who.firmware} (${who.mac})`,
  *requests(told, who) {
    const asked = new Set<string>();
    const next = ['J100Supgrade.txt'];
    while (next.length > 0 && asked.size < MOST_FILES) {
      const name = next.shift() ?? '';
      if (asked.has(name)) continue;
      asked.add(name);
      const answer = yield { url: folder(told) + name };
      if (isGot(answer)) next.push(...gets(answer.body, who));
      // Without an upgrade file the settings are asked for all the same.
      else if (name === 'J100Supgrade.txt') next.push('46xxsettings.txt');
    }
  },
  obeys: obeysCheckSync,
};
