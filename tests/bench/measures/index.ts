/** Every measure of `npm run bench`, in the order of the table. A later one adds its file here. */
import type { Measure } from '../measure.ts';
import { measures as agreement } from './agreement.ts';
import { measures as callCpu } from './call-cpu.ts';
import { measures as changeLive } from './change-live.ts';
import { measures as discovery } from './discovery.ts';
import { measures as emergency } from './emergency.ts';
import { measures as flow } from './flow.ts';
import { measures as killLost } from './kill-lost.ts';
import { measures as models } from './models.ts';
import { measures as lanFuzz } from './lan-fuzz.ts';
import { measures as macSweep } from './mac-sweep.ts';
import { measures as pnp } from './pnp.ts';
import { measures as numbers } from './numbers.ts';
import { measures as people } from './people.ts';
import { measures as phones } from './phones.ts';
import { measures as plug } from './plug.ts';
import { measures as priorities } from './priorities.ts';
import { measures as prover } from './prover.ts';
import { measures as start } from './start.ts';
import { measures as storm } from './storm.ts';

export const measures: readonly Measure[] = [
  ...start,
  ...emergency,
  ...changeLive,
  ...priorities,
  ...callCpu,
  ...flow,
  ...phones,
  ...pnp,
  ...discovery,
  ...models,
  ...plug,
  ...storm,
  ...lanFuzz,
  ...macSweep,
  ...killLost,
  ...agreement,
  ...people,
  ...numbers,
  ...prover,
];
