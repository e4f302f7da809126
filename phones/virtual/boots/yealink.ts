/** Yealink, firmware 81 and later: the boot file first, then what it includes. Reference A5, A6, B2, B3, C1, D3. */

import { folder, isGot, namesFile, obeysCheckSync, parted, usualQuestion, type VendorBoot } from './define.ts';

/** Number of the common file by model (reference B3); a phone knows its own. */
const COMMON: Readonly<Record<string, number>> = {
  T19P_E2: 53, T21P_E2: 52, T23G: 44, T23P: 44, T27G: 69, T27P: 45, T29G: 46, T31: 123, T31P: 123, T31G: 123, T31W: 172, T33G: 124, T34W: 171,
  T40G: 76, T40P: 54, T41P: 36, T41S: 68, T42G: 29, T42S: 67, T42U: 116, T43U: 107, T44W: 174, T46G: 28, T46S: 66, T46U: 108, T48G: 35, T48S: 65,
  T48U: 109, T52S: 74, T53: 95, T53W: 95, T54S: 70, T54W: 96, T56A: 56, T57W: 97, T58A: 58, T58W: 150, T73W: 183, T73U: 186, T74W: 184, T74U: 187,
  T77U: 188, T85W: 196, T87W: 197, T88W: 192, W52P: 25, W56P: 25, W60B: 77, W70B: 146, W75B: 175, W80B: 175, CP860: 37, CP920: 78, CP925: 148,
  CP960: 73, CP965: 143, VP59: 91, VP530: 23, AX83H: 180, AX86R: 182,
}; // prettier-ignore

const commonFile = (model: string): string => `y${String(COMMON[model] ?? 0).padStart(12, '0')}.cfg`;

/** `include:config "x.cfg"` or `<x.cfg>`, with `$MAC`, `$mac` and `$MODEL` in the name. */
const included = (boot: string, who: { mac: string; model: string }): string[] =>
  boot.split(/\r?\n/).flatMap((line) => {
    const name = /^\s*include:config\s*[<"](?<name>[^>"]+)[>"]\s*$/.exec(line)?.groups?.['name'];
    return name === undefined
      ? []
      : [name.replaceAll('$MAC', who.mac).replaceAll('$mac', who.mac).replaceAll('$MODEL', who.model)];
  });

export const yealink: VendorBoot = {
  firmware: '96.86.0.100',
  ways: ['pnp', 'dhcp', 'stored'],
  pnp: usualQuestion('Yealink', undefined, { accept: 'application/url' }),
  dhcpOptions: [66, 43],
  bareHost: 'tftp',
  httpUserAgent: (who) => `Yealink SIP-${who.model} ${who.firmware} ${parted(who.mac)}`,
  sipUserAgent: (who) => `Yealink SIP-${who.model} ${who.firmware}`,
  *requests(told, who) {
    if (namesFile(told)) {
      yield { url: told.replaceAll('$MAC', who.mac).replaceAll('$mac', who.mac) };
      return;
    }
    const base = folder(told);
    for (const boot of [`${who.mac}.boot`, 'y000000000000.boot']) {
      const answer = yield { url: base + boot };
      if (!isGot(answer)) continue;
      for (const name of included(answer.body, who)) yield { url: name.includes('://') ? name : base + name };
      return;
    }
    yield { url: base + commonFile(who.model) };
    yield { url: `${base}${who.mac}.cfg` };
  },
  obeys(notify, values) {
    if (notify.event.toLowerCase() === 'action-uri')
      return /^key=Reboot\s*$/i.test(notify.body)
        ? 'reboot'
        : /^key=AutoP\s*$/i.test(notify.body)
          ? 'resync'
          : 'ignored';
    // With 1, the default, a bare check-sync means a restart (administrator's guide, sip.notify_reboot_enable).
    const asked = obeysCheckSync(notify, values);
    const isBare = !notify.event.includes(';');
    return asked === 'resync' && isBare && values.get('sip.notify_reboot_enable') !== '0' ? 'reboot' : asked;
  },
};
