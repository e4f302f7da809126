/** The flow node: the way into a call flow. It does nothing but begin it, and names it where a call is explained. */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import { nextWords, target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    flow: FlowNode;
  }
}

export interface FlowNode {
  kind: 'flow';
  id: string;
  label: string;
  next: Next;
}

export const flowKind: NodeKind<'flow'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'flow',
      ext: '',
      seconds: 0,
      next: target(node.next),
      mode: '',
      shown: '',
      value: '',
    }),
  ],
  simulate: (node, { at }) => ({
    rings: [],
    steps: [{ at, node: node.id, code: 'flow', words: `The call enters the flow ${node.label}.` }],
    at,
    exit: 'entry',
    then: { go: node.next },
  }),
  words: (node) => `The flow ${node.label} begins: ${nextWords(node.next)}.`,
  exits: (node) => [{ name: 'entry', label: 'begins', next: node.next }],
  plain: (node, names) => [`Goto(${names.place(node.next)})`],
  past: (node) => `the call entered ${node.label}`,
};
