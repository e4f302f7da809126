/**
 * The hunt node: one device after another, each for its own ring time. `rotating` starts with the next member at each
 * call, `random` draws the order anew. A member that is busy, declines or is not connected is passed over at once.
 */
import { projected } from '../../projection.ts';
import { nextWords, target } from '../target.ts';
import { legRow } from '../leg-row.ts';
import type { HuntNode, Leg } from '../node.ts';
import type { NodeKind } from '../kinds.ts';
import { legNow, whileThere } from '../../plain/legs.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import { legsInWords } from '../past.ts';
import { presentLeg, ringable, ringTogether, type NodeContext, type NodeResult, type Ring } from '../simulate.ts';

export const huntKind: NodeKind<'hunt'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'hunt',
      ext: '',
      seconds: 0,
      next: target(node.next),
      mode: node.order,
      shown: node.shown,
      value: '',
    }),
    ...node.legs.map((leg, position) => legRow(node.id, leg, position)),
  ],
  simulate: simulateHunt,
  words: (node) => {
    if (node.legs.length === 0) return `${node.label} has no members: ${nextWords(node.next)}.`;
    const how = {
      fixed: 'one after another',
      rotating: 'one after another, each call starting with the next one',
      random: 'one after another, in a random order',
    }[node.order];
    return `${node.legs.map((leg) => `${leg.label} for ${leg.seconds} s`).join(', then ')}, ${how}. If nobody answers, ${nextWords(node.next)}.`;
  },
  exits: (node) => [{ label: 'nobody answers', next: node.next }],
  plain,
  past: (node, step) => legsInWords(node.label, step),
};

function plain(node: HuntNode, names: PlainNames): PlainLine[] {
  const next = `Goto(${names.place(node.next)})`;
  const legs = node.legs.map((home, index) => {
    const leg = legNow(home, names);
    if (leg.signedOut || leg.dnd || leg.forwarded || leg.device === '') return '-';
    return leg.unavailable ? `\${MEMBER${index}}` : `${leg.device}/${leg.seconds}/${leg.skipBusy ? 1 : 0}`;
  });
  // Hours decide at the moment of the call whether they are there.
  const asked = node.legs.flatMap((home, index): PlainLine[] => {
    const leg = legNow(home, names);
    if (!leg.unavailable || legs[index] === '-') return [];
    return [
      `Set(MEMBER${index}=-)`,
      ...whileThere(leg, names, `away-${index}`, [
        `Set(MEMBER${index}=${leg.device}/${leg.seconds}/${leg.skipBusy ? 1 : 0})`,
      ]),
    ];
  });
  if (legs.every((leg) => leg === '-')) return [next];
  const count = legs.length;
  const turn = `rotation/${names.context(node.id)}`;
  const list: Record<HuntNode['order'], string[]> = {
    fixed: [`Set(LEFT=${legs.join(',')})`],
    // The turn counts in the Asterisk database.
    rotating: [
      `Set(LEFT=${[...legs, ...legs].join(',')})`,
      `Set(TURN=$[0\${DB(${turn})} % ${count}])`,
      `Set(DB(${turn})=$[\${TURN} + 1])`,
      `Set(LEFT=\${CUT(LEFT,\\,,$[\${TURN} + 1]-$[\${TURN} + ${count}])})`,
    ],
    random: [`Set(LEFT=\${SORT(${legs.map((leg) => `${leg}:\${RAND(0,99999)}`).join(',')})})`],
  };
  const named = node.shown === '' ? [] : [`Set(CALLERID(name)=${node.shown}: \${NAME})`];
  return [
    ...asked,
    ...list[node.order],
    'Set(NAME=${CALLERID(name)})',
    ...named,
    'Gosub(one-after-another,s,1)',
    'Set(CALLERID(name)=${NAME})',
    next,
  ];
}

function simulateHunt(whole: HuntNode, context: NodeContext): NodeResult {
  const node = { ...whole, legs: whole.legs.map((leg) => presentLeg(leg, context)) };
  const order = inOrder(node, context);
  const rings: Ring[] = [];
  const { ring, steps } = ringable(order, node.id, context);
  let at = context.at;
  for (const leg of ring) {
    const outcome = ringTogether([{ ...leg, start: 0 }], { ...context, at });
    rings.push(...outcome.rings);
    steps.push({ at, node: node.id, code: 'ring', words: `${leg.label} rings.` });
    at += outcome.end;
    if (outcome.answeredBy) {
      steps.push({ at, node: node.id, code: 'answered', words: `${leg.label} answers.` });
      return { rings, steps, at, then: { end: { kind: 'answered', at, device: leg.device, label: leg.label } } };
    }
  }
  steps.push({
    at,
    node: node.id,
    code: 'no-answer',
    words: `Nobody in ${node.label} answers: ${nextWords(node.next)}.`,
  });
  return { rings, steps, at, then: { go: node.next } };
}

/**
 * The members in the order of this call. The rotation counts over all members that the flow has, signed out or not,
 * so that one person's do not disturb does not change everybody's turn.
 */
function inOrder(node: HuntNode, context: NodeContext): Leg[] {
  const { legs } = node;
  if (legs.length === 0 || node.order === 'fixed') return legs;
  if (node.order === 'rotating') {
    const first = context.world.rotation(node.id) % legs.length;
    return [...legs.slice(first), ...legs.slice(0, first)];
  }
  const drawn = context.world.shuffle(
    node.id,
    legs.map((leg) => leg.device),
    context.at,
  );
  return drawn.flatMap((device) => legs.find((leg) => leg.device === device) ?? []);
}
