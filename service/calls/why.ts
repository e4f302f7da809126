/**
 * Why a past call went where it went: one sentence and its steps, from what Asterisk recorded while the call ran. The
 * office's rows of today only lend their names; what decided is what was decided then.
 */
import { kindOf } from '../../office/core/call-flow/kinds.ts';
import type { FlowSource } from '../../office/core/call-flow/node.ts';
import type { PastLeg, PastStep } from '../../office/core/call-flow/past.ts';
import type { Read } from '../../office/core/store.ts';
import { routeOfNode } from '../describe-node.ts';
import { deviceOf, timesOf, type CdrRow } from './cdr.ts';
import type { CallRecords } from './history.ts';
import { namer } from './names.ts';

export interface WhyStep {
  at: number;
  /** Id of the node; empty for an ending. */
  node: string;
  /** Page of what stands behind the node, without the leading `#`. */
  route: string | null;
  words: string;
}

export interface Why {
  /** "Nobody answered at 101 Anna Weber within 18 s, so the voicemail of 101 Anna Weber took the call." */
  sentence: string;
  steps: WhyStep[];
}

export function explain(records: CallRecords, read: Read, flows: FlowSource): Why {
  const steps = stepsOf(records, read);
  const told = steps.map((step) => ({
    at: step.at,
    node: step.node,
    route: routeOfNode(step.node, read),
    words: clauseOf(step, flows),
  }));
  const ending = endingOf(records, steps);
  const all = ending === undefined ? told : [...told, ending];
  return {
    sentence: sentenceOf(all.map(({ words }) => words)),
    steps: all.map((step) => ({ ...step, words: capital(`${step.words}.`) })),
  };
}

/** The way of the calling channel: a transfer's other calls have lines of their own. */
function stepsOf({ rows, events, line }: CallRecords, read: Read): PastStep[] {
  const caller = String(rows.find((row) => row.uniqueid === row.linkedid)?.channel ?? rows[0]?.channel ?? '');
  const own = events.filter((event) => event.channel === caller);
  const nodes = own.filter((event) => event.name === 'node');
  const over = line.at + line.ringSeconds * 1000;
  const legs = legsOf(rows, read);
  return nodes.map((event, index) => {
    const next = nodes[index + 1]?.at ?? Math.max(over, event.at);
    const isHere = (at: number) => at >= event.at && at < next;
    return {
      node: event.place,
      at: event.at,
      seconds: Math.round((next - event.at) / 1000),
      decided: event.text,
      exits: own.filter((one) => one.name === 'exit' && isHere(one.at)).map((one) => one.text),
      // A record knows whole seconds, and the node that it belongs to unless a local channel stands between.
      legs: legs
        .filter((leg) => (leg.node === null ? isHere(leg.at + 999) : leg.node === event.place))
        .map(({ label, seconds, end }) => ({ label, seconds, end })),
    };
  });
}

type Leg = PastLeg & { node: string | null; at: number };

function legsOf(rows: readonly CdrRow[], read: Read): Leg[] {
  const time = timesOf(rows);
  const nameOf = namer(read);
  return rows.flatMap((row) => {
    const device = deviceOf(row.dstchannel);
    if (device === null) return [];
    const at = time(row.start_at);
    const isAnswered = row.disposition === 'ANSWERED';
    const { number, label } = nameOf(device);
    return [
      {
        node: String(row.dcontext).startsWith('node-') ? String(row.dst) : null,
        at,
        label: `${number} ${label}`.trim() || device,
        seconds: Math.round((time(isAnswered ? row.answer_at : row.end_at) - at) / 1000),
        end: isAnswered ? 'answered' : row.disposition === 'BUSY' ? 'busy' : 'unanswered',
      } satisfies Leg,
    ];
  });
}

function clauseOf(step: PastStep, flows: FlowSource): string {
  const node = flows.byId(step.node);
  if (!node) return 'the call came to something that has been removed since';
  return kindOf(node).past?.(node, step) ?? `the call came to “${kindOf(node).words(node)}”`;
}

const endings: Readonly<Record<string, string>> = {
  busy: 'the caller heard the busy tone',
  'no-answer': 'the call ended',
  unreachable: 'the caller heard that nobody could be reached',
  'hang-up': 'the call was ended',
  loop: 'it ended, because it had been passed on too often',
};

/** How it ended, where the last step does not say so itself. */
function endingOf({ line, rows }: CallRecords, steps: readonly PastStep[]): WhyStep | undefined {
  const at = line.at + line.ringSeconds * 1000;
  const step = (words: string): WhyStep => ({ at, node: '', route: null, words });
  const last = rows.at(-1);
  if (last?.dcontext === 'end') {
    const place = String(last.dst);
    if (place === 'unknown-number') return step(`the caller heard that there is no ${line.dialled} in this office`);
    const words = endings[place];
    if (words !== undefined) return step(words);
  }
  if (line.ending === 'answered' || line.ending === 'voicemail')
    return steps.length > 0
      ? undefined
      : step(line.ending === 'voicemail' ? 'voicemail took the call' : 'it was answered');
  return step(`the caller hung up after ${line.ringSeconds} s`);
}

/** "a, then b, so c." */
function sentenceOf(clauses: readonly string[]): string {
  const last = clauses.at(-1);
  if (last === undefined) return '';
  const before = clauses.slice(0, -1);
  return `${capital(before.length === 0 ? last : `${before.join(', then ')}, so ${last}`)}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
