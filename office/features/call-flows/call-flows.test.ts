import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna as by, testOffice, type TestOffice } from '../../../db/test-office.ts';

let test: TestOffice;
let anna: string;
beforeEach(() => {
  test = testOffice();
  test.person('Anna', '101');
  test.person('Ben', '102');
  anna = test.ask('people.list', { search: 'anna' }).rows[0]?.extensionId ?? '';
});
afterEach(() => test.close());

type NewStep = Parameters<typeof test.do<'flow-step.add'>>[1];
const add = (flowId: string, type: NewStep['type'], rest: Partial<NewStep> = {}) =>
  test.do('flow-step.add', { ...rest, flowId, type });
const connect = (flowId: string, step: string | null, exit: string, to: string) =>
  test.do('flow.connect', { flowId, from: { step, exit }, to });
const codes = (id: string) => test.ask('flow.get', { id }).problems.map((problem) => problem.code);
const entry = { step: null, exit: 'entry' };

/** Reception: a menu whose key 1 leads to Anna, then to her voicemail; 9 hears the greeting again. */
function reception() {
  const { id } = test.do('flow.create', { name: 'Reception', number: '300' });
  const menu = add(id, 'menu', {
    from: entry,
    sound: 'prompt:hello-world',
    settings: { keys: ['1', '9'], tries: 2, direct: true },
  }).id;
  const person = add(id, 'extension', { target: anna, from: { step: menu, exit: '1' } }).id;
  const sorry = add(id, 'play', { sound: 'prompt:im-sorry', from: { step: person, exit: 'next' } }).id;
  const end = add(id, 'hangup', { from: { step: sorry, exit: 'next' } }).id;
  connect(id, menu, '9', `node:${menu}`);
  connect(id, menu, 'timeout', `node:${person}`);
  connect(id, menu, 'wrong', 'end:hang-up');
  return { id, menu, person, sorry, end };
}

const simulate = (keys: string[], more: object = {}) =>
  test.ask('calls.simulate', { from: '+4930', to: '300', assume: 'all-connected', keys, ...more });

