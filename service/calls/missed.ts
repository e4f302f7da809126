/**
 * Who missed a call, from what Asterisk recorded of it. A person misses a call that came to the extension, was not passed on
 * before it could be taken, and was taken by nobody afterwards:
 *
 * - taken counts wherever it was: at another phone of the person, by pick-up, in a group or a queue, by a number outside, by a
 *   voicemail, or by whoever had transferred the call and got it back. What was talked before the call came here does not.
 * - a caller who hangs up within two seconds of getting here pressed the wrong key; one who is turned away as busy did not.
 * - while all calls are forwarded, or the extension is unavailable by its hours, the call is not for the person.
 * - a member of a group misses nothing: the group's calls are the group's. Nor does a step of a call flow that has a next one.
 */
import type { FlowSource } from '../../office/core/call-flow/node.ts';
import { lineOf, timesOf, type CdrRow } from './cdr.ts';
import type { CelEvent } from './cel.ts';

export interface MissedCall {
  /** Id of the extension. */
  ext: string;
  from: { number: string; name: string };
  /** When it came to the extension first, milliseconds since 1970. */
  at: number;
  seconds: number;
}

export function missedIn(rows: readonly CdrRow[], events: readonly CelEvent[], flows: FlowSource): MissedCall[] {
  const line = lineOf(rows);
  if (!line) return [];
  const time = timesOf(rows);
  const end = Math.max(...rows.map((row) => time(row.end_at)));
  const answers = [
    ...rows.filter((row) => row.disposition === 'ANSWERED' && String(row.dstchannel ?? '') !== '').map((row) => time(row.answer_at)),
    // Written to the millisecond; the records of Asterisk know whole seconds.
    ...events.filter(({ name, place }) => name === 'PICKUP' || (name === 'node' && takes.test(place))).map(({ at }) => second(at)),
  ]; // prettier-ignore
  const isTurnedAway = rows.some((row) => row.dcontext === 'end');
  const own = (line.from.device ?? '').replace(/-\d+$/, '');
  const missed = new Map<string, MissedCall>();
  for (const event of events) {
    const ext = event.name === 'node' ? comesTo(event, line.from.number, flows) : undefined;
    if (ext === undefined || ext === own || missed.has(ext)) continue;
    const at = second(event.at);
    if (answers.some((answer) => answer >= at)) continue;
    if (!isTurnedAway && !wentOn(event, events) && end - at < 2000) continue;
    missed.set(ext, { ext, from: line.from, at: event.at, seconds: Math.max(0, Math.round((end - at) / 1000)) });
  }
  return [...missed.values()];
}

const second = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** A voicemail or a conference room has the call from there on. */
const takes = /^(vm|cnf)-/;

/** The call left the node by itself: it got to another one later. */
const wentOn = (visit: CelEvent, events: readonly CelEvent[]): boolean =>
  events.some(({ name, at }) => name === 'node' && at > visit.at);

/** The extension to which the call came here, to be taken or missed by it. */
function comesTo({ place, text }: CelEvent, caller: string, flows: FlowSource): string | undefined {
  const found = flows.byId(place);
  // Of a call flow only the last step does as its own settings say (spec X7).
  const node = found?.kind === 'step' ? (found.next === null ? found.of : undefined) : found;
  if (node?.kind !== 'extension') return undefined;
  if (text === 'always' || text === 'unavailable') return undefined;
  if (text === 'vip' && !node.vips.includes(caller)) return undefined;
  return node.ext;
}
