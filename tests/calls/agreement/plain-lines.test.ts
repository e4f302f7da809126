/** Calls to and from the outside on a stock Asterisk with nothing but the exported files, and carriers made of sipp. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { deviceOf, identities } from '../../../office/features/identities/table.ts';
import { sites } from '../../../office/features/sites/table.ts';
import { callIn, startCarrier, type Carrier } from '../lines.ts';
import { placeCalls, register, startPhones, type OutgoingCall } from '../sipp.ts';
import { freePort } from '../ports.ts';
import { startCarrier as startHelp, type Carrier as Help } from '../psap.ts';
import { startPlainHost } from './plain-host.ts';

let office: TestOffice;
let carrier: Carrier;
/** The carrier of Ulm, which answers every number. */
let help: Help;
let host: Awaited<ReturnType<typeof startPlainHost>>;
let phones: Awaited<ReturnType<typeof startPhones>>;
const people: Record<string, { ext: string; device: string; secret: string }> = {};

function person(firstName: string, number: string, plan: 'basic' | 'pro' = 'pro', siteId?: string): void {
  const made = office.do('person.create', { firstName, number, plan, voicemail: false, ...(siteId ? { siteId } : {}) });
  const identity = office.office.read.get(identities, made.identityIds[0] ?? '');
  if (!identity) throw new Error('a person has an identity');
  people[firstName] = { ext: made.extensionId, device: deviceOf(identity), secret: identity.secret };
}
const who = (name: string) => people[name] ?? { ext: '', device: '', secret: '' };

beforeAll(async () => {
  office = testOffice();
  carrier = await startCarrier(undefined, '127.0.0.2');
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  person('Anna', '101');
  person('Bert', '102', 'basic');
  person('Carl', '103');
  // A digit for the outside line is needed in Paris and in Ulm.
  const placed = (name: string, country: string, line: string) => {
    const siteId = office.do('site.create', { name, country, timeZone: 'Europe/Berlin', language: 'en' }).id;
    office.do('outbound.set-site', { siteId, line, lineNeeded: true });
    return siteId;
  };
  person('Paul', '104', 'pro', placed('Paris', 'FR', '9'));
  const ulm = placed('Ulm', 'DE', '7');
  person('Ute', '105', 'pro', ulm);
  help = await startHelp('127.0.0.24', await freePort('127.0.0.24'));
  const trunk = office.do('trunk.create', {
    name: 'Line',
    kind: 'address',
    host: carrier.address,
    port: carrier.port,
  }).id;
  office.do('trunk.create', { name: 'Ulm', kind: 'address', host: help.address, port: help.port, siteId: ulm });
  office.do('speed-dial.create', { name: 'Taxi', number: '040 4444200', place: '05' });
  const number = office.do('public-number.create', {
    number: '030 1234567',
    trunkId: trunk,
    destination: `node:${who('Anna').ext}`,
  }).id;
  const site = office.office.read.all(sites).find(({ name }) => name === 'Berlin');
  if (site) office.do('site.set-main-number', { siteId: site.id, numberId: number });
  const rule = (name: string, text: string, more: object) =>
    office.do('outbound-rule.create', { name, patterns: [{ kind: 'pattern', text }], before: 'out-all', ...more });
  office.do('outbound-rule.update', {
    id: 'out-all',
    patterns: [{ kind: 'pattern', text: '040.' }],
    trunkIds: [trunk],
  });
  rule('Abroad', '0049.', { trunkIds: [trunk] });
  rule('Forbidden', '0900.', { action: 'refuse' });
  rule('Pro only', '0301.', { who: 'chosen', plans: ['pro'] });
  rule('Code', '0302.', { passcodeFrom: 'rule', passcode: '73519' });
  rule('Prefix', '0303.', { strip: 1, add: '77' });
  office.do('forwarding.set', { extensionId: who('Carl').ext, kind: 'always', enabled: true, number: '0301111200' });
  office.do('conference-room.create', { name: 'Round', number: '150', pin: '4711' });
  host = await startPlainHost([], office.office.read);
  const port = await freePort();
  const anna = who('Anna');
  await register(host.server, [{ ...anna, does: { what: 'answers', afterMs: 100 } }], port);
  phones = await startPhones(host.server.address, port, () => host.action('PJSIPQualify', { Endpoint: anna.device }));
});
afterAll(async () => {
  await phones.stop();
  await host.stop();
  await carrier.stop();
  help.stop();
  office.close();
});

