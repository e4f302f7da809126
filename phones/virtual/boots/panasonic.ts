/** Panasonic KX-HDV, KX-UT and KX-TGP. Reference A5, B1, B2, C1, D3; KX-HDV administrator's guide for paths and macros. */

import { folder, isGot, namesFile, upper, type BootIdentity, type VendorBoot } from './define.ts';

const named = (model: string): string => (/^KX-/i.test(model) ? model : `KX-${model}`);

/** The order in which the three files are fetched; the last one wins. */
const PATHS = ['CFG_MASTER_FILE_PATH', 'CFG_PRODUCT_FILE_PATH', 'CFG_STANDARD_FILE_PATH'];

const filled = (path: string, who: BootIdentity): string =>
  path
    .replaceAll('{MAC}', upper(who))
    .replaceAll('{mac}', who.mac)
    .replaceAll('{MODEL}', named(who.model))
    .replaceAll('{fwver}', who.firmware);

const valueOf = (file: string, name: string): string | undefined =>
  new RegExp(`^${name}="([^"\\r\\n]*)"`, 'm').exec(file)?.[1];

const agent = (who: BootIdentity): string => `Panasonic_${named(who.model)}/${who.firmware} (${who.mac})`;

export const panasonic: VendorBoot = {
  firmware: '08.155',
  ways: ['pnp', 'dhcp', 'stored'],
  // "vender" is how it writes it.
  pnp: (who) => ({
    uri: `sip:MAC%3a${upper(who)}@224.0.1.75`,
    event: `ua-profile;profile-type="device";vender="Panasonic";model="${named(who.model)}";version="${who.firmware}"`,
    userAgent: agent(who),
  }),
  dhcpOptions: [160, 159, 66],
  bareHost: 'tftp',
  httpUserAgent: agent,
  sipUserAgent: agent,
  *requests(told, who) {
    const first = filled(told, who);
    const isFile = first !== told || namesFile(first);
    const answer = yield { url: isFile ? first : `${folder(first)}${named(who.model)}.cfg` };
    if (!isGot(answer)) return;
    for (const name of PATHS) {
      const path = valueOf(answer.body, name);
      if (path !== undefined && path !== '') yield { url: new URL(filled(path, who), first).href };
    }
  },
  // CFG_RESYNC_FROM_SIP names the event that it obeys.
  obeys: ({ event }, values) => {
    const wanted = (values.get('CFG_RESYNC_FROM_SIP') ?? 'check-sync').replaceAll('"', '').toLowerCase();
    return event.toLowerCase().split(';', 1)[0]?.trim() === wanted ? 'resync' : 'ignored';
  },
};
