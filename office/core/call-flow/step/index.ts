/**
 * The step node: a person, a group or a queue as a step of a call flow. With a next step, whatever keeps the call from
 * being answered leads there, and the own settings for that are not looked at; forwarding of all calls still counts. As
 * the last step it does what it does anywhere else (spec X7). Asterisk's view `flow` puts the two rows together.
 */
import { projected } from '../../projection.ts';
import { kindOf, type NodeKind } from '../kinds.ts';
import type { Next, Node } from '../node.ts';
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
  /** What it is about, as it is outside of the flow. */
  of: Node;
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
      value: node.of.id,
    }),
  ],
  simulate(node, context) {
    const base = inFlow(node);
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
  plain(node, names) {
    const inside = inFlow(node);
    return kindOf(inside).plain(inside, names);
  },
  past(node, step) {
    const inside = inFlow(node);
    return kindOf(inside).past(inside, step);
  },
};

/** The node as the flow has it. */
export function inFlow({ of, next, seconds }: StepNode): Node {
  const timed = seconds > 0 && of.kind === 'extension' ? { ...of, seconds } : of;
  return next === null ? timed : continued(timed, next);
}

/** The node with all ways on which nobody answers leading to `next`. */
function continued(node: Node, next: Next): Node {
  switch (node.kind) {
    case 'extension': {
      const away = node.unavailable && { unavailable: { ...node.unavailable, next } };
      return { ...node, ...away, onDnd: next, onBusy: next, onNoAnswer: next, onUnreachable: next };
    }
    case 'ring':
    case 'hunt':
      return { ...node, next };
    case 'queue':
      return { ...node, onFull: next, onLate: next, onEmpty: next };
    default:
      return node;
  }
}
