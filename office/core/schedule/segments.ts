/** A stretch of time as pieces in which a schedule stays the same: for the picture of a week and for proving one. */
import { secondsOfDay } from './days.ts';
import { boundaries, stateAt, type Schedule, type Why } from './schedule.ts';
import { momentsOf, wallClock } from './zone.ts';

export interface Segment {
  /** Milliseconds since 1970; `to` is the first moment after it. */
  from: number;
  to: number;
  open: boolean;
  why: Why;
}

/** Neighbours differ in `open` or in the rule that decides. */
export function segments(schedule: Schedule, fromMs: number, toMs: number): Segment[] {
  const [from, to] = [Math.floor(fromMs / 1000), Math.floor(toMs / 1000)];
  const dayOf = (second: number) => Math.floor(wallClock(schedule.zone, second) / secondsOfDay);
  const cuts = new Set(boundaries(schedule, dayOf(from) - 1, dayOf(to) + 1));
  for (let day = dayOf(from); day <= dayOf(to); day++)
    for (const midnight of momentsOf(schedule.zone, day * secondsOfDay)) cuts.add(midnight);
  if (schedule.override?.until) cuts.add(schedule.override.until);
  const starts = [from, ...[...cuts].filter((cut) => cut > from && cut < to).sort((a, b) => a - b)];
  const list: Segment[] = [];
  for (const [index, start] of starts.entries()) {
    const { open, why } = stateAt(schedule, start);
    const end = (starts[index + 1] ?? to) * 1000;
    const last = list.at(-1);
    if (last && last.open === open && last.why.code === why.code && last.why.rule === why.rule) last.to = end;
    else list.push({ from: start * 1000, to: end, open, why });
  }
  return list;
}
