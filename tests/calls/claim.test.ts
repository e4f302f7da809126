import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOfPerson, type Person } from '../faults/people.ts';
import { startOffice, type Office } from '../faults/service-process.ts';
import { placeOf } from '../../service/place.ts';
import { until } from './product.ts';
import { placeCalls, type PhoneAccount } from './sipp.ts';

// A phone that is adopted and nobody's: helpers can be called from it, and a number with its PIN makes it somebody's.

let office: Office;
let anna: Person;
let ben: Person;
let phone: PhoneAccount;
const mac = '000413aabbcc';
const pin = '7391';

interface Line {
  identityId: string | null;
  assignedTo: string;
}
const line = () => office.ask<Line>('phone.get', { id: `mac-${mac}` });

/** No query tells this secret; the phone reads it in its settings, the test in the office's rows. */
function claimSecret(): string {
  const file = new Database(placeOf(office.dataDir).officeDatabase, { readonly: true });
  const row = file.prepare('select secret from phone_claims where id = ?').get(`mac-${mac}`) as { secret: string };
  file.close();
  return row.secret;
}

beforeAll(async () => {
  office = await startOffice();
  anna = await accountOfPerson(office, 'Anna', { number: '201', pin: '4862' });
  ben = await accountOfPerson(office, 'Ben', { number: '202', pin: '4862' });
  await office.run('phone.adopt', { mac, vendor: 'snom', model: 'D785', label: 'Lobby' });
  phone = { device: `claim-${mac}`, secret: claimSecret() };
});
afterAll(() => office.close());

const dial = async (number: string, press: readonly string[] = [], from = phone) => {
  const keys = press.map((row) => ({ afterMs: 800, press: row }));
  const [call] = await placeCalls(office.server, [{ ...from, number, talkMs: press.length > 1 ? 4000 : 500, keys }]);
  return call?.status;
};

test('[P2] [G6] never 1: it calls for help, nobody else, and no code but one', async () => {
  expect(await dial('112')).toBe(200);
  const { calls } = await office.ask<{ calls: { number: string; device: string; caller: string }[] }>(
    'emergency.calls',
  );
  expect(calls).toMatchObject([{ number: '112', device: phone.device, caller: 'Lobby, nobody’s phone' }]);
  // Asterisk has its line as the office wants it.
  expect((await office.compare()).differences).toEqual([]);
  const others = ['201', '0301234567', '*78', '*97', '*72201', 'anna'];
  const made = await placeCalls(office.server, others.map((number) => ({ ...phone, number, talkMs: 100 }))); // prettier-ignore
  expect(made.map(({ status }) => status).filter((status) => (status ?? 0) < 400)).toEqual([]);
});

test('[P2] [N6] a wrong PIN leaves it nobody’s, the right one makes it somebody’s, and its line is gone', async () => {
  expect(await dial('*47201', ['1111#'])).toBe(200);
  expect(await line()).toMatchObject({ identityId: null });
  expect(await dial('*47', ['202#', '4862#', `${pin}#`, `${pin}#`])).toBe(200);
  const now = await until('the phone is Ben’s', async () => {
    const found = await line();
    return found.identityId === null ? undefined : found;
  });
  expect(now).toMatchObject({ identityId: ben.identityIds[0], assignedTo: 'Ben' });
  const { entries } = await office.ask<{ entries: { words: string; actor: { kind: string } }[] }>('history.list', { limit: 1 }); // prettier-ignore
  expect(entries[0]).toMatchObject({ words: '202 Ben made the phone Lobby its own from the phone.', actor: { kind: 'phone' } }); // prettier-ignore
  expect(await office.getvar(`PJSIP_ENDPOINT(${phone.device},context)`)).toBe('');
  // Somebody’s own phone is not claimed by somebody else.
  expect(await dial('*47201', [], anna.account)).toBe(200);
  expect(await line()).toMatchObject({ assignedTo: 'Ben' });
  expect((await office.compare()).differences).toEqual([]);
});
