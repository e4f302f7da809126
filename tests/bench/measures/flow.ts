/**
 * A call through a whole call flow. Priorities: a call that comes in by a trunk for a public number, to hours, a menu, a group of
 * ten that nobody answers, and the person after it, counted by Asterisk's own events on all channels. Processor time: hours, a
 * menu and a group of ten of whom one answers, against a dialplan of two lines that rings the same ten phones on the same
 * Asterisk, in turns; the value is the ratio of the medians.
 */
import { program } from '../../../asterisk/program/index.ts';
import { appRoot } from '../../faults/service-process.ts';
import { freePort, placeCalls, register, startPhones, type OutgoingCall } from '../../calls/sipp.ts';
import { benchEngine } from '../engine.ts';
import { median, rounded, say, type Measure } from '../measure.ts';
import { smallOffice, type Run } from '../small-office.ts';
import { cpuOf, idle, inTwoLines, twoLines } from './call-cpu.ts';

const always = '00:00-24:00';
const week = { monday: always, tuesday: always, wednesday: always, thursday: always, friday: always, saturday: always, sunday: always }; // prettier-ignore

/** Hours, then a menu whose key 1 leads to what `then` adds. Answers the flow's id. */
function flow(run: Run, number: string, then: (flowId: string, from: { step: string; exit: string }) => void): string {
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
  return flowId;
}

/** A gateway that logs in: it is known by its login, so that the phones' address may be its own. */
const gateway = { name: 'Gateway', kind: 'gateway', registersHere: true, username: 'gateway', password: 'secret-of-gateway' } as const; // prettier-ignore
const called = '+4930123456';
const callsFrom = '+493099887766';

/** The key is pressed while the greeting is heard. */
const keys = [{ afterMs: 400, press: '1' }];

async function priorities(): Promise<number> {
  let executed = 0;
  let trunk = '';
  const office = smallOffice(11, 10, (run, extensionIds, groupId) => {
    trunk = run<{ id: string }>('trunk.create', gateway).id;
    const id = flow(run, '700', (flowId, from) => {
      const group = run<{ id: string }>('flow-step.add', { flowId, type: 'group', target: groupId, from });
      run('flow-step.add', {
        flowId,
        type: 'extension',
        target: extensionIds[10],
        from: { step: group.id, exit: 'next' },
      });
    });
    run('public-number.create', { number: called, trunkId: trunk, destination: `node:${id}` });
  });
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
    await register(
      bench.server,
      office.people.map(({ account }, n) => ({
        ...account,
        does: n < 10 ? { what: 'rings' } : { what: 'answers', afterMs: 300 },
      })),
      port,
    );
    const phones = await startPhones(bench.server.address, port);
    try {
      const call = () =>
        placeCalls(bench.server, [
          { device: trunk, secret: gateway.password, from: callsFrom, number: called, talkMs: 3500, keys },
        ]);
      // The lamp of the hours is set by the first call, because no product is here that had done it before.
      await call();
      await idle(bench);
      const before = phones.peek().length;
      executed = 0;
      const [result] = await call();
      const rings = phones.peek().length - before;
      if (result?.status !== 200 || rings !== 11) throw new Error(`status ${result?.status}, ${rings} phones rang`);
      await idle(bench);
      return executed;
    } finally {
      await phones.stop();
    }
  } finally {
    await bench.stop();
  }
}

/** Of the group. */
const members = 10;
/** Callers, each with a flow of its own. */
const callers = 10;
/** Eleven channels each, and a test engine has few ports for speech. */
const rate = 6;
const callsPerRound = 50;
const rounds = 4;
const number = (n: number) => String(700 + n);

async function cpu(): Promise<{ ours: number[]; plain: number[] }> {
  const office = smallOffice(members + callers, members, (run, _extensionIds, groupId) => {
    for (let n = 0; n < callers; n++)
      flow(run, number(n), (flowId, from) => run('flow-step.add', { flowId, type: 'group', target: groupId, from }));
  });
  const phonesOfGroup = office.people.slice(0, members).map(({ account }) => `PJSIP/${account.device}`);
  const sameTen = `exten => ten,1,Dial(${phonesOfGroup.join('&')})\n same => n,Hangup()\n`;
  const bench = await benchEngine({ dialplan: program(appRoot).dialplan + twoLines + sameTen });
  try {
    bench.runtime.replaceAll([...office.owned, ...inTwoLines(office, members).filter(({ rows }) => rows.length > 0)]);
    const port = await freePort();
    await register(
      bench.server,
      office.people.slice(0, members).map(({ account }, n) => ({
        ...account,
        does: n === 0 ? { what: 'answers', afterMs: 50 } : { what: 'rings' },
      })),
      port,
    );
    const phones = await startPhones(bench.server.address, port);
    const load = (plain: boolean): OutgoingCall[] =>
      Array.from({ length: callsPerRound }, (_, n) => {
        const caller = office.people[members + (n % callers)];
        if (!caller) throw new Error('the office is too small');
        const { device, secret } = caller.account;
        return plain
          ? { device: `${device}-plain`, secret, number: 'ten', talkMs: 300 }
          : { device, secret, number: number(n % callers), talkMs: 300, keys };
      });
    try {
      await cpuOf(bench, [...load(true).slice(0, 10), ...load(false).slice(0, 10)], rate);
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
    run: async () => ({
      value: await priorities(),
      n: 1,
      note: 'a call by a trunk: hours, menu, group of ten, the person after it',
    }),
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
        note: `${rounded(median(ours))} ms against ${rounded(median(plain))} ms a call; baseline: two lines to the same ten phones`,
      };
    },
  },
];
