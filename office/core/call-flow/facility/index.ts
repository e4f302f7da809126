/** A service of the office that takes a call for itself: an announcement to a group of phones, a place to park. */
import { projected, type Target } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';

export interface FacilityNode {
  kind: 'facility';
  id: string;
  service: 'paging' | 'parking';
  label: string;
  /** What happens to the caller, as a sentence. */
  does: string;
  /** Where the program carries it out. */
  place: Target;
}

declare module '../node.ts' {
  interface NodeKinds {
    facility: FacilityNode;
  }
}

export const facilityKind: NodeKind<'facility'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'facility',
      ext: '',
      seconds: 0,
      next: 'end,unreachable,1',
      mode: '',
      shown: '',
      value: node.place,
    }),
  ],
  simulate: (node, { at }) => ({
    rings: [],
    steps: [{ at, node: node.id, code: node.service, words: node.does }],
    at,
    then: { end: { kind: 'service', at, service: node.id, label: node.label } },
  }),
  words: (node) => node.does,
  exits: () => [],
  /** The contexts stand with the features, see features/parking and features/paging-groups. */
  plain: (node, names) => [`Goto(${node.service === 'paging' ? `${names.context(node.id)}-phones,s,1` : node.place})`],
  past: (node) => `the call was with ${node.label}`,
};
