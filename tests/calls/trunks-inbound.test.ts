import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { callIn, startCarrier, startLines, type Carrier, type Incoming, type Lines } from './lines.ts';
import { freePort, register, startPhones } from './sipp.ts';

let lines: Lines;
let carrier: Carrier;
let phones: Awaited<ReturnType<typeof startPhones>>;
let device = '';
let trunk = '';

beforeAll(async () => {
  [lines, carrier] = await Promise.all([startLines(), startCarrier()]);
  const { office } = lines;
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const site = office.ask('site.list', {}).sites[0]?.id ?? '';
  const anna = office.do('person.create', { firstName: 'Anna', voicemail: false, ringSeconds: 5 });
  trunk = office.do('trunk.create', { name: 'Carrier', kind: 'address', host: '127.0.0.1', port: carrier.port }).id;
  office.do('trunk.create', { name: 'Other', kind: 'address', host: '127.0.0.9', port: carrier.port });
  const destination = `node:${anna.extensionId}`;
  const main = office.do('public-number.create', { number: '030 1234567-0', trunkId: trunk, destination });
  office.do('site.set-main-number', { siteId: site, numberId: main.id });
  office.do('public-number.create', { number: '030 1234567-42', trunkId: trunk, destination: 'end:busy' });
  office.do('public-number.create', { number: '+43 1 5550123', destination: 'end:busy' });
  office.do('public-number.create', { number: '030 1234567-99', status: 'reserved', destination });
  await lines.apply();
  const identity = office.office.read.all(identities, { extensionId: anna.extensionId })[0];
  if (!identity) throw new Error('no phone');
  device = deviceOf(identity);
  const port = await freePort();
  const account = { device, secret: identity.secret };
  await register(lines.server, [{ ...account, does: { what: 'answers', afterMs: 0 } }], port);
  phones = await startPhones('127.0.0.1', port, async () => {
    await lines.engine.engine.action('PJSIPQualify', { Endpoint: device });
  });
});

afterAll(async () => {
  await phones?.stop();
  await Promise.all([lines?.stop(), carrier?.stop()]);
});

const callFrom = (call: Incoming) => callIn(lines.server, call);

/** What the called phone was told of the caller, read from the channel that rang it. */
async function shown(call: Incoming) {
  const before = lines.events.length;
  const { status } = await callFrom(call);
  const rang = lines.events
    .slice(before)
    .find((one) => one.event === 'Newstate' && one.channel?.startsWith(`PJSIP/${device}`));
  return { status, number: rang?.connectedlinenum, name: rang?.connectedlinename };
}

test('[G5] a number is found in whatever form it arrives', async () => {
  const forms = [
    '+4930123456742',
    '004930123456742',
    '4930123456742',
    '030123456742',
    '30123456742',
    '123456742',
    '42',
  ];
  const found: Record<string, number | null> = {};
  for (const user of forms) found[user] = (await callFrom({ user })).status;
  // In To only, because the request is for our login name.
  found['to'] = (await callFrom({ user: trunk, to: '"Zentrale" <sip:030123456742@office.example;user=phone>' })).status;
  found['abroad'] = (await callFrom({ user: '004315550123' })).status;
  expect(found).toEqual(Object.fromEntries([...forms, 'to', 'abroad'].map((form) => [form, 486])));
});

test('[G5] a reserved number is refused clearly, an unknown one goes to the main number and is named', async () => {
  expect((await callFrom({ user: '+4930123456799' })).status).toBe(404);
  expect((await callFrom({ user: '+4930777777' })).status).toBe(200);
  const unknown = lines.events.filter((one) => one.userevent === 'UnknownNumber');
  expect(unknown.map(({ trunk: by, number }) => [by, number])).toEqual([[trunk, '+4930777777']]);
});

test('[G5] the caller is shown as +E164 or as nobody, never as a colleague', async () => {
  const user = '+493012345670';
  const from = (number: string, name = '') => `${name}<sip:${number}@carrier.example>`;
  expect(await shown({ user, from: from('03099887766') })).toMatchObject({ status: 200, number: '+493099887766' });
  expect(
    await shown({ user, from: from('00431555'), header: 'P-Asserted-Identity: <sip:+431777888@c.example>' }),
  ).toMatchObject({ number: '+431777888' });
  expect(await shown({ user, from: from('4930998877') })).toMatchObject({ number: '+4930998877' });
  expect(await shown({ user, from: '"Anonymous" <sip:anonymous@anonymous.invalid>' })).toMatchObject({
    status: 200,
    number: '<unknown>',
  });
  // 101 is Anna's own extension: whoever says so from outside is not.
  expect(await shown({ user, from: from('101', '"Chef" ') })).toMatchObject({ status: 200, number: '<unknown>' });
});

test('[G5] what a carrier writes stays text: nothing in it is run, dialled or stored as anything else', async () => {
  const user = '+493012345670';
  const hostile = [
    '"${SHELL(id)}${EVAL(${EXTEN})}"',
    '"x\\",1);System(id);\\"&PJSIP/900"',
    '"\'); drop table cdr; --"',
    '"$(1+1) ${DB(a/b)} =?utf-8?Q?x?= ; , | & <sip:900@x>"',
    `"${'A'.repeat(900)}"`,
  ];
  for (const name of hostile) {
    const call = await callFrom({ user, from: `${name} <sip:0309988;x=1@carrier.example>` });
    expect([name, call.status]).toEqual([name, 200]);
  }
  for (const odd of [
    's',
    'h',
    'i',
    't',
    'fax',
    'trk-x',
    '..',
    '*70',
    '101',
    '112',
    '911',
    '0',
    '+',
    '%24%7BEXTEN%7D',
    'end',
    'a&PJSIP%2fcarrier',
  ]) {
    const { status } = await callFrom({ user: odd });
    expect([odd, status !== null && [200, 404, 484].includes(status)]).toEqual([odd, true]);
  }
  const { fields } = await lines.engine.engine.action('CoreStatus');
  expect(fields.corecurrentcalls).toBe('0');
});

test('[G5] a call that came in never goes out by another trunk: no number, header or transfer makes it', async () => {
  const before = carrier.invites().length;
  for (const user of ['0900123200', '+4930555200', '00900123200', '112', '*7200900123200', '9004930555200'])
    await callFrom({ user, header: `Diversion: <sip:+4930555200@x>` });
  const transfer = await callFrom({ user: '+493012345670', refersTo: '+4930555200' });
  expect(
    transfer.messages
      .filter(({ isSent, headers }) => !isSent && (headers['cseq'] ?? '').endsWith('REFER'))
      .map(({ firstLine }) => firstLine),
  ).toEqual(['SIP/2.0 603 Decline']);
  expect(carrier.invites()).toHaveLength(before);
});

test('[G5] nobody else on the network is taken for the carrier, whatever name is written', async () => {
  for (const from of [`<sip:${trunk}@127.0.0.1>`, '<sip:+493099887766@127.0.0.1>', `<sip:${device}@127.0.0.1>`]) {
    const call = await callFrom({ user: '+493012345670', from, address: '127.0.0.7' });
    expect([from, call.status]).toEqual([from, 401]);
  }
});
