import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import type { QueryInput } from '../../contract.ts';

let test: TestOffice;
let people: { extensionId: string; identityIds: string[] }[];
beforeEach(() => {
  test = testOffice();
  people = ['Anna', 'Ben', 'Cara'].map((name, at) => test.person(name, String(101 + at)));
});
afterEach(() => test.close());

const agent = (at: number) => ({ extensionId: people[at]?.extensionId ?? '' });
const queue = (more: object = {}) =>
  test.do('queue.create', { name: 'Support', number: '700', ringSeconds: 10, agents: [agent(0), agent(1)], ...more })
    .id;
const call = (phones: QueryInput<'calls.simulate'>['phones'] = {}, to = '700') =>
  test.ask('calls.simulate', { from: '+4930', to, assume: 'all-connected', phones });
const rings = (answer: ReturnType<typeof call>) =>
  answer.rings.map(({ label, from, to }) => `${label.split(' ')[0] ?? ''} ${from}-${to}`);
const does = (at: number, what: NonNullable<QueryInput<'calls.simulate'>['phones']>[string]) => ({
  [`${people[at]?.extensionId ?? ''}-1`]: what,
});

describe('queues', () => {
  it('[G2] ring all their agents again and again until the longest wait is over', () => {
    queue({ maxWaitSeconds: 25, whenLateTo: `node:${agent(2).extensionId}` });
    const answer = call();
    expect(rings(answer)).toEqual([
      'Anna 0-10',
      'Ben 0-10',
      'Anna 11-21',
      'Ben 11-21',
      'Anna 22-25',
      'Ben 22-25',
      'Cara 25-43',
    ]);
    expect(call(does(1, { does: 'answers', after: 3 })).ending).toMatchObject({ kind: 'answered', at: 3 });
    expect(call(does(0, { inCall: true })).steps.map(({ code }) => code)).toContain('in-call');
  });

  it('[G2] ring one after another in the order of the list, and pass over who declines at once', () => {
    queue({ strategy: 'in-order', maxWaitSeconds: 20, agents: [agent(1), agent(0)] });
    expect(rings(call())).toEqual(['Ben 0-10', 'Anna 11-20']);
    expect(rings(call(does(1, { does: 'declines', after: 2 })))).toEqual(['Ben 0-2', 'Anna 2-10', 'Anna 11-20']);
  });

  it('[G2] lead elsewhere when nobody is signed in, unless callers wait all the same', () => {
    const id = queue({ whenEmptyTo: 'end:busy', maxWaitSeconds: 0 });
    for (const one of test.ask('queue.get', { id }).agents) test.do('queue.sign-out', { agentId: one.id });
    expect(call().ending).toEqual({ kind: 'busy', at: 0 });
    test.do('queue.update', { id, whenEmpty: 'wait' });
    expect(call().ending).toMatchObject({ kind: 'service', service: id });
    test.do('extension.apply-phone-change', { ext: agent(1).extensionId, what: 'queue-in', value: '700', device: `${agent(1).extensionId}-1` }); // prettier-ignore
    expect(test.ask('queue.get', { id }).agents.map(({ signedIn }) => signedIn)).toEqual([false, true]);
    expect(rings(call())).toEqual(['Ben 0-10']);
  });

  it('[G2] keep who is signed in when agents change, and name who needs them', () => {
    const id = queue({ whenLateTo: `node:${agent(2).extensionId}` });
    const [first] = test.ask('queue.get', { id }).agents;
    test.do('queue.sign-out', { agentId: first?.id ?? '' });
    test.do('queue.set-agents', { queueId: id, agents: [agent(2), agent(0)] });
    const agents = test.ask('queue.get', { id }).agents;
    expect(agents.map(({ label, signedIn }) => [label, signedIn])).toEqual([['103 Cara', true], ['101 Anna', false]]); // prettier-ignore
    expect(test.refused('extension.delete', { id: agent(2).extensionId })).toMatchObject({ kind: 'in-use', by: [{ label: '700 Support' }] }); // prettier-ignore
    const other = test.do('queue.create', { name: 'Other', whenFullTo: `node:${id}` }).id;
    expect(test.refused('queue.delete', { id }).message).toContain('Other');
    expect(test.refused('queue.update', { id, whenEmptyTo: `node:${other}` }).message).toContain('in a circle');
  });

  it('[G2] refuse what cannot work, where it is typed', () => {
    const id = queue();
    expect(test.refused('queue.update', { id, whenFullTo: `node:${id}` })).toMatchObject({ issues: [{ path: 'whenFullTo' }] }); // prettier-ignore
    expect(test.refused('queue.update', { id, maxWaitSeconds: 5 }).message).toContain('Use at least 10 s');
    expect(test.refused('queue.update', { id, ringSeconds: 1 }).message).toBe('At least 3 seconds.');
    expect(test.refused('queue.update', { id, whenLateTo: '' }).message).toBe('Choose where these callers go.');
    expect(test.refused('queue.update', { id, number: '112' }).message).toContain('emergency');
    const twice = [agent(0), { ...agent(0), identityId: people[0]?.identityIds[0] ?? '' }];
    expect(test.refused('queue.set-agents', { queueId: id, agents: twice }).message).toContain('already');
  });
});
