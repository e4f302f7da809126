/** A flow read as one sentence, for lists and for people who like words; what it leads to by name. */
import { destinationNext } from '../../core/destination.ts';
import type { Read } from '../../core/store.ts';
import { pagingGroups } from '../paging-groups/table.ts';
import { exitTo, stepName, targetName, type Flow } from './read.ts';
import { callFlows, flowSteps, type StepType } from './table.ts';
import { exitsOf } from './types.ts';

const endings = {
  busy: 'busy tone',
  'no-answer': 'the call ends',
  unreachable: 'message that nobody can be reached',
  'hang-up': 'hang up',
} as const;

const types: Readonly<Record<string, StepType>> = { ext: 'extension', grp: 'group', que: 'queue', cnf: 'conference' };

/** What a destination is called; empty for nowhere. */
export function destinationName(read: Read, destination: string): string {
  const next = destinationNext(destination);
  if (next === undefined) return '';
  if (next.to === 'number') return next.number;
  if (next.to === 'end') return endings[next.ending];
  const step = read.get(flowSteps, next.id);
  if (step) return stepName(read, step);
  const prefix = next.id.slice(0, next.id.indexOf('-'));
  if (prefix === 'vm') return `Voicemail of ${targetName(read, 'voicemail', next.id.slice('vm-'.length)) ?? 'nobody'}`;
  if (prefix === 'pag') return read.get(pagingGroups, next.id)?.name ?? 'a paging group that is gone';
  if (prefix === 'flw') return read.get(callFlows, next.id)?.name ?? 'a flow that is gone';
  const type = types[prefix];
  return (type && targetName(read, type, next.id)) ?? next.id;
}

/** For the history: where calls go instead of to something that is removed. */
export const insteadWords = (read: Read, instead: string | undefined): string =>
  instead === undefined ? '' : `; instead: ${destinationName(read, instead)}`;

/** Long flows are cut: a list shows how a flow begins. */
const longest = 220;

export function flowSentence(read: Read, flow: Flow): string {
  const seen = new Set<string>();
  const follow = (destination: string): string => {
    if (destination === '') return 'nowhere yet';
    const next = destinationNext(destination);
    const step = next?.to === 'node' ? read.get(flowSteps, next.id) : undefined;
    if (!step) return destinationName(read, destination);
    const name = stepName(read, step);
    if (seen.has(step.id)) return `${name} again`;
    seen.add(step.id);
    const exits = exitsOf(step)
      .map((exit) => ({ exit, to: exitTo(read, step.id, exit.name) }))
      .filter(({ exit, to }) => to !== '' || !exit.optional);
    const [only, ...others] = exits;
    if (!only) return name;
    if (others.length === 0)
      return `${name}, ${only.exit.label === 'then' ? 'then' : `${only.exit.label}:`} ${follow(only.to)}`;
    return `${name} (${exits.map(({ exit, to }) => `${exit.label}: ${follow(to)}`).join('; ')})`;
  };
  if (flow.entry === '') return '';
  const text = follow(flow.entry);
  return text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text;
}
