/**
 * Obihai adapters and phones. Reference A5, C1; OBi provisioning guide: from the factory `tftp://$DHCPOPT66/$DM.xml`, then
 * what the file says (`ITSPProvisioning.ConfigURL`), with `$DM` as the model and `$MAC` as the address in capitals.
 */

import { folder, isGot, namesFile, upper, type BootIdentity, type VendorBoot } from './define.ts';

const filled = (url: string, who: BootIdentity): string =>
  url.replaceAll('$MAC', upper(who)).replaceAll('$DM', who.model);

/** The URL that the file gives for the next time, in the long or the short form of the format. */
const nextUrl = (file: string): string | undefined =>
  /<(?:N|n)(?:ame)?>\s*ConfigURL\s*<\/[Nn](?:ame)?>\s*<(?:V|v)(?:alue)?>([^<]*)</i
    .exec(file)?.[1]
    ?.replaceAll('&amp;', '&')
    .trim();

export const obihai: VendorBoot = {
  firmware: '3.2.2.5921',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [66],
  bareHost: 'tftp',
  httpUserAgent: (who) => who.model,
  sipUserAgent: (who) => `OBIHAI/${who.model}-${who.firmware}`,
  *requests(told, who) {
    const first = filled(told, who);
    const isFile = first !== told || namesFile(first);
    const url = isFile ? first : `${folder(first)}${who.model.replaceAll(' ', '-')}.xml`;
    const answer = yield { url };
    const next = isGot(answer) ? nextUrl(answer.body) : undefined;
    const own = next === undefined || next === '' ? undefined : filled(next, who);
    if (own !== undefined && own !== url) yield { url: own };
  },
  // `sync` is its own word; nobody else's counts.
  obeys: ({ event }) =>
    ['sync', 'resync'].includes(event.toLowerCase().split(';', 1)[0]?.trim() ?? '') ? 'resync' : 'ignored',
};
