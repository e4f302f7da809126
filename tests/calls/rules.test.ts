import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, accountOf, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import {
  freePort,
  placeCalls,
  register,
  type Behaviour,
  type CallResult,
  type OutgoingCall,
  type Ringing,
} from './sipp.ts';

// One office, one Asterisk, one set of phones; the calls of all tests are placed together, because each takes seconds
// and none meets another. Every test has people of its own.

let product: Product;
const calls: { name: string; call: OutgoingCall }[] = [];
const phones: { account: Person['account']; does: Behaviour }[] = [];

interface Seen {
  call: CallResult;
  rings: (device: string) => Ringing[];
}

const rings: Behaviour = { what: 'rings' };
const answers = (afterMs: number): Behaviour => ({ what: 'answers', afterMs });

let results: Map<string, Seen>;
const people: Record<string, Person> = {};

async function person(name: string, does: Behaviour | undefined, input: Record<string, unknown> = {}): Promise<Person> {
  const made = await addPerson(product, name, input);
  people[name] = made;
  if (does) phones.push({ account: made.account, does });
  return made;
}

function call(name: string, from: Person, number: string, talkMs = 300): void {
  calls.push({ name, call: { ...from.account, number, talkMs } });
}

function seen(name: string): Seen {
  const result = results.get(name);
  if (!result) throw new Error(`no call named ${name}`);
  return result;
}

/** Seconds from the start of the call to the start and end of the only ringing of that person's phone. */
function rang(name: string, who: string): { from: number; to: number; end: string } {
  const { call: placed, rings: of } = seen(name);
  const list = of(people[who]?.account.device ?? '');
  expect(list, `${who} rings once in "${name}"`).toHaveLength(1);
  const [one] = list as [Ringing];
  return { from: (one.from - placed.startedAt) / 1000, to: ((one.to ?? NaN) - placed.startedAt) / 1000, end: one.end };
}

const silent = (name: string, who: string) =>
  expect(seen(name).rings(people[who]?.account.device ?? ''), `${who} stays silent in "${name}"`).toEqual([]);

async function group(
  number: string,
  strategy: string,
  members: [who: string, startDelay: number, ringSeconds: number][],
  extra: Record<string, unknown> = {},
): Promise<void> {
  await product.run('ring-group.create', {
    number, name: `Group ${number}`, strategy, ringSeconds: 5,
    members: members.map(([who, startDelay, ringSeconds]) => ({ identityId: people[who]?.identityIds[0], startDelay, ringSeconds })),
    ...extra,
  }); // prettier-ignore
}

