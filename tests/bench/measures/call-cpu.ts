/**
 * Processor time of Asterisk for one call between two phones: our dialplan against a dialplan of two lines on the same
 * Asterisk, with the same endpoints, phones and load, in turns. The value is the ratio of the medians.
 */
import { program } from '../../../asterisk/program/index.ts';
import { projected } from '../../../office/core/projection.ts';
import { appRoot } from '../../faults/service-process.ts';
import { freePort, placeCalls, register, startPhones, type OutgoingCall } from '../../calls/sipp.ts';
import { benchEngine, cpuSeconds, type BenchEngine } from '../engine.ts';
import { median, rounded, say, type Measure } from '../measure.ts';
import { smallOffice, type SmallOffice } from '../small-office.ts';

const pairs = 20;
const callsPerRound = 300;
const rate = 40;
const rounds = 5;

/** What a call cannot do without; the dialled name is that of the device. */
export const twoLines = '\n[two-lines]\nexten => _[a-z].,1,Dial(PJSIP/${EXTEN})\n same => n,Hangup()\n';

/** The callers of the comparison: the same endpoints once more, in the context of two lines. */
export function inTwoLines(office: SmallOffice, pairs: number): SmallOffice['owned'] {
  const callers = new Set(office.people.slice(pairs).map(({ account }) => account.device));
  return office.owned.map(({ owner, rows }) => ({
    owner: `bench:${owner}`,
    rows: rows.flatMap(({ table, row }) => {
      const { id } = row as { id?: string };
      if (id === undefined || !callers.has(id)) return [];
      const plain = `${id}-plain`;
      if (table === 'ps_endpoints')
        return [projected(table, { ...row, id: plain, aors: '', auth: plain, context: 'two-lines' })];
      if (table === 'ps_auths') return [projected(table, { ...row, id: plain, username: plain })];
      return [];
    }),
  }));
}

/**
 * The last channels are still being taken down when the phones are done. An answer to an action comes after every event
 * before it, so nothing is on its way then either.
 */
export async function idle(bench: BenchEngine): Promise<void> {
  for (;;) {
    const { fields } = await bench.engine.action('CoreStatus');
    if (fields['corecurrentcalls'] === '0') return;
  }
}

export async function cpuOf(bench: BenchEngine, calls: readonly OutgoingCall[], rate: number): Promise<number> {
  const before = cpuSeconds(bench.pid);
  const results = await placeCalls(bench.server, calls, rate);
  const failed = results.filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`${failed.length} of ${calls.length} calls ended with ${failed[0]?.status}`);
  await idle(bench);
  return ((cpuSeconds(bench.pid) - before) / calls.length) * 1000;
}

async function measured(): Promise<{ ours: number[]; plain: number[] }> {
  const office = smallOffice(2 * pairs, 0);
  const bench = await benchEngine({ dialplan: program(appRoot).dialplan + twoLines });
  try {
    bench.runtime.replaceAll([...office.owned, ...inTwoLines(office, pairs).filter(({ rows }) => rows.length > 0)]);
    const port = await freePort();
    const does = { what: 'answers', afterMs: 50 } as const;
    await register(
      bench.server,
      office.people.slice(0, pairs).map(({ account }) => ({ ...account, does })),
      port,
    );
    const phones = await startPhones(bench.server.address, port);
    const load = (plain: boolean): OutgoingCall[] =>
      Array.from({ length: callsPerRound }, (_, n) => {
        const callee = office.people[n % pairs];
        const caller = office.people[pairs + (n % pairs)];
        if (!callee || !caller) throw new Error('the office is too small');
        const { device, secret } = caller.account;
        return plain
          ? { device: `${device}-plain`, secret, number: callee.account.device, talkMs: 100 }
          : { device, secret, number: callee.number, talkMs: 100 };
      });
    try {
      await cpuOf(bench, [...load(true).slice(0, 40), ...load(false).slice(0, 40)], rate);
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < rounds; round++) {
        plain.push(await cpuOf(bench, load(true), rate));
        ours.push(await cpuOf(bench, load(false), rate));
        say(`  two lines ${rounded(plain.at(-1) ?? NaN)} ms, ours ${rounded(ours.at(-1) ?? NaN)} ms a call`);
      }
      return { ours, plain };
    } finally {
      await phones.stop();
    }
  } finally {
    await bench.stop();
  }
}

export const measures: readonly Measure[] = [
  {
    id: 'call-cpu',
    unit: 'times',
    bar: 1.5,
    async run() {
      const { ours, plain } = await measured();
      return {
        value: rounded(median(ours) / median(plain)),
        baseline: 1,
        n: rounds * callsPerRound,
        note: `${rounded(median(ours))} ms against ${rounded(median(plain))} ms a call; baseline: two lines`,
      };
    },
  },
];
