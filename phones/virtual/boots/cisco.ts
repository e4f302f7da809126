/**
 * What Cisco's small-business phones have in common: a file names where the next one is (`Profile_Rule`), with macros.
 * Reference B1, B2, C1; Cisco IP Phone 7800/8800 Multiplatform provisioning guide for the macros.
 */

import { isGot, parted, type BootIdentity, type BootRequests, type VendorBoot } from './define.ts';

const RULES = ['Profile_Rule', 'Profile_Rule_B', 'Profile_Rule_C', 'Profile_Rule_D'];
const MOST_HOPS = 4;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const ruleIn = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`)
    .exec(text)?.[1]
    ?.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => entities[entity] ?? '')
    .trim();

export type Product = { pn: string; psn: string };

function filled(rule: string, who: BootIdentity, { pn, psn }: Product): string {
  const macros: readonly (readonly [string, string])[] = [
    ['$MAU', who.mac.toUpperCase()],
    ['$MAC', parted(who.mac)],
    ['$MA', who.mac],
    ['$PSN', psn],
    ['$PN', pn],
    ['$SWVER', who.firmware],
    ['$SN', 'CCQ12345678'],
  ];
  // Options in brackets ([--key x]) stand before the URL; an office without encrypted files needs none.
  const url = rule.replace(/^\s*(?:\[[^\]]*\]\s*)+/, '').trim();
  return macros.reduce(
    (text, [macro, value]) => text.replaceAll(`$(${macro.slice(1)})`, value).replaceAll(macro, value),
    url,
  );
}

const at = (url: string, base: string): string =>
  url.includes('://') ? url : new URL(url, base.endsWith('/') ? base : `${base}/`).href;

/** The told place, then what each file names as the next, until a file names itself. */
export function* followRules(told: string, first: string, who: BootIdentity, product: Product): BootRequests {
  const isFile = /\.[a-z]{3}$/i.test(told) || told.includes('$');
  const start = isFile ? filled(told, who, product) : `${told.endsWith('/') ? told : `${told}/`}${first}`;
  const seen = new Set([start]);
  let next = [start];
  for (let hop = 0; hop < MOST_HOPS && next.length > 0; hop += 1) {
    const found: string[] = [];
    for (const url of next) {
      const answer = yield { url };
      if (!isGot(answer)) continue;
      for (const name of RULES) {
        const rule = ruleIn(answer.body, name);
        if (rule === undefined || rule === '') continue;
        const target = at(filled(rule, who, product), start);
        if (!seen.has(target)) found.push(target);
        seen.add(target);
      }
    }
    next = found;
  }
}

/** `Resync_From_SIP` off: it fetches for no one. */
export const obeysCisco: VendorBoot['obeys'] = ({ event }, values) => {
  const name = event.toLowerCase().split(';', 1)[0]?.trim() ?? '';
  const asked = ['check-sync', 'resync'].includes(name)
    ? 'resync'
    : ['reboot', 'reboot_now', 'restart_now'].includes(name)
      ? 'reboot'
      : 'ignored';
  return asked === 'resync' && values.get('Resync_From_SIP') === 'No' ? 'ignored' : asked;
};

/** `Auth Resync-Reboot` of the line, off in our files. */
export const asksWhoCisco: VendorBoot['asksWho'] = (values) =>
  [...values].some(([name, value]) => /^Auth_Resync[-_]Reboot_\d+_$/.test(name) && value === 'Yes');
