/** Whether an extension is unavailable by its schedule at a moment of a call (spec X15). */
import { stateAt, type Schedule, type Why } from '../schedule/schedule.ts';
import type { NodeContext } from './simulate.ts';

export interface Unavailable {
  schedule: Schedule;
  /** Outside the hours of the schedule, or during them. */
  when: 'outside' | 'during';
}

export interface AwayNow {
  away: boolean;
  why: Why;
}

export function awayNow({ schedule, when }: Unavailable, { world, at }: Pick<NodeContext, 'world' | 'at'>): AwayNow {
  const { open, why } = stateAt(schedule, Math.floor(world.now / 1000 + at));
  return { away: open === (when === 'during'), why };
}
