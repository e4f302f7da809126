/** The parts of a random office, in the order in which they are drawn. A feature adds its file and one line here. */
import type { DrawPart } from './draw.ts';
import { drawCall } from './call.ts';
import { drawExtensions } from './extensions.ts';
import { drawFlows } from './flows.ts';
import { drawGroups } from './groups.ts';
import { drawHotDesks } from './hot-desk.ts';
import { drawInbound } from './inbound.ts';
import { drawOutside } from './outside.ts';
import { drawPublicNumbers } from './public-numbers.ts';
import { drawQueues } from './queues.ts';
import { drawSchedules } from './schedules.ts';
import { drawSite } from './site.ts';

export const parts: readonly DrawPart[] = [
  drawSite,
  drawSchedules,
  drawExtensions,
  drawGroups,
  drawFlows,
  drawQueues,
  drawOutside,
  drawHotDesks,
  // The call comes last: it may go to anything above.
  drawCall,
  // May turn it into a call for a number of the public network.
  drawPublicNumbers,
  // May turn it into one that comes in for such a number.
  drawInbound,
];
