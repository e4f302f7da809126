/** Forty-five seeded faults in an office that is whole: each is found at its place, and in the whole office nothing is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import type { Finding, FindingCode } from '../../office/core/prover/prove.ts';
import { openProver, type Prover } from './prover.ts';

/** A Sunday evening; clocks in Berlin change on 25 October 2026 and 28 March 2027. */
const now = Date.UTC(2026, 10, 22, 19, 0);

interface Built {
  it: TestOffice;
  people: { extensionId: string; number: string; identityIds: string[] }[];
  group: string;
  second: string;
  hours: string;
  sound: string;
  flow: string;
  after: string;
  steps: Record<'when' | 'menu' | 'sales' | 'anna' | 'play' | 'mailbox' | 'bye', string>;
  number: string;
  missing: Set<string>;
}

let built: Built;
let prover: Prover | undefined;

beforeEach(() => {
  built = build();
});
afterEach(() => {
  prover?.stop();
  prover = undefined;
  built.it.close();
});

function build(): Built {
  const it = testOffice();
  it.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const people = ['Anna', 'Bert', 'Carl', 'Dora'].map((firstName) => {
    const made = it.do('person.create', { firstName, voicemail: true });
    return { extensionId: made.extensionId, number: made.number, identityIds: made.identityIds };
  });
  const [anna, bert, carl, dora] = people as [Person, Person, Person, Person];
  const member = (person: Person) => ({ identityId: person.identityIds[0] ?? '' });
  const group = it.do('ring-group.create', { name: 'Sales', number: '600', members: [member(anna), member(bert)] }).id;
  const second = it.do('ring-group.create', {
    name: 'Support',
    number: '601',
    members: [member(carl), member(dora)],
  }).id;
  const weekday = '09:00-17:00';
  const hours = it.do('schedule.create', {
    name: 'Office hours', monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday,
  }).id; // prettier-ignore
  const sound = it.do('sound.create', {
    name: 'Welcome',
    file: 'a'.repeat(32),
    milliseconds: 2000,
    origin: 'upload',
  }).id;
  const flow = it.do('flow.create', { name: 'Main', number: '700' }).id;
  const step = (type: 'when' | 'menu' | 'group' | 'extension' | 'play' | 'voicemail' | 'hangup', about: object = {}) =>
    it.do('flow-step.add', { flowId: flow, type, ...about }).id;
  const steps = {
    when: step('when', { target: hours }),
    menu: step('menu', { sound, settings: { keys: ['1', '2'] } }),
    sales: step('group', { target: group }),
    anna: step('extension', { target: anna.extensionId }),
    play: step('play', { sound }),
    mailbox: step('voicemail', { target: anna.extensionId }),
    bye: step('hangup', { sound }),
  };
  const link = (from: string | null, exit: string, to: string) =>
    it.do('flow.connect', { flowId: flow, from: { step: from, exit }, to });
  link(null, 'entry', `node:${steps.when}`);
  link(steps.when, 'open', `node:${steps.menu}`);
  link(steps.when, 'closed', `node:${steps.play}`);
  link(steps.menu, '1', `node:${steps.sales}`);
  link(steps.menu, '2', `node:${steps.anna}`);
  link(steps.menu, 'timeout', `node:${steps.bye}`);
  link(steps.menu, 'wrong', `node:${steps.menu}`);
  link(steps.sales, 'next', `node:${steps.mailbox}`);
  link(steps.play, 'next', `node:${steps.mailbox}`);
  const after = it.do('flow.create', { name: 'After', number: '701' }).id;
  const number = it.do('public-number.create', {
    number: '+49 30 1234567',
    destination: `node:${flow}`,
    status: 'active',
  }).id;
  it.do('flow.connect', { flowId: after, from: { step: null, exit: 'entry' }, to: `node:vm-${bert.extensionId}` });
  return { it, people, group, second, hours, sound, flow, after, steps, number, missing: new Set() };
}

