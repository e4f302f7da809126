/** A number of the public network: where its calls go. A reserved one is nobody's yet, and whoever calls it is told so. */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import { nextWords, target } from '../target.ts';

export interface PublicNumberNode {
  kind: 'public-number';
  id: string;
  number: string;
  label: string;
  isReserved: boolean;
  next: Next;
}

declare module '../node.ts' {
  interface NodeKinds {
    'public-number': PublicNumberNode;
  }
}

export const publicNumberKind: NodeKind<'public-number'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'public-number',
      ext: '',
      seconds: 0,
      next: node.isReserved ? 'end,reserved,1' : target(node.next),
      mode: '',
      shown: '',
      value: '',
    }),
  ],
  simulate(node, { at }) {
    const step = (code: string, words: string) => [{ at, node: node.id, code, words }];
    if (node.isReserved)
      return {
        rings: [],
        steps: step('reserved-number', `${node.label} is reserved and not in use yet.`),
        at,
        // What the caller's network makes of 404.
        then: { end: { kind: 'unknown-number', at } },
      };
    return {
      rings: [],
      steps: step('public-number', `The call is for ${node.label}: ${nextWords(node.next)}.`),
      at,
      then: { go: node.next },
    };
  },
  words: (node) =>
    node.isReserved
      ? `${node.label} is reserved: callers are told that the number is not in use.`
      : `For ${node.label}, ${nextWords(node.next)}.`,
  past: (node) =>
    node.isReserved ? `${node.label} is reserved, so the caller was refused` : `the call was for ${node.label}`,
  plain: (node, names) => [node.isReserved ? 'Goto(end,reserved,1)' : `Goto(${names.place(node.next)})`],
  exits: (node) => (node.isReserved ? [] : [{ label: 'always', next: node.next }]),
};
