import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOfPerson, type Person } from '../faults/people.ts';
import { startOffice, type Office } from '../faults/service-process.ts';
import { until } from './product.ts';
import { placeCalls } from './sipp.ts';

// Phones whose callers press keys. A call that a right PIN let into the mailbox ends as "voicemail" in the history.

let office: Office;
let anna: Person;
let ben: Person;
let eva: Person;

beforeAll(async () => {
  office = await startOffice();
  anna = await accountOfPerson(office, 'Anna', { number: '201', voicemail: true });
  ben = await accountOfPerson(office, 'Ben', { number: '202', voicemail: true });
  eva = await accountOfPerson(office, 'Eva', { number: '203', pin: '4862' });
});
afterAll(() => office.close());

/** Of the rows that this is about, between the office and what Asterisk reads. */
const differences = async () => (await office.compare()).differences.filter(({ what }) => /^pin/.test(what));

const pin = ({ extensionId }: Person) => office.ask<{ defaultPin: string; state: string }>('pin.get', { extensionId });
const defaultPin = async (person: Person) => (await pin(person)).defaultPin;
const live = ({ extensionId }: Person, field: string) =>
  office.getvar(`REALTIME_FIELD(pin,id,${extensionId},${field})`);

/** Presses one row after the other, and hangs up when the last has been taken; `opened`: the mailbox. */
async function dial(from: Person, number: string, rows: readonly string[]): Promise<{ opened: boolean }> {
  const keys = rows.map((press, index) => ({ afterMs: index === 0 ? 700 : 600, press }));
  const [call] = await placeCalls(office.server, [{ ...from.account, number, talkMs: 500, keys }]);
  expect(call?.status).toBe(200);
  return { opened: await endedInMailbox(from, call?.startedAt ?? 0) };
}

interface Line {
  at: number;
  from: { number: string };
  ending: string;
}
const endedInMailbox = (from: Person, since: number) =>
  until('the call in the history', async () => {
    const { calls } = await office.ask<{ calls: Line[] }>('calls.history', { limit: 50 });
    const line = calls.find((one) => one.from.number === from.number && one.at >= since - 1500);
    return line && line.ending === 'voicemail';
  });

test('[N6] the first sign-in at the phone asks for a new PIN, twice, and refuses one that would be guessed', async () => {
  expect((await pin(anna)).state).toBe('default');
  const { defaultPin: first } = await pin(anna);
  // The default one, one in a row, the right one twice but differently, then really twice.
  const { opened } = await dial(anna, '*97', [`${first}#`, '1234#', '7391#', '7392#', '7391#', '7391#']);
  expect(opened).toBe(false);
  await until('the new PIN in the office', async () => ((await pin(anna)).state === 'custom' ? true : undefined));
  expect(await live(anna, 'hash')).toMatch(/^[0-9a-f]{40}$/);
  expect(await differences()).toEqual([]);
  expect((await dial(anna, '*97', ['7391#'])).opened).toBe(true);
  expect((await dial(anna, '*97', [`${first}#`])).opened).toBe(false);

  const { entries } = await office.ask<{ entries: { words: string; actor: unknown }[] }>('history.list', { limit: 50 });
  expect(JSON.stringify(entries)).not.toMatch(/739[12]/);
  expect(entries[0]).toMatchObject({ actor: { kind: 'phone', name: '201 Anna' } });
  expect(entries[0]?.words).toContain('chose a new PIN at Anna - Deskphone');
});

test('[N6] the same PIN opens the mailbox from another phone', async () => {
  expect((await dial(ben, '*98', ['201#', '7391#'])).opened).toBe(true);
  expect((await dial(ben, '*98', ['201#', '4444#'])).opened).toBe(false);
});

test('[N6] a right PIN forgets wrong tries; the third wrong one in a row locks, and only a reset unlocks', async () => {
  await dial(anna, '*97', ['7391#']);
  await dial(anna, '*97', ['1111#', '2222#', '7391#']);
  await dial(anna, '*97', ['1111#', '2222#']);
  expect(await live(anna, 'locked')).toBe('0');
  await dial(anna, '*97', ['3333#']);
  expect(await live(anna, 'locked')).toBe('1');
  await until('the lock in the office', async () => ((await pin(anna)).state === 'locked' ? true : undefined));
  expect((await dial(anna, '*97', ['7391#'])).opened).toBe(false);

  await office.run('pin.reset', { extensionId: anna.extensionId });
  expect(await pin(anna)).toMatchObject({ state: 'default' });
  expect((await dial(anna, '*97', ['7391#'])).opened).toBe(false);
  await dial(anna, '*97', [`${await defaultPin(anna)}#`, '5802#', '5802#']);
  expect((await dial(anna, '*97', ['5802#'])).opened).toBe(true);
});

test('[N6] locks and takes a new PIN while the application is away, and knows of it when it is back', async () => {
  const first = await defaultPin(ben);
  await office.kill();
  await placeCalls(office.server, [
    {
      ...ben.account,
      number: '*97',
      talkMs: 500,
      keys: [`${first}#`, '6183#', '6183#'].map((press) => ({ afterMs: 700, press })),
    },
    {
      ...eva.account,
      number: '*98',
      talkMs: 500,
      keys: ['201#', '1111#', '2222#', '3333#'].map((press) => ({ afterMs: 700, press })),
    },
  ]);
  expect(await live(ben, 'hash')).toMatch(/^[0-9a-f]{40}$/);
  expect(await live(anna, 'locked')).toBe('1');
  await office.start();
  expect((await pin(ben)).state).toBe('custom');
  expect((await pin(anna)).state).toBe('locked');
  expect(await live(anna, 'locked')).toBe('1');
  expect((await dial(ben, '*97', ['6183#'])).opened).toBe(true);
  expect(await differences()).toEqual([]);
});
