import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { plainFiles } from '../../core/plain/office.ts';
import { features, officeFlows } from '../index.ts';
import { trunkLines } from './lines.ts';

let office: TestOffice;
beforeEach(() => {
  office = testOffice();
});
afterEach(() => office.close());

const login = {
  name: 'Carrier',
  kind: 'registration' as const,
  host: 'sip.example.com',
  username: 'acct',
  password: 'x',
};

test('[G5] what cannot work is refused at its field, with what to write instead', () => {
  const field = (input: object) => {
    const refused = office.refused('trunk.create', { ...login, ...input });
    return 'issues' in refused ? refused.issues?.[0]?.path : refused.kind;
  };
  expect(field({ host: '' })).toBe('host');
  expect(field({ username: '' })).toBe('username');
  for (const host of [
    'a b',
    'x;y',
    'sip:a@b',
    '1.2.3',
    '1.2.3.4.5',
    'a..b',
    '-a',
    'host:5070',
    '999.1.1.1',
    'a\nb',
    '${X}',
  ])
    expect([host, field({ host })]).toEqual([host, 'host']);
  for (const username of ['a@b', 'a b', 'a;b', 'a"b', 'ä', '<x>', 'a\r\nb'])
    expect([username, field({ username })]).toEqual([username, 'username']);
  for (const password of ['a b', 'a\nb', ' x']) expect([password, field({ password })]).toEqual([password, 'password']);
  for (const addresses of ['0.0.0.0/0', '10.0.0.0/8', 'a.example', '::', '1.2.3.4/33'])
    expect([addresses, field({ addresses })]).toEqual([addresses, 'addresses']);
  expect(field({ encryptsMedia: true })).toBe('encryptsMedia');
  expect(field({ codecs: [] })).toBe('codecs');
  expect(field({ externalAddress: '192.168.1.1' })).toBe('externalAddress');
  expect(field({ externalAddress: 'a.example' })).toBe('externalAddress');
  expect(field({ outboundProxy: 'a b' })).toBe('outboundProxy');
  expect(field({ outboundProxy: 'proxy:99999' })).toBe('outboundProxy');
  expect(field({ kind: 'gateway', host: '', username: '' })).toBe('host');
});

test('[G5] calls from one address belong to one trunk; two accounts at one carrier are told apart by their login', () => {
  office.do('trunk.create', { name: 'Peer', kind: 'address', host: '203.0.113.5' });
  expect(office.refused('trunk.create', { name: 'Twin', kind: 'address', host: '203.0.113.5' }).message).toContain(
    'Peer',
  );
  office.do('trunk.create', login);
  office.do('trunk.create', { ...login, name: 'Second', username: 'other' });
  const lines = trunkLines(office.office.read, () => ['198.51.100.7']);
  expect(lines.registrations.map(({ clientUri }) => clientUri)).toEqual([
    'sip:acct@sip.example.com',
    'sip:other@sip.example.com',
  ]);
  expect(lines.identifies.map(({ match }) => match)).toEqual([['203.0.113.5'], ['198.51.100.7']]);
});

test('[G5] our address on the internet is one for all trunks: another one is refused with the trunk that has it', () => {
  const first = office.do('trunk.create', { ...login, externalAddress: '198.51.100.20' }).id;
  const other = { name: 'Peer', kind: 'address' as const, host: '203.0.113.5' };
  expect(office.refused('trunk.create', { ...other, externalAddress: '198.51.100.21' })).toMatchObject({
    message: expect.stringContaining('Carrier') as string,
    issues: [{ path: 'externalAddress' }],
    remedy: { route: `/lines/trunks/${first}` },
  });
  const { id } = office.do('trunk.create', { ...other, externalAddress: '198.51.100.20' });
  // The way that the refusal names: emptied at one, it can be changed at the other.
  office.do('trunk.update', { id: first, externalAddress: '' });
  office.do('trunk.update', { id, externalAddress: '198.51.100.21' });
  expect(trunkLines(office.office.read, () => []).externalAddress).toBe('198.51.100.21');
  office.do('trunk.update', { id, enabled: false });
  office.do('trunk.update', { id: first, externalAddress: '198.51.100.22' });
  expect(office.refused('trunk.update', { id, enabled: true })).toMatchObject({
    issues: [{ path: 'externalAddress' }],
  });
});

test('[G5] a password is never shown, stays when none is given, and is drawn for a gateway that logs in here', () => {
  const { id } = office.do('trunk.create', login);
  expect(JSON.stringify(office.ask('trunk.get', { id }))).not.toContain('"password"');
  office.do('trunk.update', { id, name: 'Renamed' });
  expect(office.ask('trunk.credentials', { id })).toEqual({ username: 'acct', password: 'x' });
  const box = office.do('trunk.create', { name: 'Box', kind: 'gateway', registersHere: true });
  const { username, password } = office.ask('trunk.credentials', { id: box.id });
  expect(username).toBe(box.id);
  expect(password).toMatch(/^[A-Za-z0-9]{24}$/);
});

test('[G5] a trunk that is switched off is nowhere in Asterisk', () => {
  const { id } = office.do('trunk.create', login);
  const rows = () =>
    office.office
      .projectAll()
      .filter(({ owner }) => owner === `trunks:${id}`)
      .flatMap((one) => one.rows);
  expect(
    rows()
      .map(({ table }) => table)
      .sort(),
  ).toEqual(['ps_auths', 'trunk', 'trunk_endpoint']);
  office.do('trunk.update', { id, enabled: false });
  expect(rows()).toEqual([]);
  expect(trunkLines(office.office.read, () => [])).toEqual({
    externalAddress: null,
    aors: [],
    registrations: [],
    identifies: [],
  });
});

test('[G5] the plain configuration has the trunk and its numbers, in the forms in which they arrive', () => {
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const { id } = office.do('trunk.create', { ...login, password: 'a;b' });
  const anna = office.do('person.create', { firstName: 'Anna' });
  office.do('public-number.create', { number: '030 1234567', trunkId: id, destination: `node:${anna.extensionId}` });
  const files = plainFiles({ read: office.office.read, flows: officeFlows(office.office.read), features });
  expect(files['pjsip.conf']).toContain(`[${id}]\ntype = registration\nserver_uri = sip:sip.example.com`);
  expect(files['pjsip.conf']).toContain('password = a\\;b');
  for (const form of ['+49301234567', '49301234567', '0049301234567', '0301234567', '301234567'])
    expect(files['extensions.conf']).toMatch(new RegExp(`^exten => ${form.replace('+', '\\+')},1,Goto\\(`, 'm'));
});
