/** Pick-up and transfers with phones in hand: who hears whom is the proof that the right two are connected. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openHands, type Hands } from './hands.ts';
import { until } from './product.ts';

let hands: Hands;
const [A, B, C, D] = [0, 1, 2, 3] as const;

beforeAll(async () => {
  hands = await openHands(['Anna', 'Ben', 'Cara', 'Dora']);
}, 60_000);
afterEach(() => hands.rest());
afterAll(() => hands.stop());

const phone = (index: number) => hands.phone(index);
const number = (index: number) => hands.number(index);
const hears: Hands['hears'] = (...all) => hands.hears(...all);
const talk: Hands['talk'] = (from, to) => hands.talk(from, to);

test('[G4] a blind transfer by the phone: the new one rings with the name of who was transferred, and both talk', async () => {
  const [ab, ba] = await talk(A, B);
  ba.transfer(number(C));
  const ca = await phone(C).incoming();
  expect(ca.from).toEqual({ number: number(A), name: 'Anna' });
  ca.answer();
  await hears(ca, A);
  await hears(ab, C);
  await ba.over();
  expect(ba.transferred.at(-1)).toMatch(/^SIP\/2.0 200/);
});

test('[G4] a blind transfer that nobody takes comes back to the one who transferred', async () => {
  const [ab, ba] = await talk(A, B);
  ba.transfer(number(C));
  const ca = await phone(C).incoming();
  ba.hangUp();
  await ca.over();
  const back = await phone(B).incoming();
  expect(back.from.number).toBe(number(A));
  back.answer();
  await hears(ab, B);
  await hears(back, A);
});

test('[G4] an attended transfer by the phone (REFER with Replaces) puts the two others together', async () => {
  const [ab, ba] = await talk(A, B);
  const bc = phone(B).dial(number(C));
  const cb = await phone(C).incoming();
  cb.answer();
  await hears(cb, B);
  ba.transferTo(bc);
  await hears(ab, C);
  await hears(cb, A);
  await bc.over();
});

test('[G4] ## and a number transfer blindly, from either end of a call', async () => {
  const [ab, ba] = await talk(A, B);
  await ba.press(`##`);
  await ba.press(number(C));
  const ca = await phone(C).incoming();
  expect(ca.from.number).toBe(number(A));
  ca.answer();
  await hears(ca, A);
  await ba.over();
  await ab.press('##');
  await ab.press(number(D));
  const dc = await phone(D).incoming();
  dc.answer();
  await hears(ca, D);
  await ab.over();
});

test('[G4] *2 and a number ask first; hanging up connects the two others', async () => {
  const [ab, ba] = await talk(A, B);
  await ba.press('*2');
  await ba.press(number(C));
  const cb = await phone(C).incoming();
  expect(cb.from.number).toBe(number(B));
  cb.answer();
  await hears(cb, B);
  expect(ab.hears([700])).toEqual([]);
  ba.hangUp();
  await hears(ab, C);
  await hears(cb, A);
});

test('[G4] *2 to somebody who does not answer leads back to the first one', async () => {
  const [ab, ba] = await talk(A, B);
  await ba.press('*2');
  await ba.press(number(C));
  const cb = await phone(C).incoming();
  cb.refuse(486);
  await hears(ab, B);
  await hears(ba, A);
});

test('[G4] a call that rings at a colleague is taken with the code and his number, and the history says who took it', async () => {
  const ab = phone(A).dial(number(B));
  const ba = await phone(B).incoming();
  const cx = phone(C).dial(`*81${number(B)}`);
  await cx.up();
  await hears(ab, C);
  await hears(cx, A);
  await ba.over();
  cx.hangUp();
  await ab.over();
  type Line = { dialled: { number: string }; answeredBy: { label: string } | null; rang: { label: string }[] };
  const line = await until('the call in the history', async () => {
    const { calls } = await hands.product.ask<{ calls: Line[] }>('calls.history', { limit: 1 });
    return calls[0]?.dialled.number === number(B) ? calls[0] : undefined;
  });
  expect(line.answeredBy?.label).toContain('Cara');
});

test('[G4] *8 takes a call of the own ring groups only; where nothing rings it says so and is no call', async () => {
  const identityOf = (index: number) => hands.people[index]?.identityIds[0];
  await hands.product.run('ring-group.create', {
    number: '611',
    name: 'Desk',
    ringSeconds: 10,
    members: [{ identityId: identityOf(B) }, { identityId: identityOf(C) }],
  });
  const ax = phone(A).dial('611');
  await phone(B).incoming();
  const stranger = phone(D).dial('*8');
  await stranger.over();
  expect(stranger.status).toBe(480);
  // By the number of the group anybody may, as by that of a colleague.
  const cx = phone(C).dial('*8');
  await cx.up();
  await hears(ax, C);
  const nothing = phone(B).dial('*8');
  await nothing.over();
  expect(nothing.status).toBe(480);
  const unknown = phone(B).dial('*81799');
  await unknown.over();
  expect(unknown.status).toBe(404);
});
