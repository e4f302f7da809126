/** Puts what Asterisk's phones saw beside what the simulator says, and names each difference. */
import type { Ending, Simulation } from '../../../office/core/call-flow/simulate.ts';
import type { CallResult, Ringing } from '../sipp.ts';

/** How far a measured ring start or stop may be from the simulated one, milliseconds. */
export const toleranceMs = 250;

export interface Observation {
  call: CallResult;
  rings: Ringing[];
  /** Mailbox that took the call, from the call records. */
  mailbox: string | null;
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

function endingName(ending: Ending): string {
  switch (ending.kind) {
    case 'answered':
      return `answered by ${ending.device}`;
    case 'voicemail':
      return `voicemail of ${ending.mailbox}`;
    default:
      return ending.kind;
  }
}

/** The SIP statuses that the program's endings become, see `[end]` in asterisk/program/dialplan.conf. */
function endingOf({ call, rings, mailbox }: Observation): string {
  const answered = rings.find((ring) => ring.end === 'answered');
  switch (call.status) {
    case 200:
      return answered ? `answered by ${answered.device}` : mailbox ? `voicemail of ${mailbox}` : 'answered by nobody';
    case 486:
      return 'busy';
    case 404:
      return 'unknown-number';
    case 480:
      return call.earlyMedia ? 'unreachable' : 'no-answer';
    case 500:
      return 'loop';
    default:
      return `status ${call.status}`;
  }
}
