/** Readable, unique names of contexts and endpoints, made of the numbers of what stands behind them. */
import { rowOfNode } from '../destination.ts';
import type { Next } from '../call-flow/node.ts';
import { dialable } from '../call-flow/target.ts';
import type { PlainNames } from './plain.ts';

/** What a node is, by the prefix of its id. */
const words: Readonly<Record<string, string>> = {
  ext: 'extension',
  vm: 'voicemail',
  fa: 'forwarded',
  grp: 'group',
  flw: 'flow',
  fst: 'step',
  num: 'number',
  que: 'queue',
  cnf: 'conference',
  pag: 'paging',
  prk: 'parking',
  sch: 'hours',
};

/** `numberOf`: the number of the row behind a node, e.g. of an extension's id; undefined when it has none. */
export function plainNames(
  numberOf: (table: string, id: string) => string | undefined,
  firstDigits = '',
  now = 0,
): PlainNames {
  const context = (node: string): string => {
    const prefix = node.slice(0, node.indexOf('-'));
    const rest = node.slice(prefix.length + 1);
    const behind = rowOfNode(node);
    const number = behind && numberOf(behind.table, behind.id);
    return `${words[prefix] ?? prefix}-${number ?? rest}`;
  };
  const extension = (id: string) => numberOf('extensions', id) ?? id;
  return {
    context,
    firstDigits,
    extension,
    now,
    hours: (schedule) => context(schedule),
    secret: (what, id) => `${what}_${context(id).replace(/[^A-Za-z0-9]/g, '_')}`.toUpperCase(),
    place(next: Next) {
      switch (next.to) {
        case 'node':
          return `${context(next.id)},s,1`;
        case 'number':
          return `passed-on,${dialable(next.number)},1`;
        case 'end':
          return `end,${next.ending},1`;
      }
    },
  };
}
