import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeCalls } from '../calls/sipp.ts';
import { until } from '../calls/product.ts';
import { accountOfPerson, type Person } from './people.ts';
import { startOffice, type Office } from './service-process.ts';

let office: Office;
let anna: Person;
let ben: Person;
let group: { id: string; number: string };

beforeAll(async () => {
  office = await startOffice();
  anna = await accountOfPerson(office, 'Anna', { number: '201' });
  ben = await accountOfPerson(office, 'Ben', { number: '202' });
  group = await office.run('ring-group.create', {
    name: 'Sales',
    number: '300',
    members: [{ identityId: anna.identityIds[0] }, { identityId: ben.identityIds[0] }],
  });
});
afterAll(() => office.close());

async function dial(number: string): Promise<void> {
  const [call] = await placeCalls(office.server, [{ ...anna.account, number, talkMs: 200 }]);
  expect(call?.status, `${number} is confirmed by a voice`).toBe(200);
}

interface Entry {
  id: number;
  words: string;
  command: string;
  actor: { kind: string; name: string };
}
const newest = async () => (await office.ask<{ entries: Entry[] }>('history.list', { limit: 1 })).entries[0];

const exten = (column: string) => office.getvar(`REALTIME_FIELD(exten,id,${anna.extensionId},${column})`);
/** What a call to Anna meets first: the interpreter's own question. */
const gate = () => office.getvar(`REALTIME_FIELD(flow,id,${anna.extensionId},gate)`);
const signedOut = () => office.getvar(`REALTIME_FIELD(membership,id,${anna.account.device}/300,signed_out)`);

interface Extension {
  doNotDisturb: boolean;
  forwards: { kind: string; enabled: boolean; number: string }[];
  groups: { id: string; signedOut: boolean }[];
}
const stored = () => office.ask<Extension>('extension.get', { id: anna.extensionId });
const always = async () => (await stored()).forwards.find(({ kind }) => kind === 'always');

interface Code {
  dial: string;
  words: string;
  /** In Asterisk, at once. */
  live: () => Promise<boolean>;
  /** In the office, when the service has taken it. */
  kept: () => Promise<boolean>;
}

const codes: Code[] = [
  {
    dial: '*78',
    words: 'turned do not disturb on from the phone',
    live: async () => (await exten('dnd')) === '1' && (await gate()) === 'dnd',
    kept: async () => (await stored()).doNotDisturb,
  },
  {
    dial: '*79',
    words: 'turned do not disturb off from the phone',
    live: async () => (await exten('dnd')) === '0' && (await gate()) === 'own',
    kept: async () => !(await stored()).doNotDisturb,
  },
  {
    dial: '*72202',
    words: 'forwarded calls to 202 from the phone',
    live: async () => (await gate()) === 'always' && (await exten('always_number')) === '202',
    kept: async () => {
      const forward = await always();
      return forward?.enabled === true && forward.number === '202';
    },
  },
  {
    dial: '*73',
    words: 'stopped forwarding calls from the phone',
    live: async () => (await gate()) === 'own',
    kept: async () => !(await always())?.enabled,
  },
  {
    dial: '*51300',
    words: 'signed out of group 300 from the phone',
    live: async () => (await signedOut()) === '1',
    kept: async () => (await stored()).groups.find(({ id }) => id === group.id)?.signedOut === true,
  },
  {
    dial: '*50300',
    words: 'signed in to group 300 from the phone',
    live: async () => (await signedOut()) === '0',
    kept: async () => (await stored()).groups.find(({ id }) => id === group.id)?.signedOut === false,
  },
];

const isTrue = (what: string, look: () => Promise<boolean>) =>
  until(what, async () => ((await look()) ? true : undefined));

test('[N8] [X6] [G1] what a phone dials is live at once, stands in the history as done by it, and is undone', async () => {
  for (const code of codes) {
    await dial(code.dial);
    expect(await code.live(), `${code.dial} is live`).toBe(true);
    await isTrue(`${code.dial} is in the office`, code.kept);
    const entry = await newest();
    expect(entry?.words).toContain(code.words);
    expect(entry?.actor).toEqual({ kind: 'phone', name: '201 Anna' });
    expect((await office.compare()).differences).toEqual([]);

    await office.run('journal.undo');
    expect(await code.kept(), `${code.dial} is undone`).toBe(false);
    expect(await code.live(), `${code.dial} is undone in Asterisk`).toBe(false);
    await office.run('journal.redo');
    expect(await code.live(), `${code.dial} is redone in Asterisk`).toBe(true);
    expect((await office.compare()).differences).toEqual([]);
  }
});

test('[N8] [X6] [R1] the same without the service: live at once, in the history when it is back', async () => {
  for (const code of codes) {
    await office.kill();
    await dial(code.dial);
    expect(await code.live(), `${code.dial} is live without the service`).toBe(true);
    await office.start();
    expect(await code.live(), `${code.dial} stays live`).toBe(true);
    expect(await code.kept(), `${code.dial} is in the office`).toBe(true);
    const entry = await newest();
    expect(entry?.words).toContain(code.words);
    expect(entry?.actor).toEqual({ kind: 'phone', name: '201 Anna' });
    expect((await office.compare()).differences).toEqual([]);
  }
  await office.run('journal.undo');
  expect((await stored()).groups[0]?.signedOut).toBe(true);
  expect(await signedOut()).toBe('1');
});

test('[N8] a number that the office does not have, or the own one, is refused by the phone system itself', async () => {
  for (const number of ['*727999', '*72201', '*72']) {
    const [call] = await placeCalls(office.server, [{ ...anna.account, number, talkMs: 200 }]);
    expect(call?.status, number).toBe(404);
    expect(await gate()).toBe('own');
  }
});
