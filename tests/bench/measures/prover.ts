/**
 * Proving the coming week of an office with 500 extensions, 60 public numbers and 40 call flows: the whole of it, and again
 * after one change. The baseline is the simulator asked for each of these numbers at each minute of one hour, times the
 * hours of a week: what it takes without knowing at which moments something can change at all.
 */
import { openOffice, type Office } from '../../../db/office.ts';
import { simulate } from '../../../office/core/call-flow/simulate.ts';
import { officeFlows } from '../../../office/features/index.ts';
import { openProver } from '../../../service/prover/prover.ts';
import { features } from '../../../office/features/index.ts';
import { migrations } from '../../faults/office-copy.ts';
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { median, once, rounded, type Measure } from '../measure.ts';
import { firstNumber, seededFolder } from '../seed.ts';

const people = 500;
const publicNumbers = 60;
const flowCount = 40;
const actor = { kind: 'system', name: 'bench' } as const;
const weekday = '08:00-12:00, 13:00-17:30';

function fill(office: Office): string {
  const run = (name: string, input: unknown): Record<string, string> => {
    const outcome = office.run(name, input, actor);
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message}`);
    return (outcome.value ?? {}) as Record<string, string>;
  };
  run('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const extension = (n: number) => office.read.holder(String(firstNumber + n))?.id ?? '';
  const sound = run('sound.create', { name: 'Welcome', file: 'a'.repeat(32), milliseconds: 3000, origin: 'upload' })[
    'id'
  ];
  const hours = Array.from({ length: 5 }, (_, n) => {
    const days = {
      monday: weekday,
      tuesday: weekday,
      wednesday: weekday,
      thursday: weekday,
      friday: `0${7 + (n % 3)}:00-16:00`,
    };
    return run('schedule.create', { name: `Hours ${n}`, ...days })['id'];
  });
  const flows = Array.from({ length: flowCount }, (_, n) => {
    const flow = run('flow.create', { name: `Flow ${n}`, number: String(700 + n) })['id'] ?? '';
    const step = (type: string, about: object = {}) =>
      run('flow-step.add', { flowId: flow, type, ...about })['id'] ?? '';
    const link = (from: string | null, exit: string, to: string) =>
      run('flow.connect', { flowId: flow, from: { step: from, exit }, to: `node:${to}` });
    const when = step('when', { target: hours[n % hours.length] });
    const menu = step('menu', { sound, settings: { keys: ['1', '2', '3'] } });
    const play = step('play', { sound });
    const steps = [0, 1, 2].map((one) => step('extension', { target: extension(n * 3 + one) }));
    const mailbox = step('voicemail', { target: extension(2 * n) });
    link(null, 'entry', when);
    link(when, 'open', menu);
    link(when, 'closed', play);
    steps.forEach((one, index) => {
      link(menu, String(index + 1), one);
      link(one, 'next', mailbox);
    });
    link(menu, 'timeout', mailbox);
    link(menu, 'wrong', menu);
    link(play, 'next', mailbox);
    return flow;
  });
  for (let n = 0; n < publicNumbers; n++) {
    const destination = `node:${n < flowCount ? flows[n] : extension(n)}`;
    run('public-number.create', { number: `+49 30 12345${String(n).padStart(2, '0')}`, destination, status: 'active' });
  }
  return flows[0] ?? '';
}

const proved = once(async () => {
  const dataDir = seededFolder(people);
  const office = openOffice({ file: join(dataDir, 'office.sqlite3'), migrations, features });
  const whole: number[] = [];
  const change: number[] = [];
  try {
    const flow = fill(office);
    for (let n = 0; n < 5; n++) {
      const began = performance.now();
      const prover = openProver({
        office,
        now: Date.now,
        hasSound: () => true,
        changed: () => undefined,
        failed: fail,
      });
      await prover.settled();
      whole.push(performance.now() - began);
      if (prover.proof.findings.length > 0) throw new Error(prover.proof.findings[0]?.words);
      const stop = office.onCommit((touched) => prover.commit(touched));
      for (let round = 0; round < 5; round++) {
        const outcome = office.run('flow.rename', { id: flow, name: `Flow ${n} ${round}` }, actor);
        if (!outcome.ok) throw new Error(outcome.error.message);
        const from = performance.now();
        await prover.settled();
        change.push(performance.now() - from);
      }
      stop();
      prover.stop();
    }
    return { whole: median(whole), change: median(change), everyMinute: everyMinute(office) };
  } finally {
    office.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

function fail(error: unknown): never {
  throw error;
}

/** Milliseconds for a week, reckoned from one hour. */
function everyMinute(office: Office): number {
  const flows = officeFlows(office.read);
  const numbers = office.read.numbers().flatMap(({ number }) => (flows.byNumber(number) ? [number] : []));
  const began = performance.now();
  for (let minute = 0; minute < 60; minute += 20)
    for (const to of numbers)
      simulate(
        flows,
        { from: '+493099999', to },
        {
          now: Date.now() + minute * 60_000,
          phone: () => ({ registered: true, inCall: false, does: { what: 'rings' } }),
          rotation: () => 0,
          shuffle: (_node, devices) => devices,
          keys: () => '',
          outside: () => ({ what: 'down' }),
          fact: () => undefined,
        },
      );
  return (performance.now() - began) * 20 * 24 * 7;
}

const note = `${people} extensions, ${publicNumbers} numbers, ${flowCount} flows; baseline: the simulator for each number and minute of a week`;

export const measures: readonly Measure[] = [
  {
    id: 'prover-whole',
    unit: 'ms',
    bar: 2000,
    run: async () => ({
      value: rounded((await proved()).whole),
      baseline: rounded((await proved()).everyMinute),
      n: 5,
      note,
    }),
  },
  {
    id: 'prover-change',
    unit: 'ms',
    bar: 100,
    run: async () => ({
      value: rounded((await proved()).change),
      baseline: rounded((await proved()).everyMinute),
      n: 25,
      note,
    }),
  },
];
