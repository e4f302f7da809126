/**
 * The step node: a person, a group or a queue as a step of a call flow. With a next step, whatever keeps the call from
 * being answered leads there, and the own settings for that are not looked at; forwarding of all calls still counts. As
 * the last step it does what it does anywhere else (spec X7). Asterisk's view `flow` puts the two rows together.
 */
import { projected } from '../../projection.ts';
import { kindOf, type NodeKind } from '../kinds.ts';
import type { Next, Node } from '../node.ts';
import type { FlowSource } from '../node.ts';
import { nextWords, target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    step: StepNode;
  }
}

export interface StepNode {
  kind: 'step';
  id: string;
  label: string;
  /** Id of the node whose phones ring. */
  of: string;
  /** Null: the last step. */
  next: Next | null;
  /** How long an extension rings; 0: as long as it does anywhere else. */
  seconds: number;
}

export const stepKind: NodeKind<'step'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'step',
      ext: '',
      seconds: node.seconds,
      next: node.next === null ? '' : target(node.next),
      mode: '',
      shown: '',
      value: node.of,
    }),
  ],
  simulate(node, context) {
    const base = inFlow(node, context.source);
    const result = kindOf(base).simulate(base, context);
    return {
      ...result,
      steps: result.steps.map((step) => (step.node === base.id ? { ...step, node: node.id } : step)),
      ...('go' in result.then && node.next !== null && result.then.go === node.next ? { exit: 'next' } : {}),
    };
  },
  words: (node) =>
    node.next === null
      ? `The call goes to ${node.label}; what nobody answers goes by the settings there.`
      : `The call goes to ${node.label}; if nobody answers, ${nextWords(node.next)}.`,
  exits: (node) => (node.next === null ? [] : [{ name: 'next', label: 'nobody answers', next: node.next }]),
  past: (node) => `the call came to ${node.label}`,
};

/** The node as the flow has it. */
export function inFlow({ of, next, seconds }: StepNode, source: FlowSource): Node {
  const base = source.byId(of);
  if (base === undefined) throw new Error(`a step of a call flow names the missing node ${of}`);
  const timed = seconds > 0 && base.kind === 'extension' ? { ...base, seconds } : base;
  return next === null ? timed : continued(timed, next);
}

/** The node with all ways on which nobody answers leading to `next`. */
function continued(node: Node, next: Next): Node {
  switch (node.kind) {
    case 'extension':
      return { ...node, onDnd: next, onBusy: next, onNoAnswer: next, onUnreachable: next };
    case 'ring':
    case 'hunt':
      return { ...node, next };
    case 'queue':
      return { ...node, onFull: next, onLate: next, onEmpty: next };
    default:
      return node;
  }
}
