/** The projected row of a leg, the same for every kind that rings devices. */
import { projected, type ProjectedRow } from '../projection.ts';
import type { Leg } from './node.ts';

export function legRow(node: string, leg: Leg, position: number): ProjectedRow {
  return projected('leg', {
    id: `${node}.${position}`,
    node,
    position,
    device: leg.device,
    ext: leg.ext,
    member: leg.identity,
    start: leg.start,
    seconds: leg.seconds,
    skip_busy: leg.skipBusy ? 1 : 0,
    signed_out: leg.signedOut ? 1 : 0,
  });
}
