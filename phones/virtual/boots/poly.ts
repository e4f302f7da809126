/**
 * Polycom and Poly: a master file names the rest. Reference A5, A6, B2; UC Software administrator's guide for the order,
 * the substitutions and the log files that the phone writes back.
 */

import { firstOf, folder, obeysAs, type BootIdentity, type VendorBoot } from './define.ts';

/** Family and code as in `PolycomVVX-VVX_410-UA`. */
function agent({ model, firmware }: BootIdentity): string {
  const number = /\d+/.exec(model)?.[0] ?? model;
  const letter = /\d+(?<rest>[A-Za-z]*)/.exec(model)?.groups?.['rest'] ?? '';
  if (/^vvx/i.test(model)) return `PolycomVVX-VVX_${number}${letter}-UA/${firmware}`;
  if (/^trio/i.test(model)) return `PolycomRealPresenceTrio-Trio_${number}${letter}-UA/${firmware}`;
  if (/^edge/i.test(model))
    return `PolyEdge-Edge_${model.replace(/^edge\s*/i, '').replaceAll(' ', '_')}-UA/${firmware}`;
  if (/^ccx/i.test(model)) return `PolyCCX-CCX_${number}${letter}-UA/${firmware}`;
  if (/^(soundstation|ip (5000|6000|7000))|^ssip/i.test(model))
    return `PolycomSoundStationIP-SSIP_${number}${letter}-UA/${firmware}`;
  return `PolycomSoundPointIP-SPIP_${number}${letter}-UA/${firmware}`;
}

const filled = (name: string, who: BootIdentity): string =>
  name
    .replaceAll('[PHONE_MAC_ADDRESS]', who.mac)
    .replaceAll('[MACADDRESS]', who.mac)
    .replaceAll('[PHONE_MODEL]', who.model.replaceAll(' ', ''));

const configFiles = (master: string): string[] =>
  (/\sCONFIG_FILES\s*=\s*"([^"]*)"/.exec(master)?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export const poly: VendorBoot = {
  firmware: '6.4.6.2453',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [160, 66, 43],
  bareHost: 'tftp',
  httpUserAgent: (who) => `FileTransport ${agent(who)} Type/Application`,
  sipUserAgent: (who) => agent(who),
  *requests(told, who) {
    const base = folder(told);
    const master = yield* firstOf(base, [`${who.mac}.cfg`, '000000000000.cfg']);
    if (master === undefined) return;
    for (const name of configFiles(master)) {
      const url = filled(name, who);
      yield { url: url.includes('://') ? url : base + url };
    }
    // What the person changed at the phone or in its web page; 404 as long as nothing was.
    yield { url: `${base}${who.mac}-phone.cfg` };
    yield { url: `${base}${who.mac}-web.cfg` };
    yield* firstOf(base, [`${who.mac}-directory.xml`, '000000000000-directory.xml']);
    yield { url: `${base}${who.mac}-boot.log`, method: 'PUT', body: '1122000000|so   |*|00|Boot\n' };
  },
  obeys: (notify, values) =>
    obeysAs(values.get('voIpProt.SIP.specialEvent.checkSync.alwaysReboot') === '1' ? 'reboot' : 'resync')(
      notify,
      values,
    ),
};