beforeAll(async () => {
  product = await startProduct();
  const caller = async (name: string) => person(`caller ${name}`, rings);

  await person('plain', answers(1000));
  call('plain', await caller('plain'), people['plain']?.number ?? '');
  await person('engaged', { what: 'busy', afterMs: 300 });
  call('busy', await caller('busy'), people['engaged']?.number ?? '');
  await person('slow', rings);
  call('no answer', await caller('no answer'), people['slow']?.number ?? '');
  await person('absent', undefined);
  call('unreachable', await caller('unreachable'), people['absent']?.number ?? '');
  call('nobody', await caller('nobody'), '7999');

  // Forwarding, four circumstances, each to a person of its own.
  for (const [kind, does] of [
    ['always', rings],
    ['busy', { what: 'busy', afterMs: 200 }],
    ['no-answer', rings],
    ['unreachable', undefined],
  ] as [string, Behaviour | undefined][]) {
    const target = await person(`target ${kind}`, answers(500));
    const from = await person(`forwards ${kind}`, does);
    await product.run('forwarding.set', {
      extensionId: from.extensionId,
      kind,
      enabled: true,
      number: target.number,
      ...(kind === 'busy' ? { callWaitingOff: true } : {}),
    });
    call(`forward ${kind}`, await caller(`forward ${kind}`), from.number);
  }

  // The document's own example: VIPs reach the own devices, all others go to three extensions.
  const boss = await person('boss', rings, { identities: [{ type: 'deskphone' }, { type: 'mobile-softphone' }] });
  const mobile = await accountOf(product, boss.identityIds[1] ?? '');
  phones.push({ account: mobile, does: answers(1200) });
  for (const one of ['first', 'second', 'third']) await person(one, one === 'second' ? answers(1500) : rings);
  const vip = await caller('vip');
  await product.run('forwarding.set', {
    extensionId: boss.extensionId, kind: 'always', enabled: true,
    extensions: ['first', 'second', 'third'].map((one) => people[one]?.extensionId), vips: ['+6531234567', '+6569876543', vip.number],
  }); // prettier-ignore
  call('vip', vip, boss.number);
  const notVip = await caller('not vip');

  const quiet = await person('quiet', rings);
  await product.run('extension.set-do-not-disturb', { id: quiet.extensionId, on: true });
  call('do not disturb', await caller('do not disturb'), quiet.number);
  const quietBox = await person('quiet with voicemail', rings, { voicemail: true });
  await product.run('extension.set-do-not-disturb', { id: quietBox.extensionId, on: true });
  call('do not disturb to voicemail', await caller('dnd voicemail'), quietBox.number, 9000);

  // Each strategy with three members of its own.
  const members = async (strategy: string, does: Behaviour[]) => {
    for (const [index, one] of does.entries()) await person(`${strategy} ${index}`, one);
    return does.map((_, index) => `${strategy} ${index}`);
  };
  for (const [number, strategy, does] of [
    ['601', 'all-at-once', [rings, answers(1500), rings]],
    ['602', 'one-after-another', [rings, { what: 'busy', afterMs: 200 }, answers(800)]],
    ['603', 'escalating', [rings, rings, answers(700)]],
    ['604', 'rotating', [rings, rings, rings]],
    ['605', 'random', [rings, rings, rings]],
  ] as [string, string, Behaviour[]][]) {
    const names = await members(strategy, does);
    await group(
      number,
      strategy,
      names.map((name, index) => [name, index * 2, 5]),
    );
    call(strategy, await caller(strategy), number);
  }
  await person('overflow', answers(300));
  await person('group member', rings);
  await group('606', 'all-at-once', [['group member', 0, 5]], {
    overflowKind: 'extension',
    overflowId: people['overflow']?.extensionId,
  });
  call('overflow', await caller('overflow'), '606');

  const box = await person('box', rings, { voicemail: true });
  call('voicemail', await caller('voicemail'), box.number, 14_000);

  const listening = await ringingPhones(product, phones);
  const placed = await placeCalls(
    product.server,
    calls.map((one) => one.call),
    8,
    60,
  );
  // The document's example is about the same phones twice, so its second call waits for the first.
  call('not vip', notVip, boss.number);
  placed.push(
    ...(await placeCalls(
      product.server,
      calls.slice(-1).map((one) => one.call),
      8,
      60,
    )),
  );
  const all = await listening.stop();
  results = new Map(
    calls.map(({ name }, index) => {
      const result = placed[index] as CallResult; // Safe: one result a call, in order.
      const until = result.endedAt ?? Infinity;
      return [
        name,
        {
          call: result,
          rings: (device) =>
            all.filter((one) => one.device === device && one.from >= result.startedAt && one.from <= until),
        },
      ];
    }),
  );
}, 180_000);

afterAll(() => product.stop());

test('[X1] [I1] two registered phones talk: digest, ringing, answer, hang up', () => {
  expect(seen('plain').call.status).toBe(200);
  const { from, to, end } = rang('plain', 'plain');
  expect(end).toBe('answered');
  expect(from).toBeLessThan(0.5);
  expect(to - from).toBeCloseTo(1, 0);
});

test('[I3] [I4] a wrong password is refused, and the identity says so', async () => {
  const victim = people['absent'] as Person;
  const wrong = { device: victim.account.device, secret: 'wrong', does: rings };
  await expect(register(product.server, [wrong], await freePort())).rejects.toThrow('registering failed');
  type Details = { extension: { identities: { registration: { status: string; reason?: { kind: string } } }[] } };
  const reason = await until('the refused registration', async () => {
    const { extension } = await product.ask<Details>('person.get', { id: victim.userId });
    return extension.identities[0]?.registration.reason;
  });
  expect(reason.kind).toBe('wrong-password');
});

test('[I4] a registered identity shows address, transport and device', async () => {
  type Details = { extension: { identities: { registration: Record<string, unknown> }[] } };
  const { extension } = await product.ask<Details>('person.get', { id: people['plain']?.userId });
  expect(extension.identities[0]?.registration).toMatchObject({
    status: 'registered',
    address: expect.stringContaining('127.0.0.1') as string,
  });
});

test('[X1] busy, nobody answers, not reachable and unknown numbers end as they should', () => {
  expect(seen('busy').call.status).toBe(486);
  expect(seen('no answer').call.status).toBe(480);
  expect(rang('no answer', 'slow').to).toBeCloseTo(5, 0);
  expect(seen('unreachable').call).toMatchObject({ status: 480, earlyMedia: true });
  expect(seen('nobody').call).toMatchObject({ status: 404, earlyMedia: true });
});

