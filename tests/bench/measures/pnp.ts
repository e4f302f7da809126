/**
 * How long a phone that is plugged in waits for its URL: from its SUBSCRIBE to the group until the NOTIFY is there, on a
 * real Ethernet of namespaces with the whole product, while strangers ask beside it.
 */
import { join } from 'node:path';
import { openLanOffice, type LanOffice } from '../../lan/office.ts';
import { whyNoNamespaces, type Program } from '../../lan/namespaces.ts';
import type { BooterDone, BooterOptions } from '../../lan/pnp-booter.ts';
import { percentile, rounded, type Measure } from '../measure.ts';

const phones = 10;
const strangers = 2;
const boots = 20;
const everyMs = 250;
const script = join(import.meta.dirname, '../../lan/pnp-booter.ts');

async function plugIn({ lan }: LanOffice, last: number): Promise<Program> {
  const mac = macOf(last);
  const host = lan.host(`p${last}`, { address: `10.20.0.${last}`, mac: (mac.match(/../g) ?? []).join(':') });
  const options: BooterOptions = { bind: host.address, mac, boots, everyMs, waits: true };
  const program = host.run(process.execPath, [script, JSON.stringify(options)]);
  await program.until('the phone', ({ kind }) => kind === 'ready', 20_000);
  return program;
}

/** One after the other within the time of a boot: phones do not ask in the same instant. */
async function boot(program: Program, n: number): Promise<BooterDone> {
  await new Promise((turn) => setTimeout(turn, (everyMs * n) / (phones + strangers)));
  program.say('go');
  const done = await program.until('the boots', ({ kind }) => kind === 'done', 30_000);
  return done as unknown as BooterDone;
}

const macOf = (last: number): string => `000413aabb${last.toString(16).padStart(2, '0')}`;

export const measures: readonly Measure[] = [
  {
    id: 'pnp-answer',
    unit: 'ms',
    bar: 50,
    async run() {
      const obstacle = whyNoNamespaces();
      if (obstacle !== undefined) return { value: null, n: 0, note: obstacle };
      const office = await openLanOffice();
      try {
        const known = Array.from({ length: phones }, (_, n) => 10 + n);
        for (const last of known) await office.run('phone.adopt', { mac: macOf(last), vendor: 'snom', model: 'D785' });
        const others = Array.from({ length: strangers }, (_, n) => 100 + n);
        const [phonesIn, strangersIn] = [
          await Promise.all(known.map((last) => plugIn(office, last))),
          await Promise.all(others.map((last) => plugIn(office, last))),
        ];
        const [answered, ignored] = await Promise.all([
          Promise.all(phonesIn.map(boot)),
          Promise.all(strangersIn.map((program, n) => boot(program, phones + n))),
        ]);
        const ms = answered.flatMap((one) => one.ms);
        const twice = answered.reduce((sum, one) => sum + one.twice, 0);
        const leaked = ignored.reduce((sum, one) => sum + one.answers, 0);
        if (ms.length < phones * boots || twice > 0 || leaked > 0)
          throw new Error(`${ms.length} of ${phones * boots} boots answered, ${twice} twice, ${leaked} answers to strangers`); // prettier-ignore
        const note = `p99 of ${ms.length} boots, median ${rounded(percentile(ms, 50))} ms; every boot answered once, ${strangers * boots} boots of strangers not at all; no baseline`;
        return { value: rounded(percentile(ms, 99)), n: ms.length, note };
      } finally {
        await office.close();
      }
    },
  },
];
