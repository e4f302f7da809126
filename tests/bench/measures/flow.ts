/**
 * A call through a whole call flow. Priorities: hours, a menu, a group of ten that nobody answers, and the person after it,
 * counted by Asterisk's own events on all channels. Processor time: hours, a menu and the person whose phone answers, against
 * a dialplan of two lines to the same phone on the same Asterisk, in turns; the value is the ratio of the medians.
 */
import { program } from '../../../asterisk/program/index.ts';
import { appRoot } from '../../faults/service-process.ts';
import { freePort, placeCalls, register, startPhones, type OutgoingCall } from '../../calls/sipp.ts';
import { benchEngine } from '../engine.ts';
import { median, rounded, say, type Measure } from '../measure.ts';
import { smallOffice, type Run } from '../small-office.ts';
import { cpuOf, inTwoLines, twoLines } from './call-cpu.ts';

const always = '00:00-24:00';
const week = { monday: always, tuesday: always, wednesday: always, thursday: always, friday: always, saturday: always, sunday: always }; // prettier-ignore

/** Hours, then a menu whose key 1 leads to what `then` adds. */
function flow(run: Run, number: string, then: (flowId: string, from: { step: string; exit: string }) => void): void {
  const { id: hours } = run<{ id: string }>('schedule.create', { name: `Hours ${number}`, ...week });
  const { id: flowId } = run<{ id: string }>('flow.create', { name: `Flow ${number}`, number });
  const add = (input: object) => run<{ id: string }>('flow-step.add', { flowId, ...input }).id;
  const when = add({ type: 'when', target: hours, from: { step: null, exit: 'entry' } });
  const menu = add({
    type: 'menu',
    sound: 'prompt:beep',
    settings: { keys: ['1'] },
    from: { step: when, exit: 'open' },
  });
  then(flowId, { step: menu, exit: '1' });
}

/** The key is pressed while the greeting is heard. */
const keys = [{ afterMs: 400, press: '1' }];

async function priorities(): Promise<number> {
  let executed = 0;
  const office = smallOffice(12, 10, (run, extensionIds, groupId) =>
    flow(run, '700', (flowId, from) => {
      const group = run<{ id: string }>('flow-step.add', { flowId, type: 'group', target: groupId, from });
      run('flow-step.add', {
        flowId,
        type: 'extension',
        target: extensionIds[10],
        from: { step: group.id, exit: 'next' },
      });
    }),
  );
  const bench = await benchEngine({
    dialplan: program(appRoot).dialplan,
    hasVerboseEvents: true,
    onEvent(event) {
      if (event.event === 'Newexten') executed += 1;
    },
  });
  try {
    bench.runtime.replaceAll(office.owned);
    const port = await freePort();
    const caller = office.people.at(-1);
    if (!caller) throw new Error('the office is empty');
    await register(
      bench.server,
      office.people
        .slice(0, 11)
        .map(({ account }, n) => ({
          ...account,
          does: n < 10 ? { what: 'rings' } : { what: 'answers', afterMs: 300 },
        })),
      port,
    );
    const phones = await startPhones(bench.server.address, port);
    try {
      executed = 0;
      const [result] = await placeCalls(bench.server, [{ ...caller.account, number: '700', talkMs: 3500, keys }]);
      const rings = phones.peek().length;
      if (result?.status !== 200 || rings !== 11) throw new Error(`status ${result?.status}, ${rings} phones rang`);
      // An answer to an action comes after every event before it, so nothing is still on its way.
      await bench.engine.action('Ping');
      return executed;
    } finally {
      await phones.stop();
    }
  } finally {
    await bench.stop();
  }
}

const pairs = 10;
const rate = 20;
const callsPerRound = 150;
const rounds = 5;
const number = (n: number) => String(700 + n);

async function cpu(): Promise<{ ours: number[]; plain: number[] }> {
  const office = smallOffice(2 * pairs, 0, (run, extensionIds) => {
    for (let n = 0; n < pairs; n++)
      flow(run, number(n), (flowId, from) =>
        run('flow-step.add', { flowId, type: 'extension', target: extensionIds[n], from }),
      );
  });
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
          ? { device: `${device}-plain`, secret, number: callee.account.device, talkMs: 300 }
          : { device, secret, number: number(n % pairs), talkMs: 300, keys };
      });
    try {
      await cpuOf(bench, [...load(true).slice(0, 40), ...load(false).slice(0, 40)], rate);
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < rounds; round++) {
        plain.push(await cpuOf(bench, load(true), rate));
        ours.push(await cpuOf(bench, load(false), rate));
        say(`  two lines ${rounded(plain.at(-1) ?? NaN)} ms, the flow ${rounded(ours.at(-1) ?? NaN)} ms a call`);
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
    id: 'priorities-flow',
    unit: 'priorities',
    bar: 60,
    run: async () => ({ value: await priorities(), n: 1, note: 'hours, menu, group of ten, the person after it' }),
  },
  {
    id: 'flow-cpu',
    unit: 'times',
    bar: 2,
    async run() {
      const { ours, plain } = await cpu();
      return {
        value: rounded(median(ours) / median(plain)),
        baseline: 1,
        n: rounds * callsPerRound,
        note: `${rounded(median(ours))} ms against ${rounded(median(plain))} ms a call; baseline: two lines`,
      };
    },
  },
];
