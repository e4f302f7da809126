/**
 * Addresses that stand for the names of carriers. Asterisk would look them up only when it starts, and wait for it; here
 * they are looked up again and again in the background, so that a carrier may move, and what was last heard stays in force
 * while there is no internet.
 */
import { resolveSrv } from 'node:dns/promises';
import { lookup } from 'node:dns/promises';

export interface NameLookup {
  name: string;
  addresses: string[];
  at: number | null;
  problem: string | null;
}

export type Resolve = (name: string) => Promise<string[]>;

/** The hosts of its SIP services (RFC 3263 section 4) and its own addresses: calls may come from any of them. */
export const resolveName: Resolve = async (name) => {
  const services = await Promise.allSettled(
    ['_sip._udp', '_sip._tcp', '_sips._tcp'].map((service) => resolveSrv(`${service}.${name}`)),
  );
  const hosts = services.flatMap((found) => (found.status === 'fulfilled' ? found.value.map((one) => one.name) : []));
  const looked = await Promise.allSettled([name, ...hosts].map((host) => lookup(host, { all: true })));
  const addresses = looked.flatMap((found) =>
    found.status === 'fulfilled' ? found.value.map((one) => one.address) : [],
  );
  // A domain may have services and no address of its own.
  if (addresses.length === 0 && looked[0]?.status === 'rejected') throw looked[0].reason;
  return [...new Set(addresses)].sort();
};

export interface Names {
  addressesOf(name: string): readonly string[];
  lookups(names: readonly string[]): NameLookup[];
  /** Looks all of them up now; resolves to whether an address is different. */
  look(names: readonly string[]): Promise<boolean>;
}

export function keepNames(resolve: Resolve, now: () => number): Names {
  const known = new Map<string, NameLookup>();
  const unknown = (name: string): NameLookup => ({ name, addresses: [], at: null, problem: null });
  async function one(name: string): Promise<boolean> {
    const before = known.get(name) ?? unknown(name);
    try {
      const addresses = await resolve(name);
      known.set(name, { name, addresses, at: now(), problem: null });
      return addresses.join() !== before.addresses.join();
    } catch (error) {
      known.set(name, { ...before, problem: (error as NodeJS.ErrnoException).code ?? String(error) });
      return false;
    }
  }
  return {
    addressesOf: (name) => known.get(name)?.addresses ?? [],
    lookups: (names) => names.map((name) => known.get(name) ?? unknown(name)),
    look: async (names) => (await Promise.all(names.map(one))).includes(true),
  };
}
