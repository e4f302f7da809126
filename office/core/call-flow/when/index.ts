/** The `when` node: one way while a schedule is open, another while it is closed (spec G3). Asterisk asks at the moment of the call. */
import { projected } from '../../projection.ts';
import { scheduleWords } from '../../schedule/words.ts';
import { stateAt, type Schedule } from '../../schedule/schedule.ts';
import type { NodeKind } from '../kinds.ts';
import { schedulePlain } from './plain.ts';
import type { Next } from '../node.ts';
import { lastExit, reasonInWords } from '../past.ts';
import { nextWords, target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    when: WhenNode;
  }
}

export interface WhenNode {
  kind: 'when';
  id: string;
  schedule: Schedule;
  open: Next;
  closed: Next;
}

export const whenKind: NodeKind<'when'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'when',
      ext: '',
      seconds: 0,
      next: target(node.closed),
      mode: target(node.open),
      shown: '',
      value: node.schedule.id,
    }),
  ],
  simulate(node, { at, world }) {
    const { open, why } = stateAt(node.schedule, Math.floor(world.now / 1000 + at));
    const go = open ? node.open : node.closed;
    const words = `${node.schedule.label} is ${open ? 'open' : 'closed'}. ${why.words} So ${nextWords(go)}.`;
    return {
      rings: [],
      steps: [{ at, node: node.id, code: open ? 'open' : 'closed', words }],
      at,
      then: { go },
    };
  },
  words: (node) =>
    `While ${node.schedule.label} is open (${scheduleWords(node.schedule)}), ${nextWords(node.open)}; while it is closed, ${nextWords(node.closed)}.`,
  exits: (node) => [
    { label: 'open', next: node.open },
    { label: 'closed', next: node.closed },
  ],
  past(node, step) {
    const { word, about } = lastExit(step);
    const isOpen = word === 'open';
    return word === ''
      ? `the call came to the hours ${node.schedule.label}`
      : `${node.schedule.label} was ${isOpen ? 'open' : 'closed'} (${reasonInWords(isOpen, about, step.called)})`;
  },
  plain: (node, names) =>
    schedulePlain(node.schedule, `Goto(${names.place(node.open)})`, `Goto(${names.place(node.closed)})`),
};
