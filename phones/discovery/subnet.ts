/** Whether a sender is on the wire of the address we serve: phones ask their own network, nobody else is answered. */

import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** The network of one of this computer's own addresses, or undefined when it has no such address. */
export function subnetOf(address: string): string | undefined {
  return (
    Object.values(networkInterfaces())
      .flatMap((infos) => infos ?? [])
      .find((info) => info.address === address)?.cidr ?? undefined
  );
}

export function isInSubnet(address: string, cidr: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const candidate = ipaddr.parse(address);
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return candidate.kind() === network.kind() && candidate.match(network, bits);
}

const OFFICE = new Set(['private', 'loopback', 'linkLocal', 'carrierGradeNat', 'uniqueLocal']);

/** Addresses that can be inside an office; a public source never gets a phone file. */
export const isOfficeAddress = (address: string): boolean =>
  ipaddr.isValid(address) && OFFICE.has(ipaddr.parse(address).range());

/** `::ffff:10.0.0.9` is 10.0.0.9. */
export const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/i, '');
