/**
 * Where calls go, as one column of a configuration table: a person, a group, a flow, somebody's voicemail, a number, or an
 * ending. The text is `node:<id of a node>`, `number:<digits or +digits>`, `end:<ending>`, or empty for "not chosen".
 */
import { z } from 'zod';
import type { Next } from './call-flow/node.ts';
import { numberOwner, type Reference } from './feature.ts';

export type Destination = string;

/** The row without which a node cannot be, by the prefix of the node's id. */
const tableOf: Readonly<Record<string, string>> = {
  ext: 'extensions',
  vm: 'extensions',
  fa: 'extensions',
  grp: 'ring_groups',
  flw: 'call_flows',
  fst: 'flow_steps',
  que: 'queues',
  cnf: 'conference_rooms',
  pag: 'paging_groups',
  num: 'public_numbers',
};

export const destination = z
  .string()
  .regex(
    /^(|node:[a-z]{2,4}-[a-z0-9-]{1,40}|number:\+?[0-9]{2,15}|end:(busy|no-answer|unreachable|hang-up))$/,
    'Choose where the call goes.',
  );

export const nodeDestination = (id: string): Destination => `node:${id}`;

/** Undefined when nothing is chosen. */
export function destinationNext(text: Destination): Next | undefined {
  const [kind, value = ''] = split(text);
  switch (kind) {
    case 'node':
      return { to: 'node', id: value };
    case 'number':
      return { to: 'number', number: value };
    case 'end':
      return { to: 'end', ending: value as Extract<Next, { to: 'end' }>['ending'] };
    default:
      return undefined;
  }
}

/** Rows of which the destination is made: they cannot be removed while somebody's calls go there. */
export function destinationUses(text: Destination): Reference[] {
  const [kind, value = ''] = split(text);
  if (kind === 'number') return value.startsWith('+') ? [] : [{ table: numberOwner, id: value }];
  if (kind !== 'node') return [];
  const row = rowOfNode(value);
  if (row === undefined) throw new Error(`no table is known for the node ${value}`);
  return [row];
}

/** The row behind a node by its id; undefined for a node that is no row's, such as a parking place. */
export function rowOfNode(id: string): Reference | undefined {
  const prefix = id.slice(0, id.indexOf('-'));
  const table = tableOf[prefix];
  return table === undefined
    ? undefined
    : { table, id: prefix === 'vm' || prefix === 'fa' ? id.slice(prefix.length + 1) : id };
}

function split(text: Destination): [string, string?] {
  const at = text.indexOf(':');
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
