/**
 * Who may have which file: one rule for HTTP, HTTPS and TFTP. A folder with a phone's token is that phone's. Without one, or
 * with one that belongs to nobody (any more), only the phone itself gets anything, while it is expected and the network says
 * that it is this device. What is refused is said in words that tell the administrator what to do; the asker only ever
 * learns "no".
 */

import { createNeighbours, isProved, PROOF_MS, whoIsAt, whyUnknown, type Neighbour } from '../discovery/neighbours.ts';
import { findMac, type Mac } from '../mac.ts';
import type { PhoneProfile } from '../vendors/define.ts';
import type { PhoneFetch, ServeDeps } from './fetch.ts';
import type { ServedFile } from './files.ts';
import type { FirstFetch, Window } from './first-fetch.ts';
import type { AskedPath } from './path.ts';

export type Found = {
  mac: Mac | undefined;
  by: PhoneFetch['by'];
  served?: ServedFile;
  problem?: string;
  impostor?: Mac;
  /** A window is open there: whether it is the right device is for `findByWire` to say. */
  isExpected?: boolean;
};

export type Resolver = {
  /** At once: what a token gives, or why there is nothing. */
  find: (asked: AskedPath | undefined, address: string, userAgent: string | undefined) => Found;
  /** For a request that found nothing so: looks who stands behind the address, which takes a moment. */
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
  const { profileOf, filesFor, byToken, awaits, neighbourOf = createNeighbours() } = deps;

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
      return 'The folder that it asked in belongs to no phone now. A phone that was replaced still asks there, and one that was away when it got a new settings address: adopt it, or let it fetch once from its page.';
    if (named === undefined) return 'It did not say which phone it is. Refused on purpose.';
    return profileOf(named) === undefined
      ? 'This phone is not adopted. Adopt it, and restart it.'
      : 'It asked without its secret folder, as a phone does that was reset or that has our address from the router. Restart it; if that does not help, let it fetch once from its page.';
  };

  function find(asked: AskedPath | undefined, address: string, userAgent: string | undefined): Found {
    const named = findMac(asked?.file ?? '') ?? findMac(userAgent ?? '');
    if (asked === undefined) return { mac: named, by: 'nobody', problem: whyNot(asked, named) };
    const mac = asked.token === undefined ? undefined : byToken(asked.token);
    const profile = mac === undefined ? undefined : profileOf(mac);
    if (mac !== undefined && profile !== undefined) return ofPhone(mac, profile, asked, 'token');
    const isExpected = firstFetch.windowFor(address, asked.file) !== undefined;
    return { mac: named, by: 'nobody', problem: whyNot(asked, named), isExpected };
  }

  const isAwaited = (mac: Mac | undefined): boolean => mac !== undefined && awaits?.(mac) === true;

  /** The phone whose files this device may have, for what the network says of it. */
  function rightful(neighbour: Neighbour, named: Mac | undefined, window: Window | undefined): Mac | undefined {
    // Practice phones share the address of this computer, so each is taken at its word.
    if (isAwaited(named) && isProved(neighbour, named)) return named;
    if (window !== undefined && isProved(neighbour, window.mac)) return window.mac;
    if (neighbour.known) {
      const isOther = named !== undefined && named !== neighbour.mac && profileOf(named) !== undefined;
      return !isOther && isAwaited(neighbour.mac) ? neighbour.mac : undefined;
    }
    // Where the network could say it and does not, nobody's word counts.
    return window?.isByHand && neighbour.why !== 'silent' ? window.mac : undefined;
  }

  return {
    find,
    async findByWire(asked, address, userAgent) {
      const found = find(asked, address, userAgent);
      if (found.by !== 'nobody') return found;
      const { mac: named } = found;
      const isExpected = firstFetch.windowFor(address, asked.file) !== undefined || isAwaited(named);
      // For strangers one look is enough.
      const neighbour = await whoIsAt(neighbourOf, address, isExpected ? PROOF_MS : 0);
      const window = firstFetch.windowFor(address, asked.file);
      const mac = rightful(neighbour, named, window);
      const profile = mac === undefined ? undefined : profileOf(mac);
      if (mac !== undefined && profile !== undefined) {
        if (neighbour.known && window?.mac !== mac) firstFetch.open({ mac, address, minutes: AWAITED_MINUTES });
        return ofPhone(mac, profile, asked, 'first-fetch');
      }
      const claimed = named ?? window?.mac;
      if (!neighbour.known)
        return isExpected
          ? {
              ...found,
              mac: claimed,
              problem: `${whyUnknown(neighbour, address)} It got nothing. Enter its settings address on the phone by hand, or let it fetch once from its page.`,
            }
          : found;
      if (claimed === undefined || claimed === neighbour.mac || profileOf(claimed) === undefined) return found;
      return {
        ...found,
        mac: claimed,
        impostor: neighbour.mac,
        problem: `The device at ${address} says that it is this phone, but the network knows it by another address (${neighbour.mac}). It got nothing. Two devices with one MAC, a phone behind a router, or somebody who tries.`,
      };
    },
  };
}
