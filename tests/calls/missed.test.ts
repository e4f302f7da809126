/**
 * Missed calls by mail: real calls on the real product, and a real mail server that says who was told. Each case has people of
 * its own, so that a mail too many or too few is somebody's.
 */
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHands, type Hands } from './hands.ts';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls, type Behaviour } from './sipp.ts';

const [A, B, C, D] = [0, 1, 2, 3] as const;
let hands: Hands;
let reopened: Product | undefined;
let server: SMTPServer;
let phones: Awaited<ReturnType<typeof ringingPhones>>;
const mails: { to: string; subject: string }[] = [];

/** What the case is -> the number to dial, and who is to be mailed. */
const cases = new Map<string, { number: string; mailed: string[] }>();

async function startMail(): Promise<number> {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(text)?.[1]?.replace(/\r\n[ \t]/g, ' ') ?? '';
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address.split('@')[0] ?? '', subject });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.server.address() as { port: number }).port;
}

const run = <T = unknown>(name: string, input: unknown) => hands.product.run<T>(name, input);
const noted = (one: Person, name: string) =>
  run('no-answer.set', {
    extensionId: one.extensionId,
    choice: 'note',
    addresses: `${name.toLowerCase()}@office.test`,
  });

beforeAll(async () => {
  const port = await startMail();
  hands = await openHands(['Anna', 'Ben', 'Cara', 'Dora']);
  await run('mail.update', { host: '127.0.0.1', port, security: 'none', fromAddress: 'phones@office.test' });
  for (const [index, name] of [[B, 'Ben'], [C, 'Cara'], [D, 'Dora']] as const)
    await noted(hands.people[index] as Person, name); // prettier-ignore
  const accounts: { account: Person['account']; does: Behaviour }[] = [];
  const rings: Behaviour = { what: 'rings' };
  const busy: Behaviour = { what: 'busy', afterMs: 50 };
  const answers: Behaviour = { what: 'answers', afterMs: 100 };
  let next = 200;
  const person = async (name: string, does?: Behaviour, input: object = {}): Promise<Person> => {
    next += 1;
    const one = await addPerson(hands.product, name, { number: String(next), ringSeconds: 2, ...input });
    if (does) accounts.push({ account: one.account, does });
    await noted(one, name);
    return one;
  };
  const plant = (what: string, to: { number: string }, ...mailed: string[]) =>
    cases.set(what, { number: to.number, mailed });
  const forward = (from: Person, kind: string, to: Person) =>
    run('forwarding.set', { extensionId: from.extensionId, kind, enabled: true, number: to.number, ...(kind === 'busy' ? { callWaitingOff: true } : {}) }); // prettier-ignore
  const member = (one: Person) => ({ identityId: one.identityIds[0] });
  const made = async (name: string, input: object) => run<{ id: string; number: string }>(name, input);

  const answerer = await person('Otto', answers);
  plant('it rings out', await person('Rosa', rings), 'rosa');
  plant('it is answered', answerer);
  plant('the phone is busy', await person('Bella', busy), 'bella');
  plant('the user declines', await person('Dirk', { what: 'declines', afterMs: 50 }), 'dirk');
  plant('no phone is connected', await person('Nina'), 'nina');
  const quiet = await person('Quinn', rings);
  await run('extension.set-do-not-disturb', { id: quiet.extensionId, on: true });
  plant('do not disturb', quiet, 'quinn');
  const passes = await person('Petra', busy);
  await forward(passes, 'busy', answerer);
  plant('busy, and a colleague takes it', passes);
  const both = await person('Bodo', busy);
  const second = await person('Sara', rings);
  await forward(both, 'busy', second);
  plant('busy, and the colleague does not take it: both missed it', both, 'bodo', 'sara');
  const away = await person('Willi', rings);
  await forward(away, 'always', await person('Tim', rings));
  plant('all calls are forwarded: only the other one missed it', away, 'tim');
  const one = await person('Gerd', rings);
  const group = await made('ring-group.create', {
    name: 'Sales',
    number: '600',
    ringSeconds: 1,
    members: [member(one)],
  });
  plant('a group’s call is the group’s', group);
  const shared = await made('ring-group.create', { name: 'Help', number: '601', ringSeconds: 3, members: [member(one), member(answerer)] }); // prettier-ignore
  plant('a colleague in the group answers', shared);
  const last = await person('Lars', rings);
  plant('the overflow of a group', await made('ring-group.create', {
    name: 'Front', number: '602', ringSeconds: 1, members: [member(one)], overflowKind: 'destination', overflowId: `node:${last.extensionId}`,
  }), 'lars'); // prettier-ignore
  const flow = async (number: string, ...targets: Person[]) => {
    const { id: flowId } = await made('flow.create', { name: `Flow ${number}`, number });
    let from: { step: string | null; exit: string } = { step: null, exit: 'entry' };
    for (const { extensionId } of targets)
      from = { step: (await made('flow-step.add', { flowId, type: 'extension', from, target: extensionId })).id, exit: 'next' }; // prettier-ignore
    return { number };
  };
  const inside = await person('Ida', rings);
  const end = await person('Emil', rings);
  plant('of a call flow only the last step counts', await flow('610', inside, end), 'emil');
  const voicemail = await person('Vera', rings);
  await run('no-answer.set', { extensionId: voicemail.extensionId, choice: 'voicemail' });
  const boxed = await person('Udo', busy);
  await forward(boxed, 'busy', voicemail);
  plant('a colleague’s voicemail has the call', boxed);
  const two = await person('Zoe', rings, {
    plan: 'pro',
    identities: [{ type: 'deskphone' }, { type: 'mobile-softphone' }],
  });
  const { userName, password } = await hands.product.ask<{ userName: string; password: string }>(
    'identity.credentials',
    { id: two.identityIds[1] },
  );
  accounts.push({ account: { device: userName, secret: password }, does: answers });
  plant('the person’s other phone answers', two);
  phones = await ringingPhones(hands.product, accounts);
}, 90_000);