describe('call flows', () => {
  it('[G2] is empty at first and says so; whole, it has no problems, and the simulated call names its way', () => {
    const { id } = test.do('flow.create', { name: 'New' });
    expect(codes(id)).toEqual(['empty']);
    const { menu, person, sorry, end, ...made } = reception();
    expect(test.ask('flow.get', { id: made.id }).problems).toEqual([]);
    const answer = simulate(['1']);
    expect(answer.way.map(({ node, exit }) => [node, exit])).toEqual([
      [made.id, 'entry'],
      [menu, '1'],
      [person, 'next'],
      [sorry, 'next'],
      [end, undefined],
    ]);
    expect(answer.ending.kind).toBe('hang-up');
    expect(answer.rings.map((ring) => ring.label)).toEqual(['Anna - Deskphone']);
  });

  it('[G2] a menu counts keys, wrong keys, no keys and dialled numbers', () => {
    const { menu, person } = reception();
    const exits = (keys: string[]) =>
      simulate(keys)
        .way.filter(({ node }) => node === menu)
        .map(({ exit }) => exit);
    expect(exits(['9', '1'])).toEqual(['9', '1']);
    expect(exits(['7', '7'])).toEqual(['wrong']);
    expect(exits(['7', '1'])).toEqual(['1']);
    expect(exits([])).toEqual(['timeout']);
    expect(exits(['102'])).toEqual(['number']);
    expect(simulate(['102']).rings.map((ring) => ring.label)).toEqual(['Ben - Deskphone']);
    expect(simulate(['']).way.map(({ node }) => node)).toContain(person);
  });

  it('[X7] the own settings of an extension count only when it is the last step', () => {
    const { id, menu, person, sorry } = reception();
    test.do('voicemail.set', { extensionId: anna, enabled: true });
    expect(simulate(['1']).ending.kind).toBe('hang-up');
    test.do('extension.set-do-not-disturb', { id: anna, on: true });
    expect(simulate(['1']).way.map(({ node }) => node)).toContain(sorry);
    connect(id, person, 'next', '');
    expect(simulate(['1']).ending.kind).toBe('voicemail');
    // Forwarding of all calls still counts, also with a next step.
    test.do('extension.set-do-not-disturb', { id: anna, on: false });
    connect(id, person, 'next', `node:${sorry}`);
    test.do('forwarding.set', { extensionId: anna, kind: 'always', enabled: true, number: '102' });
    expect(simulate(['1']).rings.map((ring) => ring.label)).toEqual(['Ben - Deskphone']);
    expect(test.ask('flow.get', { id }).steps.find((step) => step.id === menu)?.words).toContain('Internal numbers');
  });

  it('[G2] a step that is put between others keeps the chain, and one that is taken out closes it', () => {
    const { id, menu, person } = reception();
    const hello = add(id, 'play', { sound: 'prompt:one-moment-please', from: { step: menu, exit: '1' } }).id;
    const to = (step: string, exit: string) =>
      test
        .ask('flow.get', { id })
        .steps.find((one) => one.id === step)
        ?.exits.find((one) => one.name === exit)?.to.step;
    expect(to(menu, '1')).toBe(hello);
    expect(to(hello, 'next')).toBe(person);
    test.do('flow-step.remove', { id: hello });
    expect(to(menu, '1')).toBe(person);
    test.do('flow-step.remove', { id: menu });
    expect(test.ask('flow.get', { id }).entry.step).toBe(null);
  });

  it('[G2] names what cannot work: lost steps, open exits, missing sounds, circles', () => {
    const { id } = test.do('flow.create', { name: 'Odd' });
    const menu = add(id, 'menu', { from: entry, settings: { keys: ['1'] } }).id;
    expect(codes(id)).toEqual(['no-sound', 'nowhere', 'nowhere', 'nowhere']);
    const first = add(id, 'play', { sound: 'prompt:beep', from: { step: menu, exit: 'timeout' } }).id;
    connect(id, first, 'next', `node:${menu}`);
    connect(id, menu, '1', 'number:101');
    connect(id, menu, 'wrong', 'number:101');
    add(id, 'voicemail', { target: anna });
    test.do('voicemail.set', { extensionId: anna, enabled: false });
    expect(codes(id).sort()).toEqual(['circle', 'no-sound', 'no-voicemail', 'unreachable']);
    const circle = test.ask('flow.get', { id }).problems.find(({ code }) => code === 'circle');
    expect(circle?.words).toContain('Menu → A beep. → Menu');
    // A call that went there all the same ends.
    const { id: other } = test.do('flow.create', { name: 'Other', number: '400' });
    connect(other, null, 'entry', `node:${id}`);
    expect(test.ask('calls.simulate', { from: '+4930', to: '400' }).ending.kind).toBe('loop');
  });

  it('[G2] what a flow uses cannot be removed, and what uses a flow keeps it', () => {
    const { id } = reception();
    expect(test.refused('extension.delete', { id: anna })).toMatchObject({
      kind: 'in-use',
      by: [{ label: '300 Reception' }],
    });
    const { id: other } = test.do('flow.create', { name: 'Other' });
    connect(other, null, 'entry', `node:${id}`);
    expect(test.refused('flow.delete', { id })).toMatchObject({ kind: 'in-use', by: [{ label: 'Other' }] });
    test.do('flow.delete', { id: other });
    test.do('flow.delete', { id });
    test.do('extension.delete', { id: anna });
  });

  it('[G2] refuses what no call could follow, where it is typed', () => {
    const { id, menu } = reception();
    expect(
      test.refused('flow.connect', { flowId: id, from: { step: menu, exit: '5' }, to: 'number:101' }).message,
    ).toContain('no such exit');
    expect(test.refused('flow-step.update', { id: menu, settings: { seconds: 0 } })).toMatchObject({
      issues: [{ path: 'settings.seconds', message: 'At least 1 second.' }],
    });
    expect(test.refused('flow-step.update', { id: menu, settings: { colour: 'red' } }).kind).toBe('invalid');
    expect(test.refused('flow-step.update', { id: menu, sound: 'snd-0000000000' }).message).toContain(
      'no longer there',
    );
    expect(test.refused('flow-step.add', { flowId: id, type: 'extension', target: 'grp-0000000000' }).message).toBe(
      'Choose a person.',
    );
    expect(
      test.refused('flow-step.add', { flowId: id, type: 'caller', settings: { numbers: ['${EXTEN}'] } }).kind,
    ).toBe('invalid');
    const other = test.do('flow.create', { name: 'Other' });
    expect(test.refused('flow.connect', { flowId: other.id, from: entry, to: `node:${menu}` }).message).toContain(
      'step of Reception',
    );
    expect(test.refused('flow.create', { name: 'Taken', number: '101' }).kind).toBe('number-taken');
  });

  it('[X1] a number that moves takes what leads to it along', () => {
    const { id, menu } = reception();
    const forward = add(id, 'forward', { settings: { number: '102' } }).id;
    connect(id, menu, '9', 'number:102');
    const ben = test.ask('people.list', { search: 'ben' }).rows[0]?.extensionId ?? '';
    test.do('extension.renumber', { id: ben, number: '155' });
    const steps = test.ask('flow.get', { id }).steps;
    expect(steps.find((step) => step.id === forward)?.settings).toEqual({ number: '155' });
    expect(steps.find((step) => step.id === menu)?.exits.find(({ name }) => name === '9')?.to.value).toBe('number:155');
  });

  it('[G2] a key that is no longer offered leads nowhere, and undo brings it back', () => {
    const { id, menu } = reception();
    test.do('flow-step.update', { id: menu, settings: { keys: ['1'] } });
    const keys = () =>
      test
        .ask('flow.get', { id })
        .steps.find((step) => step.id === menu)
        ?.exits.map((exit) => exit.name);
    expect(keys()).toEqual(['1', 'timeout', 'wrong']);
    expect(test.office.undo(by).ok).toBe(true);
    expect(keys()).toEqual(['1', '9', 'timeout', 'wrong']);
    expect(simulate(['9', '1']).ending.kind).toBe('hang-up');
  });
});
