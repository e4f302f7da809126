/** Offices with a digit for the outside line: numbers with a plus need none, and help is reached with it and without it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { startLines, type Lines } from './lines.ts';
import { freePort } from './ports.ts';
import { startCarrier, type Carrier } from './psap.ts';
import { placeCalls, type CallResult } from './sipp.ts';

// In Berlin 0 is needed, in Paris 9, in Ulm 7. Paris makes 15, 17, 18 numbers for help in all of them.
let lines: Lines;
let carrier: Carrier;
const people: Record<string, { ext: string; account: { device: string; secret: string } }> = {};

function person(firstName: string, number: string, siteId: string): void {
  const { office } = lines;
  const made = office.do('person.create', { firstName, number, siteId, voicemail: false });
  const identity = office.office.read.get(identities, made.identityIds[0] ?? '');
  if (!identity) throw new Error('a person has an identity');
  people[firstName] = { ext: made.extensionId, account: { device: deviceOf(identity), secret: identity.secret } };
}

beforeAll(async () => {
  const address = '127.0.0.23';
  [lines, carrier] = await Promise.all([startLines(), startCarrier(address, await freePort(address))]);
  const { office } = lines;
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const berlin = office.office.read.all(sites)[0]?.id ?? '';
  const site = (name: string, country: string, timeZone: string) =>
    office.do('site.create', { name, country, timeZone, language: 'en' }).id;
  const [paris, ulm] = [site('Paris', 'FR', 'Europe/Paris'), site('Ulm', 'DE', 'Europe/Berlin')];
  office.do('trunk.create', { name: 'Line', kind: 'address', host: carrier.address, port: carrier.port });
  for (const [siteId, line] of [[berlin, '0'], [paris, '9'], [ulm, '7']] as const)
    office.do('outbound.set-site', { siteId, line, lineNeeded: true }); // prettier-ignore
  person('Anna', '301', berlin);
  person('Paul', '302', paris);
  person('Ute', '303', ulm);
  office.do('speed-dial.create', { name: 'Taxi', number: '030 700001200', place: '05' });
  office.do('public-number.create', { number: '+49301111100', destination: `node:${people['Anna']?.ext}` });
  // Nothing gets through by a rule that should not have come to one.
  office.do('outbound-rule.create', {
    name: 'No short numbers',
    patterns: [{ kind: 'pattern', text: 'XX' }],
    action: 'refuse',
    before: 'out-all',
  });
  await lines.apply();
});
afterAll(async () => {
  await lines.stop();
  carrier.stop();
});

beforeEach(() => {
  carrier.asked.length = 0;
});
const asked = () => carrier.asked.map(({ number }) => number);

async function dial(name: string, number: string): Promise<CallResult> {
  const [result] = await placeCalls(lines.server, [
    { ...(people[name]?.account ?? { device: '', secret: '' }), number, talkMs: 50 },
  ]);
  if (!result) throw new Error('the call is missing');
  return result;
}

test('[X14] a number with a plus is called as it is: dialled, redialled, from the last caller, by a speed dial', async () => {
  for (const number of ['+49307000010200', '00307000011200', '*68', '+49307000012200', '*68', '*6005'])
    expect([number, (await dial('Anna', number)).status]).toEqual([number, 200]);
  expect(asked()).toEqual([
    '+49307000010200',
    '+49307000011200',
    '+49307000011200',
    '+49307000012200',
    '+49307000012200',
    '+4930700001200',
  ]);
  // Her phone is not there.
  expect(await carrier.call(lines.server, '+49307000013200', '+49301111100').status).toBe(480);
  expect((await dial('Anna', '*69')).status).toBe(200);
  expect(asked().at(-1)).toBe('+49307000013200');
  // Without the digit nothing goes out, and what stands behind it is read as it is at home.
  expect((await dial('Anna', '307000014200')).status).toBe(404);
  expect((await dial('Paul', '9+49307000015200')).status).toBe(404);
  expect((await dial('Paul', '90049307000016200')).status).toBe(200);
  expect((await dial('Paul', '+49307000017200')).status).toBe(200);
  expect(asked().slice(-2)).toEqual(['+49307000016200', '+49307000017200']);
});

test('[G6] help is reached behind the digit of the site, whatever the rules say', async () => {
  for (const [name, number, sent] of [
    ['Paul', '15', '15'],
    ['Paul', '915', '15'],
    ['Paul', '918', '18'],
    ['Paul', '9114', '114'],
    ['Paul', '9112', '112'],
    ['Ute', '7110', '110'],
    ['Ute', '7112', '112'],
    // No form of any site: found when the digit is off.
    ['Ute', '717', '17'],
  ] as const) {
    expect([number, (await dial(name, number)).status]).toEqual([number, 200]);
    expect(asked().at(-1)).toBe(sent);
  }
  // An ordinary number of two digits is refused by its rule.
  expect((await dial('Paul', '944')).status).toBe(403);
});

test('[G6] a # behind the number is no reason not to call for help', async () => {
  for (const number of ['110%23', '0110%23', '112%23', '915%23', '7112%23'])
    expect([number, (await dial('Anna', number)).status]).toEqual([number, 200]);
  expect(asked()).toEqual(['110', '110', '112', '15', '112']);
  for (const number of ['301%23', '00307000018200%23']) expect((await dial('Anna', number)).status).toBe(404);
});