const call = async (by: string, number: string, more: Partial<OutgoingCall> = {}) =>
  (await placeCalls(host.server, [{ ...who(by), number, talkMs: 300, ...more }]))[0];
const asked = () => carrier.invites().map(({ firstLine }) => /sip:([^@]*)@/.exec(firstLine)?.[1] ?? '');

test('[R6] rules decide in their order, and the number of the office is shown', async () => {
  expect(await call('Anna', '0301111200')).toMatchObject({ status: 200 });
  expect(asked().at(-1)).toBe('+49301111200');
  expect(carrier.invites().at(-1)?.headers['from']).toContain('49301234567');
  expect(await call('Bert', '0301111200')).toMatchObject({ status: 403 });
  expect(await call('Anna', '0900123200')).toMatchObject({ status: 403 });
  expect(await call('Anna', '0303333200')).toMatchObject({ status: 200 });
  expect(asked().at(-1)).toBe('77303333200');
  expect(await call('Anna', '0404444486')).toMatchObject({ status: 486 });
  expect(await call('Anna', '0404444503')).toMatchObject({ status: 503 });
});

test('[R6] a passcode is asked for, and a wrong one leads nowhere', async () => {
  const before = asked().length;
  const keys = [{ afterMs: 300, press: '73519#' }];
  expect(await call('Anna', '0302222200', { keys, talkMs: 1500 })).toMatchObject({ status: 200 });
  expect(asked().slice(before)).toEqual(['+49302222200']);
  const wrong = [300, 1500, 1500].map((afterMs) => ({ afterMs, press: '1#' }));
  await call('Anna', '0302222200', { keys: wrong, talkMs: 2500 });
  expect(asked().slice(before)).toEqual(['+49302222200']);
});

test('[R6] [X5] a forward to the outside goes by the rules of whoever forwards', async () => {
  expect(await call('Bert', '103')).toMatchObject({ status: 200 });
  expect(asked().at(-1)).toBe('+49301111200');
});

test('[R6] a call from outside gets to its number, and nothing that a carrier sends dials out', async () => {
  const before = asked().length;
  expect(await callIn(host.server, { user: '+49301234567', address: carrier.address })).toMatchObject({ status: 200 });
  for (const user of ['0301111200', '00431555200', '101', '*43'])
    await callIn(host.server, { user, address: carrier.address });
  expect(asked().length).toBe(before);
});

test('[R6] own numbers of the public network stay in the office', async () => {
  const before = asked().length;
  expect(await call('Bert', '0301234567')).toMatchObject({ status: 200 });
  expect(asked().length).toBe(before);
});

test('[R6] [X14] a digit for the outside line is needed before what is dialled, and never before a plus', async () => {
  const from = asked().length;
  for (const number of ['+49404444200', '90049404444200', '*6005'])
    expect([number, (await call('Paul', number))?.status]).toEqual([number, 200]);
  expect(asked().slice(from)).toEqual(['+49404444200', '+49404444200', '+49404444200']);
  expect((await call('Paul', '0049404444200'))?.status).toBe(404);
  expect(asked()).toHaveLength(from + 3);
});

test('[R6] [G6] help is reached behind the digit of a site, with a # too', async () => {
  for (const number of ['7110', '717', '110%23', '7112%23'])
    expect([number, (await call('Ute', number))?.status]).toEqual([number, 200]);
  expect(help.asked.map(({ number }) => number)).toEqual(['110', '17', '110', '112']);
});
