/**
 * The ring node: several devices, each with its own start and ring time, so that calls escalate (spec G1). Devices
 * ring together where their times overlap; the first to answer takes the call.
 */
import { projected } from '../../projection.ts';
import { dialable, nextWords, target } from '../target.ts';
import { legRow } from '../leg-row.ts';
import type { Leg, RingNode } from '../node.ts';
import type { NodeKind } from '../kinds.ts';
import { ringing, whileThere } from '../../plain/legs.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import { legsInWords } from '../past.ts';
import { callOutside } from '../outside/simulate.ts';
import { ringable, ringTogether, type NodeContext, type NodeResult, type Ring } from '../simulate.ts';

/** Seconds until the last leg is over. */
export function ringSeconds(node: Pick<RingNode, 'legs' | 'outside'>): number {
  return Math.max(0, node.outside?.seconds ?? 0, ...node.legs.map((leg) => leg.start + leg.seconds));
}

export const ringKind: NodeKind<'ring'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'ring',
      ext: '',
      seconds: ringSeconds(node),
      next: target(node.next),
      mode: node.outside?.by ?? '',
      shown: node.shown,
      value: node.outside === undefined ? '' : dialable(node.outside.number),
    }),
    ...node.legs.map((leg, position) => legRow(node.id, leg, position)),
  ],
  simulate: simulateRing,
  words: (node) => {
    if (node.legs.length === 0 && !node.outside) return `${node.label} has no members: ${nextWords(node.next)}.`;
    const parts = [...node.legs]
      .sort((a, b) => a.start - b.start)
      .map((leg) =>
        leg.start === 0
          ? `${leg.label} rings at once for ${leg.seconds} s`
          : `${leg.label} joins after ${leg.start} s for ${leg.seconds} s`,
      );
    if (node.outside) parts.push(`${node.outside.number} rings outside at once for ${node.outside.seconds} s`);
    return `${parts.join('; ')}. If nobody answers, ${nextWords(node.next)}.`;
  },
  exits: (node) => [{ label: 'nobody answers', next: node.next }],
  plain,
  past: (node, step) =>
    node.outside && !step.legs.some(({ end }) => end === 'answered')
      ? `${node.label} and ${node.outside.number} outside rang together`
      : legsInWords(node.label, step),
};

function plain(node: RingNode, names: PlainNames): PlainLine[] {
  const total = ringSeconds(node);
  const legs = ringing(node.legs, names);
  const next = `Goto(${names.place(node.next)})`;
  if (legs.length === 0 && !node.outside) return [next];
  const lines = legs.flatMap((leg, index) => whileThere(leg, names, `away-${index}`, added(leg)));
  function added(leg: Leg): PlainLine[] {
    const isWhole = leg.start === 0 && leg.seconds >= total;
    if (!isWhole)
      return [`Set(LEGS=\${LEGS}Local/${leg.start}-${leg.seconds}-${leg.skipBusy ? 1 : 0}-${leg.device}@leg/n&)`];
    const add = `Set(LEGS=\${LEGS}PJSIP/${leg.device}&)`;
    if (!leg.skipBusy) return [add];
    return [`Gosub(in-call,${leg.device.slice(0, -2)},1)`, `ExecIf($["\${GOSUB_RETVAL}" != "1"]?${add})`];
  }
  const named = node.shown === '' ? [] : [`Set(CALLERID(name)=${node.shown}: \${NAME})`];
  return [
    'Set(LEGS=)',
    ...lines,
    ...(node.outside
      ? [`Set(LEGS=\${LEGS}Local/${dialable(node.outside.number)}*${node.outside.by}@passed-on/n&)`]
      : []),
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
  const inside = ringTogether(ring, context);
  const out = node.outside && ringOutside(node.outside, context);
  steps.push(...(out?.steps ?? []));
  const answer = out?.answer && !(inside.answeredBy && inside.end <= out.seconds) ? out.answer : undefined;
  const over = answer && out ? out.seconds : inside.end;
  const end = context.at + (answer || inside.answeredBy ? over : Math.max(over, heldUntil, out?.seconds ?? 0));
  const rings = answer ? inside.rings.flatMap((one) => cutShort(one, end)) : inside.rings;
  for (const one of rings) {
    steps.push({ at: one.from, node: node.id, code: 'ring', words: `${one.label} rings.` });
  }
  if (answer) {
    steps.push({ at: end, node: node.id, code: 'answered', words: `${answer.number} outside answers.` });
    return { rings, steps, at: end, then: { end: { ...answer, at: end } } };
  }
  if (inside.answeredBy) {
    const { device, label } = inside.answeredBy;
    steps.push({ at: end, node: node.id, code: 'answered', words: `${label} answers.` });
    return { rings, steps, at: end, then: { end: { kind: 'answered', at: end, device, label } } };
  }
  steps.push({
    at: end,
    node: node.id,
    code: 'no-answer',
    words: `Nobody in ${node.label} answers: ${nextWords(node.next)}.`,
  });
  return { rings, steps, at: end, then: { go: node.next } };
}

/** What the number outside does within its time; `seconds` is when that is over. */
function ringOutside({ number, by, seconds }: NonNullable<RingNode['outside']>, context: NodeContext) {
  const { source, world, at } = context;
  const route = source.outside?.(number, by, false, world.now + at * 1000);
  if (!route) return undefined;
  const { steps, ending } = callOutside(route, world, at);
  const after = Math.min(ending.at - at, seconds);
  return {
    steps: steps.filter((step) => step.code !== 'outside' && step.at <= at + seconds),
    answer: ending.kind === 'outside' && ending.at - at < seconds ? ending : undefined,
    seconds: after,
  };
}

/** Somebody outside answered at that moment. */
const cutShort = (one: Ring, end: number): Ring[] =>
  one.from >= end ? [] : [one.to < end ? one : { ...one, to: end, end: 'elsewhere' }];
