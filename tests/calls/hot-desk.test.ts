import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOfPerson, type Person } from '../faults/people.ts';
import { startOffice, type Office } from '../faults/service-process.ts';
import { until } from './product.ts';
import { freePort, placeCalls, register, startPhones, type Ringing } from './sipp.ts';

// A phone in a common area, and people who take it over with their number and PIN. Everybody's phones ring until cancelled,
// so who rings for a number is what the calls show.

let office: Office;
let anna: Person;
let ben: Person;
let room: Person;
let phones: { stop(): Promise<Ringing[]>; peek(): Ringing[] };

const pin = '7391';

/** Of the rows that this is about, between the office and what Asterisk reads. */
const differences = async () =>
  (await office.compare()).differences.filter(({ what }) => /^(?:desk|pin|exten|node|leg|ps_)/.test(what));
const device = (person: Person) => person.account.device;

beforeAll(async () => {
  office = await startOffice();
  anna = await accountOfPerson(office, 'Anna', { number: '201', ringSeconds: 2, pin: '4862' });
  ben = await accountOfPerson(office, 'Ben', { number: '202', ringSeconds: 2 });
  room = await accountOfPerson(office, 'Room', { number: '250', ringSeconds: 2 });
  await office.run('handset.allow', { identityId: room.identityIds[0], phoneId: '17' });
  const port = await freePort();
  const all = [anna, ben, room].map(({ account }) => ({ ...account, does: { what: 'rings' as const } }));
  await register(office.server, all, port);
  phones = await startPhones(office.server.address, port, async () => {
    const ami = await office.ami();
    for (const one of all) await ami.action('PJSIPQualify', { Endpoint: one.device });
  });
});
afterAll(async () => {
  await phones?.stop();
  await office.close();
});

/** Devices that ring when this number is called. */
async function rings(from: Person, number: string): Promise<string[]> {
  const before = phones.peek().length;
  await placeCalls(office.server, [{ ...from.account, number, talkMs: 100 }]);
  const heard = await until(
    'the ringing in the trace',
    () => {
      const list = phones.peek().slice(before);
      return list.length > 0 ? list : undefined;
    },
    1500,
  ).catch(() => []);
  return heard.map((one) => one.device).sort();
}

const dial = async (from: Person, number: string, press: readonly string[]) => {
  const keys = press.map((row) => ({ afterMs: 800, press: row }));
  const [call] = await placeCalls(office.server, [
    { ...from.account, number, talkMs: press.length > 2 ? 4000 : 1000, keys },
  ]);
  return call?.status;
};

/** What the endpoint of the room's phone makes of a call. */
const endpoint = (field: string) => office.getvar(`PJSIP_ENDPOINT(${device(room)},${field})`);
const guest = () => office.getvar(`REALTIME_FIELD(desk_now,device,${device(room)},ext)`);
interface Handset {
  phoneId: string;
  guest: { name: string } | null;
}
const inOffice = async () =>
  (await office.ask<Handset[]>('handsets.list')).find(({ phoneId }) => phoneId === '17')?.guest?.name;
const newest = async () =>
  (
    await office.ask<{ entries: { words: string; actor: { kind: string; name: string } }[] }>('history.list', {
      limit: 1,
    })
  ).entries[0];

test('[N7] [X3] number and PIN at a phone make it theirs: calls ring there, its calls are theirs, and logging out undoes it', async () => {
  expect(await rings(ben, '201')).toEqual([device(anna)]);
  expect(await dial(room, '*55', ['201#', '4862#', `${pin}#`, `${pin}#`])).toBe(200);
  expect(await guest()).toBe(anna.extensionId);
  await until('the log-in in the office', async () => ((await inOffice()) === '201 Anna' ? true : undefined));
  expect(await newest()).toMatchObject({
    words: '201 Anna logged in at Room - Deskphone from the phone.',
    actor: { kind: 'phone' },
  });
  expect(await differences()).toEqual([]);

  // The handset takes the place of her desk phone, and its own number finds nobody.
  expect(await rings(ben, '201')).toEqual([device(room)]);
  expect(await rings(ben, '250')).toEqual([]);
  expect(await endpoint('callerid')).toContain('<201>');
  // A code that switches something of the caller's: it is Anna's.
  await dial(room, '*78', []);
  await until(
    'do not disturb of Anna',
    async () =>
      (await office.ask<{ doNotDisturb: boolean }>('extension.get', { id: anna.extensionId })).doNotDisturb ||
      undefined,
  );
  await dial(room, '*79', []);
  expect(await dial(room, '*56', [])).toBe(200);
  await until('the log-out in the office', async () => ((await inOffice()) === undefined ? true : undefined));
  expect(await endpoint('callerid')).toContain('<250>');
  expect(await rings(ben, '201')).toEqual([device(anna)]);
  expect(await rings(ben, '250')).toEqual([device(room)]);
});

