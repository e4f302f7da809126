/**
 * The ring node: several devices, each with its own start and ring time, so that calls escalate (spec G1). Devices
 * ring together where their times overlap; the first to answer takes the call.
 */
import { projected } from '../../projection.ts';
import { nextWords, target } from '../target.ts';
import { legRow } from '../leg-row.ts';
import type { RingNode } from '../node.ts';
import type { NodeKind } from '../kinds.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import { legsInWords } from '../past.ts';
import { ringable, ringTogether, type NodeContext, type NodeResult } from '../simulate.ts';

/** Seconds until the last leg is over. */
export function ringSeconds(node: Pick<RingNode, 'legs'>): number {
  return Math.max(0, ...node.legs.map((leg) => leg.start + leg.seconds));
}

export const ringKind: NodeKind<'ring'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'ring',
      ext: '',
      seconds: ringSeconds(node),
      next: target(node.next),
      mode: '',
      shown: node.shown,
      value: '',
    }),
    ...node.legs.map((leg, position) => legRow(node.id, leg, position)),
  ],
  simulate: simulateRing,
  words: (node) => {
    if (node.legs.length === 0) return `${node.label} has no members: ${nextWords(node.next)}.`;
    const parts = [...node.legs]
      .sort((a, b) => a.start - b.start)
      .map((leg) =>
        leg.start === 0
          ? `${leg.label} rings at once for ${leg.seconds} s`
          : `${leg.label} joins after ${leg.start} s for ${leg.seconds} s`,
      );
    return `${parts.join('; ')}. If nobody answers, ${nextWords(node.next)}.`;
  },
  exits: (node) => [{ label: 'nobody answers', next: node.next }],
  plain,
  past: (node, step) => legsInWords(node.label, step),
};

function plain(node: RingNode, names: PlainNames): PlainLine[] {
  const total = ringSeconds(node);
  const legs = node.legs.filter((leg) => !leg.signedOut && !leg.dnd && !leg.forwarded);
  const next = `Goto(${names.place(node.next)})`;
  if (legs.length === 0) return [next];
  const lines = legs.flatMap((leg): PlainLine[] => {
    const isWhole = leg.start === 0 && leg.seconds >= total;
    if (!isWhole)
      return [`Set(LEGS=\${LEGS}Local/${leg.start}-${leg.seconds}-${leg.skipBusy ? 1 : 0}-${leg.device}@leg/n&)`];
    const add = `Set(LEGS=\${LEGS}PJSIP/${leg.device}&)`;
    if (!leg.skipBusy) return [add];
    return [`Gosub(in-call,${leg.ext},1)`, `ExecIf($["\${GOSUB_RETVAL}" != "1"]?${add})`];
  });
  const named = node.shown === '' ? [] : [`Set(CALLERID(name)=${node.shown}: \${NAME})`];
  return [
    'Set(LEGS=)',
    ...lines,
    'Set(LEGS=${STRREPLACE(LEGS,PJSIP/${CHANNEL(endpoint)}&)})',
    'GotoIf($["${LEGS}" = ""]?over)',
    'Set(__CALLER=${CHANNEL(endpoint)})',
    'Set(NAME=${CALLERID(name)})',
    ...named,
    `Dial(\${LEGS:0:-1},${total})`,
    'Set(CALLERID(name)=${NAME})',
    { label: 'over', app: next },
  ];
}

function simulateRing(node: RingNode, context: NodeContext): NodeResult {
  const { ring, steps, heldUntil } = ringable(node.legs, node.id, context);
  const outcome = ringTogether(ring, context);
  const end = context.at + (outcome.answeredBy ? outcome.end : Math.max(outcome.end, heldUntil));
  for (const one of outcome.rings) {
    steps.push({ at: one.from, node: node.id, code: 'ring', words: `${one.label} rings.` });
  }
  if (outcome.answeredBy) {
    const { device, label } = outcome.answeredBy;
    steps.push({ at: end, node: node.id, code: 'answered', words: `${label} answers.` });
    return { rings: outcome.rings, steps, at: end, then: { end: { kind: 'answered', at: end, device, label } } };
  }
  steps.push({
    at: end,
    node: node.id,
    code: 'no-answer',
    words: `Nobody in ${node.label} answers: ${nextWords(node.next)}.`,
  });
  return { rings: outcome.rings, steps, at: end, then: { go: node.next } };
}
