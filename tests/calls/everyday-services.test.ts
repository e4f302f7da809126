/** Parking, intercom, paging and conference rooms with phones in hand. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openHands, type Hands } from './hands.ts';
import { until } from './product.ts';
import { watchNumber } from './sipp.ts';

let hands: Hands;
const [A, B, C, D] = [0, 1, 2, 3] as const;

beforeAll(async () => {
  hands = await openHands(['Anna', 'Ben', 'Cara', 'Dora', 'Elif']);
  await hands.product.run('parking.set', { number: '700', places: 3, seconds: 10 });
}, 60_000);
afterEach(() => hands.rest());
afterAll(() => hands.stop());

const phone = (index: number) => hands.phone(index);
const number = (index: number) => hands.number(index);
const hears: Hands['hears'] = (...all) => hands.hears(...all);
const talk: Hands['talk'] = (from, to) => hands.talk(from, to);
const header = (call: { invite: { headers: readonly { name: string; value: string }[] } | undefined }, name: string) =>
  call.invite?.headers.find((one) => one.name === name)?.value ?? '';

test('[G4] a call that is transferred to a place waits there, its lamp is on, and whoever dials the place has it', async () => {
  const lamp = await watchNumber(hands.product.server, hands.people[D]?.account ?? { device: '', secret: '' }, '702');
  await until('the first NOTIFY', () => (lamp.states().length > 0 ? true : undefined));
  expect(lamp.states()).toEqual(['terminated']);
  const [ab, ba] = await talk(A, B);
  ba.transfer('702');
  await until('the lamp', () => (lamp.states().at(-1) === 'confirmed' ? true : undefined));
  ba.hangUp();
  type Live = { calls: { application: string | null }[] };
  await until('the parked call in the live view', async () => {
    const { calls } = await hands.product.ask<Live>('calls.live');
    return calls.some(({ application }) => application === 'parked at 702') ? true : undefined;
  });
  const ca = phone(C).dial('702');
  await ca.up();
  await hears(ca, A);
  await hears(ab, C);
  await until('the lamp to go off', () => (lamp.states().at(-1) === 'terminated' ? true : undefined));
  await lamp.stop();
  const nothing = phone(D).dial('702');
  await nothing.over();
  expect(nothing.status).toBe(404);
});

test('[G4] the lot takes the first free place; a place that is taken sends the call back; nobody takes it: it comes back', async () => {
  const [ab, ba] = await talk(A, B);
  ba.transfer('700');
  await until('the place', async () => ((await inPlace('701')) ? true : undefined));
  ba.hangUp();
  const [cb, bc] = await talk(C, B);
  bc.transfer('701');
  bc.hangUp();
  const again = await phone(B).incoming();
  expect(again.from.number).toBe(number(C));
  again.answer();
  await hears(cb, B);
  again.hangUp();
  // 10 seconds are over: the parked call is back at the one who parked it.
  const back = await phone(B).incoming();
  expect(back.from.name).toBe('Parked 701: Anna');
  back.answer();
  await hears(ab, B);
}, 30_000);

const inPlace = async (place: string) =>
  (await hands.product.ask<{ place: string }[]>('parking.live')).some((one) => one.place === place);

test('[G4] *7 during a call parks the other one and says the place', async () => {
  const [ab, ba] = await talk(A, B);
  await ba.press('*7');
  await until('the place', async () => ((await inPlace('701')) ? true : undefined));
  expect(ab.state).toBe('up');
  await ba.over();
  const ca = phone(C).dial('701');
  await hears(ca, A);
});

test('[G4] intercom: the phone is asked to answer by itself; do not disturb and a call in progress are respected', async () => {
  phone(B).answersBy = 'headers';
  const ab = phone(A).dial(`*82${number(B)}`);
  const ba = await phone(B).incoming();
  expect(header(ba, 'call-info')).toContain('answer-after=0');
  expect(header(ba, 'alert-info')).toContain('info=alert-autoanswer');
  await hears(ab, B);
  const cb = phone(C).dial(`*82${number(B)}`);
  await cb.over();
  expect(cb.status).toBe(486);
  ab.hangUp();
  await hands.product.run('extension.set-do-not-disturb', { id: hands.people[D]?.extensionId, on: true });
  const cd = phone(C).dial(`*82${number(D)}`);
  await cd.over();
  expect(cd.status).toBe(486);
  expect(phone(D).rang).toHaveLength(0);
  await hands.product.run('extension.set-do-not-disturb', { id: hands.people[D]?.extensionId, on: false });
});

test('[G4] paging: all free phones answer by themselves and hear the caller, and not the other way round', async () => {
  const members = [A, B, C, D].map((index) => hands.people[index]?.extensionId);
  const { id } = await hands.product.run<{ id: string }>('paging-group.create', {
    name: 'All',
    number: '620',
    members,
  });
  const [cx] = [phone(C).dial('*43')];
  await cx.up();
  for (const index of [A, B, D]) phone(index).answersBy = 'headers';
  const ax = phone(A).dial('620');
  const bx = await phone(B).incoming();
  const dx = await phone(D).incoming();
  await hears(bx, A);
  await hears(dx, A);
  expect(ax.hears([700, 1150])).toEqual([]);
  expect(phone(C).rang).toHaveLength(0);
  expect(phone(A).rang).toHaveLength(0);
  ax.hangUp();
  await bx.over();
  await hands.product.run('paging-group.update', { id, mode: 'two-way' });
  const again = phone(A).dial('620');
  await phone(B).incoming();
  await hears(again, B, D);
});

test('[G4] a conference room: PIN in three tries, members wait for the leader, who is in is seen, muted and sent out', async () => {
  const { id } = await hands.product.run<{ id: string }>('conference-room.create', {
    name: 'Team', number: '630', pin: '1234', leaderPin: '9876', waitsForLeader: true, joinSound: 'quiet',
  }); // prettier-ignore
  const wrong = phone(D).dial('630');
  await wrong.up();
  // A key ends the question, so nothing has to be waited for.
  for (let tries = 0; tries < 3; tries += 1) await wrong.press('1111#');
  await wrong.over();

  const enter = async (index: number, pin: string) => {
    const call = phone(index).dial('630');
    await call.up();
    await call.press(`${pin}#`);
    return call;
  };
  const ax = await enter(A, '1234');
  const bx = await enter(B, '1234');
  type Member = { channel: string; number: string; isLeader: boolean; isMuted: boolean; isWaiting: boolean };
  const members = () => hands.product.ask<{ id: string; members: Member[] }[]>('conference.live');
  const inRoom = async (count: number) =>
    until(`${count} members`, async () => {
      const room = (await members()).find((one) => one.id === id);
      return (room?.members.length ?? 0) === count ? room?.members : undefined;
    });
  expect((await inRoom(2)).map(({ isWaiting }) => isWaiting)).toEqual([true, true]);
  expect(ax.hears([700])).toEqual([]);
  const cx = await enter(C, '9876');
  await hears(ax, B, C);
  await hears(cx, A, B);
  const leader = (await inRoom(3)).find((one) => one.number === number(C));
  expect(leader).toMatchObject({ isLeader: true, isMuted: false });
  const ben = (await inRoom(3)).find((one) => one.number === number(B));
  await hands.product.run('conference.mute', { room: id, channel: ben?.channel, on: true });
  await hears(ax, C);
  await hands.product.run('conference.mute', { room: id, channel: ben?.channel, on: false });
  await hears(ax, B, C);
  await hands.product.run('conference.remove-member', { room: id, channel: ben?.channel });
  await bx.over();
  await inRoom(2);
}, 60_000);

test('[G4] a room of at most two tells the third that it is full; without a PIN everybody is in at once', async () => {
  await hands.product.run('conference-room.create', { name: 'Two', number: '631', most: 2 });
  const ax = phone(A).dial('631');
  const bx = phone(B).dial('631');
  await hears(ax, B);
  await hears(bx, A);
  const cx = phone(C).dial('631');
  await cx.up();
  await cx.over();
  await hears(ax, B);
});