test('[N8] [X5] all calls forwarded: the target rings, the own phone stays silent', () => {
  expect(seen('forward always').call.status).toBe(200);
  expect(rang('forward always', 'target always').end).toBe('answered');
  silent('forward always', 'forwards always');
});

test('[N8] [X7] forwarded when busy, when nobody answers and when no phone is connected', () => {
  expect(rang('forward busy', 'forwards busy').end).toBe('busy');
  expect(rang('forward busy', 'target busy').end).toBe('answered');
  expect(rang('forward no-answer', 'forwards no-answer').to).toBeCloseTo(5, 0);
  expect(rang('forward no-answer', 'target no-answer').from).toBeCloseTo(5, 0);
  expect(rang('forward unreachable', 'target unreachable').end).toBe('answered');
});

test("[X5] the document's example: a VIP reaches the own devices, everybody else the three extensions", () => {
  expect(rang('vip', 'boss').end).toBe('cancelled');
  for (const other of ['first', 'second', 'third']) silent('vip', other);
  expect(seen('vip').call.status).toBe(200);
  silent('not vip', 'boss');
  for (const other of ['first', 'third']) expect(rang('not vip', other).end).toBe('cancelled');
  expect(rang('not vip', 'second').end).toBe('answered');
});

test('[X6] [N9] do not disturb: busy tone, or voicemail where there is one', () => {
  expect(seen('do not disturb').call.status).toBe(486);
  silent('do not disturb', 'quiet');
  expect(seen('do not disturb to voicemail').call.status).toBe(200);
  silent('do not disturb to voicemail', 'quiet with voicemail');
});

test('[G1] all at once: everybody rings, the first to answer has it', () => {
  for (const index of [0, 1, 2]) expect(rang('all-at-once', `all-at-once ${index}`).from).toBeLessThan(0.5);
  expect(rang('all-at-once', 'all-at-once 1').end).toBe('answered');
  expect(rang('all-at-once', 'all-at-once 0')).toMatchObject({ end: 'cancelled' });
});

test('[G1] one after another: each for its own ring time, a busy one is passed over at once', () => {
  expect(rang('one-after-another', 'one-after-another 0').to).toBeCloseTo(5, 0);
  expect(rang('one-after-another', 'one-after-another 1')).toMatchObject({ end: 'busy' });
  const last = rang('one-after-another', 'one-after-another 2');
  expect(Math.abs(last.from - 5.2)).toBeLessThan(0.5);
  expect(last.end).toBe('answered');
});

test('[G1] escalating: each member joins after its own delay, measured', () => {
  for (const index of [0, 1, 2])
    expect(Math.abs(rang('escalating', `escalating ${index}`).from - index * 2)).toBeLessThan(0.3);
  expect(rang('escalating', 'escalating 2').end).toBe('answered');
});

test('[G1] rotating starts with the first member of a new group, random rings every member once', () => {
  for (const index of [0, 1, 2])
    expect(Math.abs(rang('rotating', `rotating ${index}`).from - index * 5)).toBeLessThan(0.6);
  const starts = [0, 1, 2].map((index) => rang('random', `random ${index}`).from).sort((a, b) => a - b);
  starts.forEach((start, index) => expect(Math.abs(start - index * 5)).toBeLessThan(0.6));
});

test('[G1] nobody in the group answers: the call overflows to the chosen extension', () => {
  expect(rang('overflow', 'group member').to).toBeCloseTo(5, 0);
  expect(rang('overflow', 'overflow').end).toBe('answered');
});

test('[N9] [X7] voicemail takes a message and the file has sound in it', () => {
  expect(seen('voicemail').call.status).toBe(200);
  const inbox = join(product.dataDir, 'engine/spool/voicemail/default', people['box']?.extensionId ?? '', 'INBOX');
  expect(existsSync(inbox)).toBe(true);
  const wav = readdirSync(inbox).find((file) => file.endsWith('.wav'));
  expect(wav).toBeDefined();
  expect(statSync(join(inbox, wav ?? '')).size).toBeGreaterThan(8000);
});

test('[R5] the history has a line for each call with its ending in it', async () => {
  type Line = { from: { number: string }; ending: string };
  const { calls: rows } = await product.ask<{ calls: Line[] }>('calls.history', { limit: 100 });
  expect(rows).toHaveLength(calls.length);
  const ending = (name: string) => rows.find((line) => line.from.number === people[`caller ${name}`]?.number)?.ending;
  expect(ending('plain')).toBe('answered');
  expect(ending('busy')).toBe('busy');
  expect(ending('voicemail')).toBe('voicemail');
  expect(ending('no answer')).toBe('no answer');
});
