import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { type ringStrategies } from './table.ts';

let test: TestOffice;
let members: string[];
beforeEach(() => {
  test = testOffice();
  members = ['Anna', 'Ben', 'Cara'].map((name, at) => test.person(name, String(101 + at)).identityIds[0] ?? '');
});
afterEach(() => test.close());

const group = (strategy: (typeof ringStrategies)[number]) =>
  test.do('ring-group.create', {
    name: 'Sales',
    number: '300',
    strategy,
    ringSeconds: 20,
    members: members.map((identityId, at) => ({ identityId, startDelay: at * 10, ringSeconds: 15 })),
  }).id;

describe('ring groups', () => {
  it.each([
    ['all-at-once', ['Anna 0-20', 'Ben 0-20', 'Cara 0-20']],
    ['escalating', ['Anna 0-15', 'Ben 10-25', 'Cara 20-35']],
    ['one-after-another', ['Anna 0-15', 'Ben 15-30', 'Cara 30-45']],
    ['rotating', ['Anna 0-15', 'Ben 15-30', 'Cara 30-45']],
    ['random', ['Anna 0-15', 'Ben 15-30', 'Cara 30-45']],
  ] as const)('[G1] %s: simulated, drawn and previewed alike', (strategy, expected) => {
    const id = group(strategy);
    const simulated = test.ask('calls.simulate', { from: '+4930', to: '300', assume: 'all-connected' });
    const words = (label: string, from: number, to: number) => `${label.split(' ')[0] ?? ''} ${from}-${to}`;
    expect(simulated.rings.map((ring) => words(ring.label, ring.from, ring.to))).toEqual(expected);
    const stored = test.ask('ring-group.get', { id });
    expect(stored.bars.map((bar) => words(bar.label, bar.from, bar.to))).toEqual(expected);
    const { bars } = test.ask('ring-group.preview', {
      draft: {
        strategy,
        ringSeconds: 20,
        members: stored.members.map(({ identityId, startDelay, ringSeconds }) => ({
          identityId,
          startDelay,
          ringSeconds,
        })),
      },
    });
    expect(bars).toEqual(stored.bars);
  });

  it('[G1] members come, go, move and sign out, and a whole list keeps who is signed out', () => {
    const id = group('one-after-another');
    const labels = () =>
      test.ask('ring-group.get', { id }).members.map((member) => `${member.label}${member.signedOut ? ' (out)' : ''}`);
    test.do('ring-group.move-member', { groupId: id, identityId: members[2] ?? '', position: 0 });
    test.do('ring-group.sign-out', { groupId: id, identityId: members[2] ?? '' });
    expect(labels()).toEqual(['Cara - Deskphone (out)', 'Anna - Deskphone', 'Ben - Deskphone']);
    test.do('ring-group.set-members', { groupId: id, members: members.slice(1).map((identityId) => ({ identityId })) });
    expect(labels()).toEqual(['Ben - Deskphone', 'Cara - Deskphone (out)']);
    test.do('ring-group.remove-member', { groupId: id, identityId: members[1] ?? '' });
    test.do('ring-group.add-member', { groupId: id, identityId: members[0] ?? '', startDelay: 4 });
    expect(labels()).toEqual(['Cara - Deskphone (out)', 'Anna - Deskphone']);
    const simulated = test.ask('calls.simulate', { from: '+4930', to: '300', assume: 'all-connected' });
    expect(simulated.steps.map((step) => step.code)).toContain('signed-out');
  });

  it('[G1] overflow leads somewhere that exists, and keeps it there', () => {
    const id = group('all-at-once');
    const anna = test.ask('people.list', { search: 'anna' }).rows[0]?.extensionId ?? '';
    const to = (overflowKind: 'extension' | 'voicemail' | 'ring-group', overflowId: string) => ({
      id,
      overflowKind,
      overflowId,
    });
    expect(test.refused('ring-group.update', to('ring-group', id)).message).toContain('cannot overflow into itself');
    expect(test.refused('ring-group.update', to('extension', 'ext-0000000000')).kind).toBe('not-found');
    test.do('ring-group.update', to('voicemail', anna));
    expect(test.ask('calls.simulate', { from: '+4930', to: '300' }).ending.kind).toBe('voicemail');
    expect(test.refused('voicemail.set', { extensionId: anna, enabled: false }).message).toContain('Sales');
    expect(test.refused('extension.delete', { id: anna })).toMatchObject({
      kind: 'in-use',
      by: [{ label: '300 Sales' }],
    });
    const { id: flow } = test.do('flow.create', { name: 'Evening' });
    test.do('flow.connect', { flowId: flow, from: { step: null, exit: 'entry' }, to: 'number:102' });
    const anywhere = (overflowId: string) => ({ id, overflowKind: 'destination' as const, overflowId });
    expect(test.refused('ring-group.update', anywhere(`node:${id}`)).message).toContain('cannot overflow into itself');
    expect(test.refused('ring-group.update', anywhere('somewhere')).kind).toBe('invalid');
    test.do('ring-group.update', anywhere(`node:${flow}`));
    expect(test.ask('ring-group.get', { id }).overflow).toBe('Evening');
    expect(test.refused('flow.delete', { id: flow })).toMatchObject({ kind: 'in-use', by: [{ label: '300 Sales' }] });
    const overflowed = test.ask('calls.simulate', { from: '+4930', to: '300', assume: 'all-connected' });
    expect(overflowed.way.map(({ node }) => node)).toContain(flow);
    test.do('ring-group.delete', { id });
    test.do('extension.delete', { id: anna });
  });

  it('refuses times and lists that no phone could follow', () => {
    const id = group('escalating');
    const set = (member: object) =>
      test.refused('ring-group.set-members', { groupId: id, members: [{ identityId: members[0] ?? '', ...member }] });
    expect(set({ ringSeconds: 0 })).toMatchObject({
      issues: [{ path: 'members.0.ringSeconds', message: 'At least 1 second.' }],
    });
    expect(set({ ringSeconds: 601 }).message).toBe('At most 600 seconds.');
    expect(set({ startDelay: -1 }).message).toBe('At least 0 seconds.');
    expect(set({ startDelay: 1.5 }).message).toBe('Use whole seconds.');
    const twice = [members[0] ?? '', members[0] ?? ''].map((identityId) => ({ identityId }));
    expect(test.refused('ring-group.set-members', { groupId: id, members: twice }).message).toContain('already');
  });
});
