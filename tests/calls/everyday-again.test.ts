/** Calling again, calling back, speed dialling and the phone menu, with phones in hand. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openHands, type Hands } from './hands.ts';
import { until } from './product.ts';

let hands: Hands;
const [A, B, C] = [0, 1, 2] as const;

beforeAll(async () => {
  hands = await openHands(['Anna', 'Ben', 'Cara']);
}, 60_000);
afterEach(() => hands.rest());
afterAll(() => hands.stop());

const phone = (index: number) => hands.phone(index);
const number = (index: number) => hands.number(index);
const hears: Hands['hears'] = (...all) => hands.hears(...all);
const talk: Hands['talk'] = (from, to) => hands.talk(from, to);

test('[G4] *69 calls whoever called last, *68 the number that was called last; without one the caller is told', async () => {
  const nobody = phone(C).dial('*69');
  await nobody.over();
  expect(nobody.status).toBe(404);
  const missed = phone(A).dial(number(B));
  await phone(B).incoming();
  missed.hangUp();
  await missed.over();
  const back = phone(B).dial('*69');
  const ring = await phone(A).incoming();
  expect(ring.from.number).toBe(number(B));
  back.hangUp();
  await ring.over();
  const again = phone(A).dial('*68');
  const rings = await phone(B).incoming();
  expect(rings.from.number).toBe(number(A));
  again.hangUp();
  await rings.over();
});

test('[G4] called back when free: the one who wished it rings first, then the other; *67 takes the wish back', async () => {
  const [bc] = await talk(B, C);
  await hands.product.run('extension.set-call-waiting', { id: hands.people[B]?.extensionId, on: false });
  const busy = phone(A).dial(number(B));
  await busy.over();
  expect(busy.status).toBe(486);
  const wish = phone(A).dial('*66');
  await wish.up();
  await wish.over();
  const live = () => hands.product.ask<{ calls: unknown[] }>('calls.live');
  await until('only the call of the two others', async () => ((await live()).calls.length === 1 ? true : undefined));
  bc.hangUp();
  const back = await phone(A).incoming();
  expect(back.from).toEqual({ number: number(B), name: 'Free again' });
  back.answer();
  const rings = await phone(B).incoming();
  expect(rings.from).toEqual({ number: number(A), name: 'Anna' });
  rings.answer();
  await hears(back, B);
  await hears(rings, A);
  back.hangUp();
  await rings.over();

  const [cb] = await talk(C, B);
  const second = phone(A).dial(number(B));
  await second.over();
  const wished = phone(A).dial('*66');
  await wished.over();
  const off = phone(A).dial('*67');
  await off.up();
  await off.over();
  cb.hangUp();
  await expect(phone(A).incoming(3000)).rejects.toThrow('does not ring');
  await hands.product.run('extension.set-call-waiting', { id: hands.people[B]?.extensionId, on: true });
}, 40_000);

test('[G4] speed dials: the office list and one of one’s own; an empty place is told', async () => {
  await hands.product.run('speed-dial.create', { name: 'Ben', number: number(B), place: '07' });
  await hands.product.run('speed-dial.create', {
    extensionId: hands.people[A]?.extensionId,
    name: 'Cara',
    number: number(C),
    place: '07',
  });
  const office = phone(A).dial('*6007');
  await phone(B).incoming();
  office.hangUp();
  const own = phone(A).dial('*6107');
  await phone(C).incoming();
  own.hangUp();
  const empty = phone(B).dial('*6107');
  await empty.over();
  expect(empty.status).toBe(404);
});

test('[G4] the phone menu: after the PIN, do not disturb, forwarding and another PIN by keys, in the office as well', async () => {
  const extensionId = hands.people[A]?.extensionId ?? '';
  await hands.product.run('pin.set-default', { extensionId, pin: '2580' });
  const call = phone(A).dial('*80');
  await call.up();
  // The default PIN has to be replaced at the first use.
  await call.press('2580#');
  await call.press('8642#');
  await call.press('8642#');
  // "Your passwords have been changed" is said to its end, then the menu asks.
  let last = '';
  const menu = async (keys: string) => {
    last = await until('the next question', async () => {
      const asked = await question();
      return asked?.startsWith('PIN') || asked === last ? undefined : asked;
    });
    await call.press(keys);
  };
  await menu('1');
  await menu('1');
  const extension = async () =>
    (await hands.product.ask<{ extension: Extension }>('person.get', { id: hands.people[A]?.userId })).extension;
  const always = async () => (await extension()).forwards.find(({ kind }) => kind === 'always');
  await until('do not disturb', async () => ((await extension()).doNotDisturb ? true : undefined));
  await menu('2');
  await menu(`${number(B)}#`);
  await until('forwarding', async () => ((await always())?.enabled ? true : undefined));
  expect((await always())?.number).toBe(number(B));
  await menu('2');
  await menu('#');
  await until('no forwarding', async () => ((await always())?.enabled ? undefined : true));
  await menu('*');
  await call.over();
}, 60_000);

interface Extension {
  doNotDisturb: boolean;
  forwards: { kind: string; enabled: boolean; number: string }[];
}

/** What the dialplan reads keys for now, with all that it says meanwhile: the menu's questions follow each other and differ. */
async function question(): Promise<string | undefined> {
  const channels = (await hands.product.running.service.engine.engine?.list('CoreShowChannels', {})) ?? [];
  return channels.find(({ application }) => application === 'Read')?.['applicationdata'];
}
