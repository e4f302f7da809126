/** The caller node: one way for certain callers, another for all others. */
import { projected } from '../../projection.ts';
import type { NodeKind } from '../kinds.ts';
import type { Next } from '../node.ts';
import type { Call } from '../simulate.ts';
import { lastExit } from '../past.ts';
import { nextWords, target } from '../target.ts';

declare module '../node.ts' {
  interface NodeKinds {
    caller: CallerNode;
  }
}

export const callerKinds = ['numbers', 'anonymous', 'internal'] as const;

export interface CallerNode {
  kind: 'caller';
  id: string;
  label: string;
  who: (typeof callerKinds)[number];
  /** Whole numbers, or beginnings of numbers with a `*` at the end: `101`, `+4930*`. */
  numbers: string[];
  yes: Next;
  no: Next;
}

/** Digits, plus and anchors only: it stands in an expression of the dialplan. */
export function callerPattern(numbers: readonly string[]): string {
  return `^(${numbers
    .map((number) => (number.endsWith('*') ? number.slice(0, -1) : `${number}$`).replace('+', '[+]'))
    .join('|')})`;
}

export const callerKind: NodeKind<'caller'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'caller',
      ext: '',
      seconds: 0,
      next: target(node.no),
      mode: node.who,
      shown: target(node.yes),
      value: node.who === 'numbers' ? callerPattern(node.numbers) : '',
    }),
  ],
  simulate(node, { at, call }) {
    const isOne = matches(node, call);
    const go = isOne ? node.yes : node.no;
    const shown = call.from === '' ? 'The caller shows no number' : `The caller shows ${call.from}`;
    const words = `${shown}, which is ${isOne ? '' : 'not '}${meant(node)}: ${nextWords(go)}.`;
    return {
      rings: [],
      steps: [{ at, node: node.id, code: isOne ? 'caller-yes' : 'caller-no', words }],
      at,
      exit: isOne ? 'yes' : 'no',
      then: { go },
    };
  },
  words: (node) => `If the caller is ${meant(node)}, ${nextWords(node.yes)}; otherwise ${nextWords(node.no)}.`,
  exits: (node) => [
    { name: 'yes', label: 'yes', next: node.yes },
    { name: 'no', label: 'no', next: node.no },
  ],
  plain(node, names) {
    const isOne = {
      numbers: `"\${FILTER(0-9+,\${CALLERID(num)})}" =~ "${callerPattern(node.numbers)}"`,
      anonymous: '"${FILTER(0-9,${CALLERID(num)})}" = "" | "${CALLERID(num-pres):0:6}" = "prohib"',
      internal: '"${EXT}" != ""',
    }[node.who];
    return [`GotoIf($[${isOne}]?${names.place(node.yes)})`, `Goto(${names.place(node.no)})`];
  },
  past(node, step) {
    const { word, about } = lastExit(step);
    if (word === '') return `${node.label} looked at the caller`;
    const shown = about === '' ? 'the caller showed no number' : `the caller showed ${about}`;
    return `${shown}, which is ${word === 'yes' ? '' : 'not '}${meant(node)}`;
  },
};

function matches(node: CallerNode, call: Call): boolean {
  switch (node.who) {
    case 'numbers':
      return node.numbers.length > 0 && new RegExp(callerPattern(node.numbers)).test(call.from);
    case 'anonymous':
      return !/[0-9]/.test(call.from);
    case 'internal':
      return call.ext !== undefined;
  }
}

function meant(node: CallerNode): string {
  switch (node.who) {
    case 'numbers':
      return node.numbers.length === 1 ? (node.numbers[0] ?? '') : `one of ${node.numbers.join(', ')}`;
    case 'anonymous':
      return 'somebody who hides the number';
    case 'internal':
      return 'a phone of the office';
  }
}
