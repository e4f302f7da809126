import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls, type Behaviour, type CallResult, type Ringing } from './sipp.ts';

// One office and one set of phones. Calls that do not meet are placed together; a test that changes something while a
// caller waits has people of its own.

interface QueueView {
  waiting: { number: string; position: number; since: number }[];
  agents: { id: string; label: string; signedIn: boolean; state: string }[];
}

let product: Product;
let phones: Awaited<ReturnType<typeof ringingPhones>>;
const people: Record<string, Person> = {};
const queues: Record<string, string> = {};
const accounts: { account: Person['account']; does: Behaviour }[] = [];

const rings: Behaviour = { what: 'rings' };
const answers = (afterMs: number): Behaviour => ({ what: 'answers', afterMs });

async function person(name: string, does: Behaviour): Promise<void> {
  const made = await addPerson(product, name);
  people[name] = made;
  accounts.push({ account: made.account, does });
}

async function queue(number: string, agents: readonly string[], input: Record<string, unknown> = {}): Promise<void> {
  const made = await product.run<{ id: string }>('queue.create', {
    number, name: `Queue ${number}`, ringSeconds: 3, sayPosition: false,
    agents: agents.map((name) => ({ extensionId: people[name]?.extensionId })),
    ...input,
  }); // prettier-ignore
  queues[number] = made.id;
}

const of = (name: string): Person => people[name] as Person; // Safe: every name is made in beforeAll.
const view = (number: string) => product.ask<QueueView>('queue.get', { id: queues[number] });
/** A queue answers the call itself, so `talkMs` counts from joining it. */
const dial = (name: string, number: string, talkMs = 300, seconds = 30): Promise<CallResult> =>
  placeCalls(product.server, [{ ...of(name).account, number, talkMs }], 10, seconds).then(
    ([result]) => result as CallResult, // Safe: one result a call.
  );
const rang = (name: string): Ringing[] => phones.peek().filter((ring) => ring.device === of(name).account.device);
const waits = (number: string, callers: number) =>
  until(`${callers} in ${number}`, async () => ((await view(number)).waiting.length === callers ? true : undefined));
const answeredBy = (name: string, call: CallResult) =>
  rang(name).find((ring) => ring.from >= call.startedAt && ring.end === 'answered');

beforeAll(async () => {
  product = await startProduct();
  for (const [name, does] of Object.entries({
    anna: answers(800), ben: rings, cara: answers(400), dora: answers(400), empty: answers(300), full: answers(300),
    late: answers(300), slow: rings, patient: rings, signs: answers(400), leaves: rings, hears: rings, 'hears too': rings, rests: answers(300), joins: answers(300),
    first: rings, second: answers(300), c1: rings, c2: rings, c3: rings, c4: rings, c5: rings, c6: rings, c7: rings, c8: rings, c9: rings, c10: rings, c11: rings, c12: rings, c13: rings,
  })) await person(name, does); // prettier-ignore
  const to = (name: string) => `node:${of(name).extensionId}`;
  await queue('700', ['anna', 'ben']);
  await queue('701', ['cara', 'dora'], { strategy: 'in-order' });
  await queue('702', ['signs'], { whenEmptyTo: to('empty') });
  await queue('703', ['slow'], { maxWaiting: 1, maxWaitSeconds: 0, whenFullTo: to('full') });
  await queue('704', ['patient'], { maxWaitSeconds: 3, whenLateTo: to('late') });
  await queue('705', ['leaves'], { whenEmptyTo: to('empty'), maxWaitSeconds: 0 });
  await queue('706', ['hears'], { maxWaitSeconds: 0 });
  await queue('707', ['rests'], { wrapUpSeconds: 3 });
  await queue('708', ['signs'], { whenEmpty: 'wait', maxWaitSeconds: 0 });
  await queue('709', ['first', 'second'], { strategy: 'in-order' });
  await queue('710', ['hears too'], { maxWaitSeconds: 0 });
  phones = await ringingPhones(product, accounts);
}, 60_000);

afterAll(async () => {
  await phones.stop();
  await product.stop();
});

