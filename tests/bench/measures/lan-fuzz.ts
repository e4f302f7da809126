/** A million wrong packets against everything that listens to phones; see tests/lan/fuzz.ts. */
import { fuzz } from '../../lan/fuzz.ts';
import { say, type Measure } from '../measure.ts';

const packets = 1_000_000;
const mostGrownMb = 20;
const mostReply = 3;

export const measures: readonly Measure[] = [
  {
    id: 'lan-fuzz',
    unit: 'faults',
    bar: 0,
    async run() {
      const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
      say(`lan-fuzz: seed ${seed}`);
      const done = await fuzz({ packets, seed, say });
      for (const error of done.errors.slice(0, 3)) say(error);
      const grownMb = done.grownBytes / 1e6;
      const faults =
        done.crashes + done.errors.length + Number(done.worstReply > mostReply) + Number(grownMb > mostGrownMb);
      const { pnp, tftp, sntp, mdns, http } = done.sent;
      return {
        value: faults,
        n: pnp + tftp + sntp + mdns + http,
        note: `seed ${seed}: PnP ${pnp}, mDNS ${mdns}, TFTP ${tftp}, SNTP ${sntp}, HTTP ${http} in ${Math.round(done.ms / 1000)} s; ${done.crashes} crashes, ${done.errors.length} errors, ${grownMb.toFixed(1)} MB more, largest reply ${done.worstReply} times its request; no baseline`,
      };
    },
  },
];
