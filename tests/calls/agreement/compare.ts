/** Puts what Asterisk's phones saw beside what the simulator says, and names each difference. */
import type { Ending, Simulation } from '../../../office/core/call-flow/simulate.ts';
import type { CallResult, Ringing } from '../sipp.ts';

/** How far a measured ring start or stop may be from the simulated one, milliseconds. */
export const toleranceMs = 250;

export interface Observation {
  call: CallResult;
  rings: Ringing[];
  /** Asterisk's records of this call, in order. */
  records: CallRecord[];
}

/** The columns of a call record that say how the call ended, see asterisk/process/conf-core.ts. */
export interface CallRecord {
  src: string;
  /** The last place in the dialplan. */
  dst: string;
  dcontext: string;
  dstchannel: string;
  lastapp: string;
  userfield: string;
  accountcode: string;
}

export interface Worst {
  startMs: number;
  stopMs: number;
}

/** Differences in words; empty when simulator and Asterisk agree. */
export function differences(simulation: Simulation, seen: Observation): { differences: string[]; worst: Worst } {
  const found: string[] = [];
  const worst: Worst = { startMs: 0, stopMs: 0 };
  const left = [...seen.rings].sort((a, b) => a.from - b.from);
  for (const ring of [...simulation.rings].sort((a, b) => a.from - b.from)) {
    const index = left.findIndex((one) => one.device === ring.device);
    const real = left[index];
    if (real === undefined) {
      found.push(`${ring.device} should ring from ${ring.from} s to ${ring.to} s, but did not`);
      continue;
    }
    left.splice(index, 1);
    const start = real.from - seen.call.startedAt - ring.from * 1000;
    const stop = (real.to ?? NaN) - seen.call.startedAt - ring.to * 1000;
    worst.startMs = Math.max(worst.startMs, Math.abs(start));
    worst.stopMs = Math.max(worst.stopMs, Math.abs(stop));
    if (!(Math.abs(start) <= toleranceMs))
      found.push(`${ring.device} began to ring ${Math.round(start)} ms off ${ring.from} s`);
    if (!(Math.abs(stop) <= toleranceMs))
      found.push(`${ring.device} stopped ringing ${Math.round(stop)} ms off ${ring.to} s`);
  }
  for (const real of left)
    found.push(`${real.device} rang at ${((real.from - seen.call.startedAt) / 1000).toFixed(2)} s, but should not`);
  const ending = endingOf(seen);
  const expected = endingName(simulation.ending);
  if (ending !== expected)
    found.push(`the call should end with ${expected}, but ended with ${ending} (status ${seen.call.status})`);
  return { differences: found, worst };
}

/** How a kind of ending is written, and how it is seen; a feature with an ending of its own adds a line. */
interface EndingKind {
  kind: Ending['kind'];
  name?: (ending: never) => string;
  /** The name of the ending that was seen, for calls that somebody or something answered. */
  seen?: (seen: Observation) => string | undefined;
}

const userfield = (records: readonly CallRecord[], what: string) =>
  records.find((record) => record.userfield.startsWith(`${what} `))?.userfield.slice(what.length + 1);

export const endingKinds: EndingKind[] = [
  {
    kind: 'answered',
    name: (ending: Extract<Ending, { kind: 'answered' }>) => `answered by ${ending.device}`,
    seen({ rings }) {
      const answered = rings.find((ring) => ring.end === 'answered');
      return answered && `answered by ${answered.device}`;
    },
  },
  {
    kind: 'voicemail',
    name: (ending: Extract<Ending, { kind: 'voicemail' }>) => `voicemail of ${ending.mailbox}`,
    seen({ records }) {
      const mailbox = userfield(records, 'voicemail');
      return mailbox && `voicemail of ${mailbox}`;
    },
  },
  {
    kind: 'refused',
    name: (ending: Extract<Ending, { kind: 'refused' }>) => `refused as ${ending.code}`,
    seen({ records }) {
      const code = userfield(records, 'refused');
      return code && `refused as ${code}`;
    },
  },
  {
    kind: 'outside',
    name: (ending: Extract<Ending, { kind: 'outside' }>) => `outside by ${ending.trunk}`,
    seen({ records }) {
      if (records.some(({ dcontext }) => dcontext === 'end')) return undefined;
      const trunk = records.map(({ dstchannel }) => /^PJSIP\/(trk-[a-z0-9]+)-/.exec(dstchannel)?.[1]).findLast(Boolean);
      return trunk && `outside by ${trunk}`;
    },
  },
];

function endingName(ending: Ending): string {
  return endingKinds.find(({ kind }) => kind === ending.kind)?.name?.(ending as never) ?? ending.kind;
}

/** The SIP statuses that the program's endings become for a call that nobody answered, see `[end]` in the program. */
function endingOf(seen: Observation): string {
  const { call } = seen;
  switch (call.status) {
    case 200:
      return endingKinds.map((one) => one.seen?.(seen)).find((name) => name !== undefined) ?? lastPlace(seen);
    case 486:
      return 'busy';
    case 403:
    case 503: {
      const code = userfield(seen.records, 'refused');
      return code === undefined ? `status ${call.status}` : `refused as ${code}`;
    }
    case 404:
      return 'unknown-number';
    case 480:
      // Both are 480; the message before the second is heard first.
      return call.earlyMedia ? (lastEnding(seen) ?? 'unreachable') : 'no-answer';
    case 500:
      return 'loop';
    case 603:
      return 'hang-up';
    default:
      return `status ${call.status}`;
  }
}

/** The name of the ending where the dialplan was last. */
function lastEnding({ records }: Observation): string | undefined {
  return records.findLast(({ dcontext }) => dcontext === 'end')?.dst;
}

function lastPlace(seen: Observation): string {
  const last = seen.records.at(-1);
  return lastEnding(seen) ?? `answered, and left at ${last?.dcontext ?? 'nowhere'},${last?.dst ?? ''}`;
}
