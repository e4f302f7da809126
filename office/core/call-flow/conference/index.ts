/** A conference room: whoever calls it talks with all others in it, after the PIN when it has one (spec G4). */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';

export interface ConferenceNode {
  kind: 'conference';
  id: string;
  label: string;
  asksPin: boolean;
  waitsForLeader: boolean;
}

declare module '../node.ts' {
  interface NodeKinds {
    conference: ConferenceNode;
  }
}

export const conferenceKind: NodeKind<'conference'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'conference',
      ext: '',
      seconds: 0,
      next: 'end,unreachable,1',
      mode: '',
      shown: '',
      value: '',
    }),
  ],
  simulate: (node, { at }) => ({
    rings: [],
    steps: [{ at, node: node.id, code: 'conference', words: words(node) }],
    at,
    answeredAt: at,
    then: { end: { kind: 'service', at, service: node.id, label: `The caller is in ${node.label}` } },
  }),
  words,
  exits: () => [],
  past: (node) => `the caller was in ${node.label}`,
};

function words(node: ConferenceNode): string {
  const pin = node.asksPin ? 'asks for the PIN and then ' : '';
  const wait = node.waitsForLeader ? ' Until a leader is there, members hear music.' : '';
  return `${node.label} ${pin}puts the caller together with all who are in it.${wait}`;
}