test('[N7] from the office: the exact reason when it cannot be', async () => {
  const { extensionId } = anna;
  const identityId = room.identityIds[0];
  await office.run('hot-desk.log-in', { extensionId, identityId });
  expect(await rings(ben, '201')).toEqual([device(room)]);
  const refused = async (input: unknown) => {
    const outcome = await office.send('do', 'handset.log-in', input);
    return outcome.ok ? 'done' : `${(outcome.error as { rule?: string }).rule}: ${outcome.error.message}`;
  };
  expect(await refused({ extensionId: ben.extensionId, identityId })).toContain(
    'handset-taken: 201 Anna is logged in at handset 17',
  );
  await office.run('handset.allow', { identityId: ben.identityIds[0] });
  expect(await refused({ extensionId, identityId: ben.identityIds[0] })).toContain(
    'number-elsewhere: 201 Anna is logged in at handset 17',
  );
  const absent = await accountOfPerson(office, 'Absent', { number: '203' });
  await office.run('handset.allow', { identityId: absent.identityIds[0] });
  await office.run('hot-desk.log-out', { extensionId });
  expect(await refused({ extensionId, identityId: absent.identityIds[0] })).toContain('phone-offline');
  expect(await refused({ extensionId, identityId: anna.identityIds[0] })).toContain('no-handset');
  await office.run('journal.undo');
  expect(await guest()).toBe(anna.extensionId);
  await office.run('hot-desk.log-out', { extensionId });
});

test('[N7] [G2] [G4] a queue, its sign-in code and a pick-up follow the number to the handset', async () => {
  const { extensionId } = anna;
  const agents = (await Promise.all(
    [undefined, anna.identityIds[0]].map(
      (identityId, at) =>
      office.run<{ id: string }>('queue.create', {
        number: String(710 + at), name: `Queue ${at}`, sayPosition: false,
        agents: [{ extensionId, ...(identityId === undefined ? {} : { identityId }) }],
      }), // prettier-ignore
    ),
  )) as { id: string }[];
  await office.run('ring-group.create', {
    number: '300',
    name: 'Sales',
    members: [{ identityId: anna.identityIds[0] }, { identityId: ben.identityIds[0] }],
  });
  await office.run('hot-desk.log-in', { extensionId, identityId: room.identityIds[0] });
  const rang = async (number: string) => {
    const before = phones.peek().length;
    await placeCalls(office.server, [{ ...ben.account, number, talkMs: 1500 }]);
    return until('the ringing in the trace', () => phones.peek().slice(before)[0]?.device, 1500).catch(() => 'nobody');
  };
  expect(await rang('710')).toBe(device(room));
  expect(await rang('711')).toBe(device(room));

  // The codes of the handset are Anna's.
  const signedIn = async () => {
    const views = agents.map(({ id }) => office.ask<{ agents: { signedIn: boolean }[] }>('queue.get', { id }));
    return (await Promise.all(views)).map((view) => view.agents[0]?.signedIn);
  };
  const codes = await office.ask<{ id: string; code: string }[]>('feature-codes.list');
  const code = (id: string) => codes.find((one) => one.id === id)?.code ?? '';
  expect(await dial(room, code('queue-sign-out'), [])).toBe(200);
  await until('the sign-out in the office', async () => ((await signedIn()).includes(true) ? undefined : true));
  expect(await rang('711')).toBe('nobody');
  expect(await dial(room, code('queue-sign-in'), [])).toBe(200);
  await until('the sign-in in the office', async () => ((await signedIn()).includes(false) ? undefined : true));

  // Ben takes the call that rings at the handset for a member of his group.
  const before = phones.peek().length;
  const taking = placeCalls(office.server, [{ ...anna.account, number: '201', talkMs: 600 }]);
  await until(
    'the handset',
    () =>
      phones
        .peek()
        .slice(before)
        .find((one) => one.device === device(room)),
    3000,
  );
  const [taken] = await placeCalls(office.server, [{ ...ben.account, number: '*8', talkMs: 300 }]);
  expect(taken?.status).toBe(200);
  expect((await taking)[0]?.status).toBe(200);

  await office.run('hot-desk.log-out', { extensionId });
  expect(await rang('710')).toBe(device(anna));
  expect(await rang('711')).toBe(device(anna));
});

test('[N7] [X3] without the application: log in, the moment of the automatic log-out, and the office knows when it is back', async () => {
  await office.run('handset.allow', { identityId: room.identityIds[0], logOutAt: '19:00' });
  await office.kill();
  expect(await dial(room, '*55', ['201#', `${pin}#`])).toBe(200);
  expect(await guest()).toBe(anna.extensionId);
  const till = Number(await office.getvar(`REALTIME_FIELD(desk,id,${device(room)},till)`));
  expect(till).toBeGreaterThan(Date.now() / 1000);
  expect(till).toBeLessThanOrEqual(Date.now() / 1000 + 86_400);
  expect(await rings(ben, '201')).toEqual([device(room)]);
  await office.start();
  expect(await inOffice()).toBe('201 Anna');
  expect(Number(await office.getvar(`REALTIME_FIELD(desk,id,${device(room)},till)`))).toBe(till);
  expect(await differences()).toEqual([]);
});
