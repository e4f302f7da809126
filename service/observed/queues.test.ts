import { expect, test } from 'vitest';
import { inLine, queueCallerOfList, reduceQueue, type Waiting } from './queues.ts';

const join = (channel: string, queue: string, number: string) => ({
  event: 'QueueCallerJoin',
  channel,
  queue,
  calleridnum: number,
  calleridname: '<unknown>',
  position: '1',
});

test('[G2] who waits moves up when somebody before leaves, is answered or hangs up; both names of a queue are one line', () => {
  const waiting: Waiting = new Map();
  expect(reduceQueue(waiting, join('PJSIP/a', 'que-one', '101'), 1000)).toBe(true);
  reduceQueue(waiting, join('PJSIP/b', 'que-one.o', '102'), 2000);
  reduceQueue(waiting, join('PJSIP/c', 'que-two', '103'), 500);
  const places = () => inLine(waiting).map(({ queue, number, position }) => [queue, number, position]);
  expect(places()).toEqual([
    ['que-one', '101', 1],
    ['que-one', '102', 2],
    ['que-two', '103', 1],
  ]);
  expect(inLine(waiting)[0]).toMatchObject({ name: '', since: 1000 });
  expect(reduceQueue(waiting, { event: 'QueueCallerLeave', channel: 'PJSIP/a', queue: 'que-one' }, 3000)).toBe(true);
  expect(places()[0]).toEqual(['que-one', '102', 1]);
  expect(reduceQueue(waiting, { event: 'Hangup', channel: 'PJSIP/b' }, 3000)).toBe(true);
  expect(reduceQueue(waiting, { event: 'Hangup', channel: 'PJSIP/b' }, 3000)).toBe(false);
  expect(reduceQueue(waiting, { event: 'AgentCalled', channel: 'PJSIP/c' }, 3000)).toBe(false);
  expect(places()).toEqual([['que-two', '103', 1]]);
});

test('[G2] after a connect the line is read with how long each has waited', () => {
  const item = { event: 'QueueEntry', channel: 'PJSIP/a', queue: 'que-one.o', calleridnum: '101', calleridname: 'Anna', wait: '42' }; // prettier-ignore
  expect(queueCallerOfList(item, 100_000)).toMatchObject({ queue: 'que-one', name: 'Anna', since: 58_000 });
  expect(queueCallerOfList({ event: 'QueueMember', queue: 'que-one' }, 0)).toBeUndefined();
});