test('[G2] agents ring together or in order; who is in a call is passed over; callers overflow when the queue is full or they waited too long', async () => {
  const held = dial('cara', '*43', 7000);
  await until('cara in a call', async () => ((await view('701')).agents[0]?.state === 'in-call' ? true : undefined));
  const waiting = dial('c3', '703', 9000);
  await waits('703', 1);
  const [together, skipped, full, late, inOrder] = await Promise.all([
    dial('c1', '700', 2500),
    dial('c2', '701', 2500),
    dial('c4', '703'),
    dial('c5', '704', 4500),
    dial('c6', '709', 6000),
  ]);
  const start = (name: string, call: CallResult, at = 0) =>
    (rang(name).filter((ring) => ring.from >= call.startedAt)[at]?.from ?? NaN) - call.startedAt;
  expect(answeredBy('anna', together)).toBeDefined();
  expect(Math.abs(start('anna', together) - start('ben', together))).toBeLessThan(200);
  expect(answeredBy('dora', skipped)).toBeDefined();
  expect(rang('cara')).toEqual([]);
  expect(answeredBy('full', full)).toBeDefined();
  expect(start('full', full)).toBeLessThan(500);
  expect(answeredBy('late', late)).toBeDefined();
  expect(Math.abs(start('late', late) - 3000)).toBeLessThan(900);
  expect(start('first', inOrder)).toBeLessThan(900);
  expect(Math.abs(start('second', inOrder) - 4000)).toBeLessThan(900);
  await Promise.all([held, waiting]);
}, 60_000);

test('[G2] agents sign in and out by code, for one queue or all, and it counts at once, also for who waits already', async () => {
  const signedIn = async (number: string) => (await view(number)).agents[0]?.signedIn;
  expect((await dial('signs', '*46')).status).toBe(200);
  await until('signed out everywhere', async () =>
    !(await signedIn('702')) && !(await signedIn('708')) ? true : undefined,
  );
  const toOther = await dial('c7', '702');
  expect(answeredBy('empty', toOther)).toBeDefined();
  expect(rang('signs').filter((ring) => ring.from >= toOther.startedAt)).toEqual([]);

  const waiting = dial('c8', '708', 6000);
  await waits('708', 1);
  expect(rang('signs')).toEqual([]);
  const dialled = Date.now();
  expect((await dial('signs', '*45708')).status).toBe(200);
  const call = await waiting;
  expect(answeredBy('signs', call)).toBeDefined();
  expect((answeredBy('signs', call)?.from ?? NaN) - dialled).toBeLessThan(3500);
  expect(await signedIn('708')).toBe(true);
  expect(await signedIn('702')).toBe(false);
  expect((await dial('c7', '*45702')).status).toBe(404);
}, 60_000);

test('[G2] when the last agent leaves, who waits goes on; a caller who hangs up is gone from the line and the phone is silent', async () => {
  const waiting = dial('c9', '705', 6000);
  await waits('705', 1);
  const [agent] = (await view('705')).agents;
  await product.run('queue.sign-out', { agentId: agent?.id });
  const call = await waiting;
  expect(answeredBy('empty', call)).toBeDefined();
  expect((await view('705')).waiting).toEqual([]);

  const given = dial('c10', '706', 1500);
  await waits('706', 1);
  expect((await view('706')).waiting[0]).toMatchObject({ number: of('c10').number, position: 1 });
  await given;
  await waits('706', 0);
  const last = await until('the ringing to stop', () => {
    const ring = rang('hears').at(-1);
    return ring && ring.to !== null ? ring : undefined;
  });
  expect(last.end).toBe('cancelled');
}, 60_000);

test('[G2] an agent rests after a call, and an agent who is added while a caller waits is rung without moving the caller', async () => {
  const first = await dial('c12', '707', 1500);
  const ended = Date.now();
  expect(answeredBy('rests', first)).toBeDefined();
  const second = await dial('c13', '707', 6000);
  expect((answeredBy('rests', second)?.from ?? NaN) - ended).toBeGreaterThan(2000);

  const waiting = dial('c11', '710', 7000);
  await waits('710', 1);
  const since = (await view('710')).waiting[0]?.since;
  await product.run('queue.update', { id: queues['710'], strategy: 'round-robin', ringSeconds: 4, name: 'Other' });
  await product.run('queue.set-agents', {
    queueId: queues['710'],
    agents: ['joins', 'hears too'].map((name) => ({ extensionId: of(name).extensionId })),
  });
  expect((await view('710')).waiting[0]?.since).toBe(since);
  const call = await waiting;
  expect(call.status).toBe(200);
  expect(answeredBy('joins', call)).toBeDefined();
}, 60_000);
