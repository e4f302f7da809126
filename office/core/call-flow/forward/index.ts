/** The forward node: the call goes to a number, inside or outside, for good. A number of the outside is called for the office. */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import { target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    forward: ForwardNode;
  }
}

export interface ForwardNode {
  kind: 'forward';
  id: string;
  label: string;
  /** Digits of the office or `+E164`; null while nothing is chosen. */
  number: string | null;
}

const nextOf = ({ number }: ForwardNode): Next =>
  number === null ? { to: 'end', ending: 'unreachable' } : { to: 'number', number };

export const forwardKind: NodeKind<'forward'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'forward',
      ext: '',
      seconds: 0,
      next: target(nextOf(node)),
      mode: '',
      shown: '',
      value: '',
    }),
  ],
  simulate: (node, { at }) => ({
    rings: [],
    steps: [{ at, node: node.id, code: 'forward', words: words(node) }],
    at,
    exit: 'number',
    then: { go: nextOf(node) },
  }),
  words,
  exits: (node) => [{ name: 'number', label: 'number', next: nextOf(node) }],
  plain: (node, names) => ['Set(BY=office)', `Goto(${names.place(nextOf(node))})`],
  past: (node) => `the call was forwarded to ${node.number ?? 'nowhere'}`,
};

function words(node: ForwardNode): string {
  return node.number === null
    ? 'The call should be forwarded, but no number is chosen: the caller hears that nobody can be reached.'
    : `The call is forwarded to ${node.number}.`;
}
