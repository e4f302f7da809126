/** Trunks as other features read them. */
import { destinationNext } from '../../core/destination.ts';
import type { Next } from '../../core/call-flow/node.ts';
import type { Read, Row } from '../../core/store.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { trunks } from './table.ts';

export type Trunk = Row<typeof trunks>;
export type PublicNumber = Row<typeof publicNumbers>;

/** Those that are in use, in the order in which they are tried. */
export function trunksInOrder(read: Read): Trunk[] {
  return read.all(trunks, { enabled: true }).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

export function mainNumber(read: Read, siteId: string): PublicNumber | undefined {
  const id = read.get(sites, siteId)?.mainNumberId;
  return id ? read.get(publicNumbers, id) : undefined;
}

/** Where the calls of a site go that nothing else says: where its main number leads. */
export function siteNext(read: Read, siteId: string): Next {
  const main = mainNumber(read, siteId);
  const next = main?.status === 'active' ? destinationNext(main.destination) : undefined;
  return next ?? { to: 'end', ending: 'unreachable' };
}

/** Where a call of an active number goes: to its destination, or with none chosen where those of the site go. */
export const numberNext = (read: Read, number: PublicNumber): Next =>
  destinationNext(number.destination) ?? siteNext(read, number.siteId);

/** Where a call goes that came by this trunk for a number that nobody has. */
export const trunkNext = (read: Read, trunk: Trunk): Next =>
  destinationNext(trunk.destination) ?? siteNext(read, trunk.siteId);
