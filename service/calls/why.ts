/**
 * Why a past call went where it went: one sentence and its steps, from what Asterisk recorded while the call ran. Ids stand
 * in the records; what they were called then stands in the journal, so that a name survives its removal.
 */
import type { Office } from '../../db/office.ts';
import { kindOf } from '../../office/core/call-flow/kinds.ts';
import type { FlowSource } from '../../office/core/call-flow/node.ts';
import type { PastLeg, PastStep } from '../../office/core/call-flow/past.ts';
import { rowOfNode } from '../../office/core/destination.ts';
import type { Read } from '../../office/core/store.ts';
import { routeOfNode } from '../describe-node.ts';
import { deviceOf, timesOf, type CdrRow } from './cdr.ts';
import type { CelEvent } from './cel.ts';
import type { CallRecords } from './history.ts';
import { isTrunk, namer } from './names.ts';
import { codeStep, endings, handStep, helpSteps, outsideSteps, type Told } from './why-words.ts';

export interface WhyStep {
  at: number;
  /** Id of the node; empty where none is behind it. */
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

type Known = Pick<Office, 'read' | 'labelAt'>;

export function explain(records: CallRecords, office: Known, flows: FlowSource): Why {
  const { read } = office;
  const { rows, events, line } = records;
  const called = nameThen(office, line.at);
  const followed = channelsOf(rows, events);
  const legs = legsOf(rows, read, called);
  const phones = legs.filter(({ trunk }) => trunk === null);
  const own = events.filter((event) => followed.has(event.channel));
  const told: Told[] = [
    ...arrival(records, own, called),
    ...codeStep(line, read),
    ...nodeSteps(own, phones, records, called).map((step) => ({
      at: step.at,
      node: step.node,
      words: clauseOf(step, flows, called),
    })),
    ...outsideSteps(own, legs, called, line.dialled),
    ...outsideSteps(answeredBeside(events, legs), legs, called, line.dialled),
    ...helpSteps(records, legs, read),
    ...events.flatMap((event) => handStep(event, (channel) => namer(read)(deviceOf(channel) ?? ''))),
  ].sort((a, b) => a.at - b.at);
  const ending = endingOf(records, told);
  const steps = ending === undefined ? told : [...told, ending];
  return {
    sentence: sentenceOf(steps.map(({ words }) => words)),
    steps: steps.map(({ at, node, words }) => ({
      at,
      node,
      route: node === '' ? null : routeOfNode(node, read),
      words: capital(`${words}.`),
    })),
  };
}

/** Tables of rows that are no nodes, by the prefix of their ids. */
const tables: Readonly<Record<string, string>> = {
  trk: 'trunks',
  out: 'outbound_rules',
  sch: 'schedules',
  exc: 'schedule_exceptions',
};

function nameThen({ labelAt }: Known, at: number) {
  return (id: string): string => {
    const row = tables[id.slice(0, 3)];
    const behind = row === undefined ? rowOfNode(id) : { table: row, id };
    const label = (behind && labelAt(behind.table, behind.id, at)) ?? id;
    // Rules are named in a sentence that says already what they are.
    return /^Outbound rule “(.*)”$/.exec(label)?.[1] ?? label;
  };
}

/** The calling channel, and those that were passed on from one to another. */
function channelsOf(rows: readonly CdrRow[], events: readonly CelEvent[]): Set<string> {
  const first = rows.find((row) => row.uniqueid === row.linkedid) ?? rows[0];
  const channels = new Set([String(first?.channel ?? '')]);
  for (const { name, details } of events)
    if (name === 'BLINDTRANSFER' && typeof details['transferee_channel_name'] === 'string')
      channels.add(details['transferee_channel_name']);
  return channels;
}

/** What a number outside did that rang together with phones of the office, when it was the one to answer. */
function answeredBeside(events: readonly CelEvent[], legs: readonly Leg[]): CelEvent[] {
  return legs.some(({ trunk, end }) => trunk !== null && end === 'answered')
    ? events.filter(({ channel }) => channel.includes('@outside-leg-'))
    : [];
}

/** A call from outside: by which line, and for a number that is none of the office's. */
function arrival({ rows, line }: CallRecords, own: readonly CelEvent[], called: (id: string) => string): Told[] {
  const trunk = line.from.device;
  if (trunk === null || !isTrunk(trunk)) return [];
  const told = (words: string): Told => ({ at: line.at, node: '', words });
  const steps = [told(`a call came in by ${called(trunk)}`)];
  if (!own.some((event) => event.name === 'node' && event.place.startsWith('num-')))
    steps.push(
      told(
        line.dialled === '' || !/[0-9]/.test(line.dialled)
          ? 'it named no number of the office'
          : `it was for ${line.dialled}, which is not among the office's numbers`,
      ),
    );
  if (rows.some((row) => row.dcontext === 'emergency-back'))
    steps.push(told('an emergency call had shown that number, so the phone that called for help rang first'));
  return steps;
}

/** The nodes to which the call came. */
function nodeSteps(
  own: readonly CelEvent[],
  legs: readonly Leg[],
  { line }: CallRecords,
  called: (id: string) => string,
): PastStep[] {
  const places = own.filter(({ name }) => name === 'node' || name === 'outside' || name === 'refused');
  const over = line.at + (line.ringSeconds + (line.answeredBy === null ? line.talkSeconds : 0)) * 1000;
  return places.flatMap((event, index) => {
    if (event.name !== 'node') return [];
    const next = places[index + 1]?.at ?? Math.max(over, event.at);
    const isHere = (at: number) => at >= event.at && at < next;
    const here = legs
      // A record knows whole seconds, and the node that it belongs to unless a local channel stands between.
      .filter((leg) => (leg.node === null ? isHere(leg.at + 999) : leg.node === event.place))
      .map(({ label, seconds, end }) => ({ label, seconds, end }));
    return {
      node: event.place,
      at: event.at,
      seconds: Math.max(Math.round((next - event.at) / 1000), ...here.map(({ seconds }) => seconds)),
      decided: event.text,
      exits: own
        // What a node says after the call was answered comes later than `next`.
        .filter((one) => one.name === 'exit' && one.place === event.place && one.at >= event.at)
        .filter((one) => isHere(one.at) || index === places.length - 1)
        .map((one) => one.text),
      legs: here,
      called,
    };
  });
}

export type Leg = PastLeg & { node: string | null; at: number; trunk: string | null };

function legsOf(rows: readonly CdrRow[], read: Read, called: (id: string) => string): Leg[] {
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
        label: isTrunk(device) ? called(device) : `${number} ${label}`.trim() || device,
        seconds: Math.round((time(isAnswered ? row.answer_at : row.end_at) - at) / 1000),
        end: isAnswered ? 'answered' : row.disposition === 'BUSY' ? 'busy' : 'unanswered',
        trunk: isTrunk(device) ? device : null,
      } satisfies Leg,
    ];
  });
}

function clauseOf(step: PastStep, flows: FlowSource, called: (id: string) => string): string {
  const node = flows.byId(step.node);
  if (node) return kindOf(node).past(node, step);
  const name = called(step.node);
  return name === step.node
    ? 'the call came to something that has been removed since'
    : `the call came to ${name}, which has been removed since`;
}

/** How it ended, where the last step does not say so itself. */
function endingOf({ line, rows, events }: CallRecords, steps: readonly Told[]): Told | undefined {
  const at = Math.max(line.at + line.ringSeconds * 1000, steps.at(-1)?.at ?? 0);
  const step = (words: string): Told => ({ at, node: '', words });
  const last = rows.at(-1);
  if (events.some(({ name }) => name === 'refused')) return step('the call was refused');
  if (last?.dcontext === 'end') {
    const place = String(last.dst);
    if (place === 'unknown-number')
      return step(
        line.dialled.startsWith('*')
          ? 'the caller heard that this leads nowhere'
          : `the caller heard that there is no ${line.dialled} in this office`,
      );
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