afterAll(async () => {
  await (phones as typeof phones | undefined)?.stop();
  await (reopened ? reopened.stop() : hands.stop());
  await new Promise<void>((over) => server.close(() => over()));
});

const told = () => mails.map(({ to }) => to).sort();
/** All calls that ended have been looked at once a later one was mailed: they are mailed in the order of their ends. */
async function settled(marker: Person, name: string): Promise<void> {
  const before = mails.filter(({ to }) => to === name).length;
  const { account } = hands.people[A] as Person;
  await placeCalls(hands.product.server, [{ ...account, number: marker.number, talkMs: 0 }]);
  await until('the mail of the last call', () =>
    mails.filter(({ to }) => to === name).length > before ? true : undefined,
  );
}

test('[X7] one mail for each missed call and person, none when somebody took it', async () => {
  const caller = await addPerson(hands.product, 'Carl', { number: '300' });
  const marker = await addPerson(hands.product, 'Mark', { number: '301', ringSeconds: 2 });
  await noted(marker, 'Mark');
  await placeCalls(
    hands.product.server,
    [...cases.values()].map(({ number }) => ({ ...caller.account, number, talkMs: 200 })),
    10,
  );
  await settled(marker, 'mark');
  expect(told()).toEqual([...cases.values()].flatMap(({ mailed }) => mailed).concat('mark').sort()); // prettier-ignore
  expect(mails.find(({ to }) => to === 'rosa')?.subject).toMatch(/^Missed call for 202 Rosa from (Carl )?300$/);

  // With phones in hand: who hangs up when, who picks up, who transfers.
  mails.length = 0;
  const { phone, number, hears, talk } = hands;
  // The wrong key: no mail.
  const wrong = phone(A).dial(number(B));
  await phone(B).incoming();
  wrong.hangUp();
  await wrong.over();
  // The caller gives up later: one.
  const patient = phone(A).dial(number(C));
  await phone(C).incoming();
  await new Promise((after) => setTimeout(after, 2500)); // That long it is to ring: no condition would tell.
  patient.hangUp();
  await patient.over();
  // Picked up by a colleague: none.
  const picked = phone(A).dial(number(B));
  await phone(B).incoming();
  await new Promise((after) => setTimeout(after, 2200)); // Long enough to be missed, had nobody taken it.
  const picker = phone(D).dial(`*81${number(B)}`);
  await picker.up();
  await hears(picker, A);
  picker.hangUp();
  await picked.over();
  // Transferred to somebody who does not answer, and taken back: none.
  const [ab, ba] = await talk(A, B);
  ba.transfer(number(D));
  await (await phone(D).incoming()).over();
  const back = await phone(B).incoming();
  back.answer();
  await hears(ab, B);
  ab.hangUp();
  await back.over();
  // Transferred to somebody who does not answer, and not taken back: that one missed it.
  const [bc, cb] = await talk(B, C);
  // Records know whole seconds: nobody transfers in the one of the answer.
  const second = () => Math.floor(Date.now() / 1000);
  const answered = second();
  await until('the next second', () => (second() > answered ? true : undefined));
  cb.transfer(number(D));
  await (await phone(D).incoming()).over();
  const again = await phone(C).incoming();
  bc.hangUp();
  await again.over();
  await settled(marker, 'mark');
  expect(told()).toEqual(['cara', 'dora', 'mark']);
}, 90_000);

test('[X7] a call missed while the application is closed is mailed when it is open again, and once', async () => {
  mails.length = 0;
  const { product, people } = hands;
  const { account } = people[A] as Person;
  const call = (at: Product) => placeCalls(at.server, [{ ...account, number: '301', talkMs: 0 }]);
  // They say goodbye to a server that is there.
  await Promise.all(hands.phones.map((one) => one.close()));
  product.client.close();
  await product.running.stop({ keepCalls: true });
  await call(product);
  expect(mails).toEqual([]);
  reopened = await startProduct({ dataDir: product.dataDir });
  await until('the mail', () => (mails.length > 0 ? true : undefined));
  // Mails are in the order of the calls: a second one of the first call would be there by now.
  await call(reopened);
  await until('the next mail', () => (mails.length > 1 ? true : undefined));
  expect(told()).toEqual(['mark', 'mark']);
}, 60_000);