type Person = Built['people'][number];

async function proved(): Promise<Finding[]> {
  const { office } = built.it;
  prover ??= openProver({
    office,
    now: () => now,
    hasSound: (id) => !built.missing.has(id),
    changed: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  await prover.settled();
  return prover.proof.findings;
}

const person = (index: number): Person => built.people[index] as Person;
const own = (index: number) => person(index).extensionId;
const link = (from: string | null, exit: string, to: string, flowId = built.flow) =>
  built.it.do('flow.connect', { flowId, from: { step: from, exit }, to });
const forward = (from: number, kind: 'always' | 'busy' | 'no-answer' | 'unreachable', to: string) => {
  if (kind === 'busy') built.it.do('extension.set-call-waiting', { id: own(from), on: false });
  built.it.do('forwarding.set', { extensionId: own(from), kind, enabled: true, number: to });
};
const noVoicemail = (index: number) => built.it.do('voicemail.set', { extensionId: own(index), enabled: false });
const noPhones = (index: number) =>
  person(index).identityIds.forEach((id) => built.it.do('identity.update', { id, ringsOnIncoming: false }));
const overflow = (id: string, to: string) =>
  built.it.do('ring-group.update', {
    id,
    overflowKind: to.startsWith('grp-') ? 'ring-group' : 'extension',
    overflowId: to,
  });
const signOut = (id: string) =>
  built.it
    .ask('ring-group.get', { id })
    .members.forEach((member) => built.it.do('ring-group.sign-out', { groupId: id, identityId: member.identityId }));
const onlyEver = (state: 'open' | 'closed') => {
  const hours = state === 'open' ? '00:00-24:00' : '';
  built.it.do('schedule.update', {
    id: built.hours, monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours, saturday: hours, sunday: hours,
  }); // prettier-ignore
};

const unavailable = (index: number, action: 'busy' | 'forward', to = '') =>
  built.it.do('unavailable.set', {
    extensionId: own(index), enabled: true, when: 'outside', scheduleId: built.hours, action, destination: to,
  }); // prettier-ignore
const queueOf = (...indexes: number[]): string =>
  built.it.do('queue.create', {
    name: 'Line', number: '800', whenEmpty: 'leave', agents: indexes.map((index) => ({ extensionId: own(index) })),
  }).id; // prettier-ignore

/** What goes wrong, how it is seeded, and where it has to be found. */
const faults: [title: string, seed: () => void, code: FindingCode, node: () => string][] = [
  // circles
  ['two groups overflow into each other', () => (overflow(built.group, built.second), overflow(built.second, built.group)), 'circle', () => [built.group, built.second].sort()[0] ?? ''],
  ['a group overflows into itself by a forward', () => (overflow(built.group, own(2)), forward(2, 'no-answer', '600')), 'circle', () => [built.group, own(2)].sort()[0] ?? ''],
  ['two people forward unanswered calls to each other', () => (forward(0, 'no-answer', person(1).number), forward(1, 'no-answer', person(0).number)), 'circle', () => [own(0), own(1)].sort()[0] ?? ''],
  ['two people forward to each other when busy', () => (forward(0, 'busy', person(1).number), forward(1, 'busy', person(0).number)), 'circle', () => [own(0), own(1)].sort()[0] ?? ''],
  ['three people in a round', () => (forward(0, 'unreachable', person(1).number), forward(1, 'unreachable', person(2).number), forward(2, 'unreachable', person(0).number)), 'circle', () => [own(0), own(1), own(2)].sort()[0] ?? ''],
  ['an announcement leads back to itself', () => link(built.steps.play, 'next', `node:${built.steps.when}`), 'circle', () => [built.flow, built.steps.when, built.steps.play].sort().find((id) => id !== built.flow) ?? ''],
  ['two flows begin with each other', () => (link(null, 'entry', `node:${built.flow}`, built.after), link(built.steps.play, 'next', `node:${built.after}`)), 'circle', () => [built.flow, built.after, built.steps.when, built.steps.play].sort()[0] ?? ''],
  // dead ends
  ['a group without members and without overflow', () => (built.it.do('ring-group.set-members', { groupId: built.group, members: [] }), link(built.steps.sales, 'next', '')), 'dead-end', () => built.group],
  ['everybody signed out, no overflow', () => (signOut(built.second)), 'dead-end', () => built.second],
  ['everybody of a group on do not disturb, no overflow', () => [2, 3].forEach((one) => built.it.do('extension.set-do-not-disturb', { id: own(one), on: true })), 'dead-end', () => built.second],
  ['everybody of a group forwards', () => [2, 3].forEach((one) => forward(one, 'always', person(0).number)), 'dead-end', () => built.second],
  ['an empty group behind a forward', () => (built.it.do('ring-group.set-members', { groupId: built.second, members: [] }), forward(0, 'always', '601')), 'dead-end', () => built.second],
  ['an overflow into an empty group', () => (built.it.do('ring-group.set-members', { groupId: built.second, members: [] }), built.it.do('ring-group.set-members', { groupId: built.group, members: [] }), overflow(built.group, built.second)), 'dead-end', () => built.second],
  // nobody
  ['no phone and no voicemail', () => (noPhones(3), noVoicemail(3)), 'nobody', () => own(3)],
  ['forwarding to somebody without phone and voicemail', () => (noPhones(3), noVoicemail(3), forward(0, 'always', person(3).number)), 'nobody', () => own(3)],
  ['a public number to somebody without phone and voicemail', () => (noPhones(3), noVoicemail(3), built.it.do('public-number.set-destination', { id: built.number, destination: `node:${own(3)}` })), 'nobody', () => own(3)],
  ['an extension without devices at all', () => built.it.do('extension.create', { number: '150', label: 'Door' }), 'nobody', () => built.it.office.read.holder('150')?.id ?? ''],
  ['a flow that begins nowhere', () => link(null, 'entry', '', built.after), 'nobody', () => built.after],
  ['a public number that leads nowhere', () => built.it.do('public-number.set-destination', { id: built.number, destination: 'end:unreachable' }), 'nobody', () => built.number],
  ['hours lead nowhere while closed', () => link(built.steps.when, 'closed', ''), 'nobody', () => built.steps.when],
  ['hours lead nowhere while open', () => link(built.steps.when, 'open', ''), 'nobody', () => built.steps.when],
  // unfinished flows
  ['a menu key that leads nowhere', () => link(built.steps.menu, '1', ''), 'unfinished', () => built.steps.menu],
  ['a menu without a time-out', () => link(built.steps.menu, 'timeout', ''), 'unfinished', () => built.steps.menu],
  ['a menu without a wrong key', () => link(built.steps.menu, 'wrong', ''), 'unfinished', () => built.steps.menu],
  ['an announcement that leads nowhere', () => link(built.steps.play, 'next', ''), 'unfinished', () => built.steps.play],
  ['a menu without a greeting', () => built.it.do('flow-step.update', { id: built.steps.menu, sound: '' }), 'unfinished', () => built.steps.menu],
  ['an announcement without a sound', () => built.it.do('flow-step.update', { id: built.steps.play, sound: '' }), 'unfinished', () => built.steps.play],
  ['hours that are not chosen', () => built.it.do('flow-step.update', { id: built.steps.when, target: '' }), 'unfinished', () => built.steps.when],
  ['a person who is not chosen', () => built.it.do('flow-step.update', { id: built.steps.anna, target: '' }), 'unfinished', () => built.steps.anna],
  ['a group that is not chosen', () => built.it.do('flow-step.update', { id: built.steps.sales, target: '' }), 'unfinished', () => built.steps.sales],
  ['a voicemail that is turned off', () => noVoicemail(0), 'unfinished', () => built.steps.mailbox],
  ['a flow without a first step', () => built.it.do('flow.create', { name: 'Empty', number: '702' }), 'unfinished', () => built.it.office.read.holder('702')?.id ?? ''],
  // steps that no call reaches
  ['a step that nothing leads to', () => link(built.steps.menu, '2', `node:${built.steps.sales}`), 'unreached', () => built.steps.anna],
  ['hours that are never open', () => onlyEver('closed'), 'unreached', () => built.steps.menu],
  ['hours that are never closed', () => onlyEver('open'), 'unreached', () => built.steps.play],
  ['a menu that the hours pass by', () => link(built.steps.when, 'open', `node:${built.steps.sales}`), 'unreached', () => built.steps.menu],
  ['a flow that no number leads to', () => (built.it.do('flow.set-number', { id: built.flow, number: null }), built.it.do('public-number.set-destination', { id: built.number, destination: `node:${own(0)}` })), 'unreached', () => built.steps.menu],
  // sounds
  ['the file of an announcement is gone', () => built.missing.add(built.sound), 'no-sound', () => built.steps.play],
  ['the file of a greeting is gone', () => built.missing.add(built.sound), 'no-sound', () => built.steps.menu],
  ['the file of a farewell is gone', () => built.missing.add(built.sound), 'no-sound', () => built.steps.bye],
  // hours of people, and queues
  ['a group whose members are all unavailable at night', () => [2, 3].forEach((one) => unavailable(one, 'busy')), 'dead-end', () => built.second],
  ['two people send their calls to each other while they are unavailable', () => (unavailable(0, 'forward', `node:${own(1)}`), unavailable(1, 'forward', `node:${own(0)}`)), 'circle', () => [own(0), own(1)].sort()[0] ?? ''],
  ['whoever is unavailable sends calls to somebody without phone and voicemail', () => (noPhones(3), noVoicemail(3), unavailable(0, 'forward', `number:${person(3).number}`)), 'nobody', () => own(3)],
  ['a queue that is left at once, because no agent takes calls', () => (built.it.do('extension.set-do-not-disturb', { id: own(0), on: true }), queueOf(0)), 'nobody', () => built.it.office.read.holder('800')?.id ?? ''],
  ['a queue whose agents all forward their calls', () => (forward(0, 'always', person(1).number), queueOf(0)), 'nobody', () => built.it.office.read.holder('800')?.id ?? ''],
]; // prettier-ignore

test('[G2] in an office that is whole nothing is found', async () => {
  expect(await proved()).toEqual([]);
});

describe('[G2] seeded faults', () => {
  test('there are forty-five', () => expect(faults.length).toBe(45));

  test.each(faults)('%s', async (_title, seed, code, node) => {
    seed();
    const found = await proved();
    expect(found.map((one) => `${one.code} ${one.node}`)).toContain(`${code} ${node()}`);
    for (const one of found) expect(one.words).not.toMatch(/undefined|null|NaN/);
  });
});

test('[G3] a fault that is there at some hours only is named with its hours, and gone when it is mended', async () => {
  await proved();
  built.it.office.onCommit((touched) => prover?.commit(touched));
  link(built.steps.when, 'closed', '');
  const found = (await proved()).find((one) => one.code === 'nobody');
  // Closed from now until Monday at nine, in Berlin.
  expect(found?.times[0]).toEqual({ from: now, to: Date.UTC(2026, 10, 23, 8, 0) });
  expect(found?.times.length).toBeGreaterThan(4);
  link(built.steps.when, 'closed', `node:${built.steps.play}`);
  expect(await proved()).toEqual([]);
});

test('[X15] a group is proved with the hours of its members: whole by day, empty at night', async () => {
  unavailable(2, 'busy');
  unavailable(3, 'busy');
  const found = (await proved()).find(({ code, node }) => code === 'dead-end' && node === built.second);
  // Closed from this evening until Monday at nine, in Berlin.
  expect(found?.times[0]).toEqual({ from: now, to: Date.UTC(2026, 10, 23, 8, 0) });
});
