/**
 * Who may have which file: one rule for HTTP, HTTPS and TFTP. A folder with a phone's token is that phone's; without one
 * only an address with an open window gets anything. What is refused is said in words that tell the administrator what
 * to do; the asker only ever learns "no".
 */

import { findMac, type Mac } from '../mac.ts';
import type { PhoneProfile } from '../vendors/define.ts';
import type { PhoneFetch, ServeDeps } from './fetch.ts';
import type { ServedFile } from './files.ts';
import type { FirstFetch } from './first-fetch.ts';
import type { AskedPath } from './path.ts';

export type Found = {
  mac: Mac | undefined;
  by: PhoneFetch['by'];
  served?: ServedFile;
  problem?: string;
  impostor?: Mac;
};

export type Resolver = {
  /** At once: by token, or by a window that is open. */
  find: (asked: AskedPath | undefined, address: string, userAgent: string | undefined) => Found;
  /** For a request without token that found nothing: looks who stands behind the address, which takes a moment. */
  findByWire: (asked: AskedPath, address: string, userAgent: string | undefined) => Promise<Found>;
};

/** How long an awaited phone has to fetch what it needs, once it was seen on the wire. */
const AWAITED_MINUTES = 10;

/** Names of firmware, licences and the like that phones ask for as a matter of course. */
const isExtra = (file: string): boolean =>
  /\.(bin|rom|ld|sig|loads|fw|tuz|boot|ver|zip|z|jffs2|img|wav|tlv)$|firmware|license|lang|-phone\.|-web\.|directory|contact|local/.test(
    file,
  );

export function createResolver(deps: ServeDeps, firstFetch: FirstFetch): Resolver {
  const { profileOf, filesFor, byToken, awaits, neighbourOf } = deps;

  function ofPhone(mac: Mac, profile: PhoneProfile, asked: AskedPath, by: 'token' | 'first-fetch'): Found {
    const files = filesFor(profile);
    if (files === undefined)
      return { mac, by, problem: `The maker of this phone is not known, so nothing can be written for it. Choose its model.` }; // prettier-ignore
    if (!files.ok) return { mac, by, problem: `Its settings cannot be written: ${files.problem}` };
    const served = files.byName.get(asked.file);
    if (served !== undefined) return { mac, by, served };
    const other = findMac(asked.file);
    if (other !== undefined && other !== mac)
      return { mac, by, problem: 'It asked, in the folder of this phone, for the file of another one. Refused on purpose.' }; // prettier-ignore
    const names = [...new Set([...files.byName.values()].map(({ file }) => file.path))].slice(0, 4).join(', ');
    const problem = isExtra(asked.file)
      ? 'The office keeps no such file. Phones ask for it as a matter of course; nothing has to be done.'
      : `No such file is written for a ${profile.model}; its files are ${names}. If it asks for nothing else, it is probably another model: correct the model.`;
    return { mac, by, problem };
  }

  const whyNot = (asked: AskedPath | undefined, named: Mac | undefined): string => {
    if (asked === undefined) return 'This is not the name of a phone’s file. Refused on purpose.';
    if (asked.token !== undefined)
      return 'The folder that it asked in belongs to no phone now. A phone that was replaced or reset still asks there: adopt it again, or restart it.';
    if (named === undefined) return 'It did not say which phone it is. Refused on purpose.';
    return profileOf(named) === undefined
      ? 'This phone is not adopted. Adopt it, and restart it.'
      : 'It asked without its secret folder, as a phone does that was reset or that has our address from the router. Restart it; if that does not help, let it fetch once from its page.';
  };

  function find(asked: AskedPath | undefined, address: string, userAgent: string | undefined): Found {
    const named = findMac(asked?.file ?? '') ?? findMac(userAgent ?? '');
    if (asked !== undefined) {
      const by = asked.token === undefined ? 'first-fetch' : 'token';
      const mac = asked.token === undefined ? firstFetch.macFor(address, asked.file) : byToken(asked.token);
      const profile = mac === undefined ? undefined : profileOf(mac);
      if (mac !== undefined && profile !== undefined) return ofPhone(mac, profile, asked, by);
    }
    return { mac: named, by: 'nobody', problem: whyNot(asked, named) };
  }

  return {
    find,
    async findByWire(asked, address, userAgent) {
      const found = find(asked, address, userAgent);
      if (found.by !== 'nobody' || asked.token !== undefined || neighbourOf === undefined) return found;
      const neighbour = await neighbourOf(address);
      if (!neighbour.known) return found;
      const isImpostor = found.mac !== undefined && found.mac !== neighbour.mac && profileOf(found.mac) !== undefined;
      if (isImpostor)
        return {
          ...found,
          impostor: neighbour.mac,
          problem: `The device at ${address} says that it is this phone, but the network knows it by another address (${neighbour.mac}). It got nothing. Two devices with one MAC, a phone behind a router, or somebody who tries.`,
        };
      if (awaits?.(neighbour.mac) !== true) return found;
      firstFetch.open({ mac: neighbour.mac, address, minutes: AWAITED_MINUTES });
      return find(asked, address, userAgent);
    },
  };
}
