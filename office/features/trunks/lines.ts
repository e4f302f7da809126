/** What the engine has to know of trunks beside the rows: its logins, and the addresses from which calls come. Pure. */
import type { Read } from '../../core/store.ts';
import { hostAndPort, proxyUri, sipUri } from './endpoint.ts';
import { trunksInOrder, type Trunk } from './read.ts';
import { isAddress } from './rules.ts';

export interface TrunkLines {
  /** Our address on the internet, for whoever is not in our networks; null when nobody has to be told. */
  externalAddress: string | null;
  aors: { id: string; contact: string; outboundProxy: string }[];
  registrations: {
    id: string;
    serverUri: string;
    clientUri: string;
    contactUser: string;
    outboundProxy: string;
    expiry: number;
  }[];
  identifies: { id: string; match: string[] }[];
}

/** Names whose addresses somebody has to look up: calls from there belong to these trunks. */
export const namesOf = (read: Read): string[] => [...new Set(trunksInOrder(read).flatMap(namesOfTrunk))];

export const namesOfTrunk = (trunk: Trunk): string[] => [...new Set(hostsOf(trunk).filter((host) => !isAddress(host)))];

const hostsOf = (trunk: Trunk): string[] =>
  trunk.registersHere
    ? []
    : [trunk.host, trunk.outboundProxy.replace(/:[0-9]+$/, '').replace(/^\[|\]$/g, '')].filter((host) => host !== '');

/** `addressesOf`: what a name stands for, as last heard; none while nobody knows. */
export function trunkLines(read: Read, addressesOf: (name: string) => readonly string[]): TrunkLines {
  const active = trunksInOrder(read);
  const taken = new Set<string>();
  return {
    externalAddress: active.find((trunk) => trunk.externalAddress !== '')?.externalAddress ?? null,
    aors: active.map((trunk) => ({
      id: trunk.id,
      contact: trunk.registersHere ? '' : sipUri(trunk),
      outboundProxy: proxyUri(trunk),
    })),
    registrations: active
      .filter(({ kind }) => kind === 'registration')
      .map((trunk) => ({
        id: trunk.id,
        serverUri: sipUri(trunk),
        clientUri: `sip:${trunk.username}@${trunk.fromDomain || hostAndPort(trunk)}`,
        contactUser: trunk.id,
        outboundProxy: proxyUri(trunk),
        expiry: trunk.expiry,
      })),
    identifies: active
      .map((trunk) => {
        const found = hostsOf(trunk).flatMap((host) => (isAddress(host) ? [host] : addressesOf(host)));
        const more = trunk.addresses === '' ? [] : trunk.addresses.split(' ');
        // Two accounts at one carrier share its address: the first has it, and calls find the second by its login.
        const match = [...new Set([...found, ...more])].filter((one) => !taken.has(one)).sort();
        match.forEach((one) => taken.add(one));
        return { id: trunk.id, match: trunk.registersHere ? [] : match };
      })
      .filter(({ match }) => match.length > 0),
  };
}
