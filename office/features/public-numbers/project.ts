/** A public number as Asterisk reads it: its node, where calls from outside find it, and the dialled form 0049... inside. */
import { kindOf } from '../../core/call-flow/kinds.ts';
import { dialable } from '../../core/call-flow/target.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { sites } from '../sites/table.ts';
import { publicNumberNode } from './flow.ts';
import { publicNumbers } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    inbound: { id: string; trunk: string; target: Target };
  }
}

const ofSite = (read: Read, siteId: string) => read.all(publicNumbers, { siteId }).map(({ id }) => id);

export const publicNumberProjector = projector({
  owner: publicNumbers,
  rows(read, number) {
    const node = publicNumberNode(read, number);
    const target = `flow,${number.id},1` as const;
    return [
      ...kindOf(node).rows(node),
      projected('inbound', { id: number.number, trunk: number.trunkId ?? '', target }),
      projected('dial', { number: dialable(number.number), target }),
    ];
  },
  affectedBy: [
    affected(sites, (site, read) => ofSite(read, site.id)),
    // The main number of a site says where the others go that have no place of their own.
    affected(publicNumbers, (number, read) =>
      read.get(sites, number.siteId)?.mainNumberId === number.id ? ofSite(read, number.siteId) : [],
    ),
  ],
});
