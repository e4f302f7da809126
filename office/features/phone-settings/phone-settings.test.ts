import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';
import { effectiveAt, levelsOf } from './read.ts';
import { phones } from '../phones/table.ts';

let office: TestOffice;
let phoneId: string;
let siteId: string;
const mac = '000413aabbcc';

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  siteId = office.do('site.create', { name: 'Ulm', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' }).id;
  phoneId = office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', siteId, label: 'Lager' }).id;
});
afterEach(() => office.close());

const at = (level: string) => office.ask('phone-settings.get', { level }).settings;
const set = (level: string, patch: object) => office.do('phone-settings.set', { level, ...patch });

test('[G4] the nearest word counts: the phone, its site, the office, the product; and every screen says whose it is', () => {
  expect(at(phoneId).qos).toMatchObject({
    value: { media: 46, signaling: 24 },
    from: { kind: 'default' },
    isOwn: false,
  });
  set('office', { codecs: ['pcma', 'pcmu'], vlan: { id: 20, priority: 5, computerId: 10 } });
  set(siteId, { codecs: ['g722'], qos: 'off' });
  expect(at(phoneId)).toMatchObject({
    codecs: { value: ['g722'], from: { kind: 'site', name: 'Ulm' }, inherited: { value: ['g722'] } },
    vlan: { value: { id: 20, priority: 5, computerId: 10 }, from: { kind: 'office' } },
    qos: { value: null, from: { name: 'Ulm' } },
  });
  set(phoneId, { vlan: 'off', ringTone: 3 });
  expect(at(phoneId).vlan).toMatchObject({ value: null, isOwn: true, inherited: { value: { id: 20 } } });
  expect(at('office').vlan.deviating).toMatchObject([{ id: phoneId, name: 'Lager' }]);
  expect(at('office').codecs.deviating).toMatchObject([{ id: siteId }]);
  expect(at(siteId).ringTone.deviating).toMatchObject([{ id: phoneId }]);
  set(phoneId, { vlan: null, ringTone: null });
  expect(at(phoneId).vlan).toMatchObject({ value: { id: 20 }, isOwn: false });
  office.office.undo(actor);
  const phone = office.office.read.get(phones, phoneId);
  expect(phone && effectiveAt(office.office.read, levelsOf(phone)).vlan).toEqual({ value: null, from: phoneId });
});

test('[G4] what phones cannot do is refused where it is typed', () => {
  const refused = (patch: object) => office.refused('phone-settings.set', { level: 'office', ...patch });
  expect(refused({ codecs: [] }).message).toContain('at least one codec');
  expect(refused({ codecs: ['g722', 'g722'] }).message).toContain('once');
  expect(refused({ vlan: { id: 4095 } })).toMatchObject({ issues: [{ path: 'vlan.id' }] });
  expect(refused({ vlan: { id: 20, priority: 8 } })).toMatchObject({ issues: [{ path: 'vlan.priority' }] });
  expect(refused({ vlan: { id: 20, computerId: 20 } })).toMatchObject({ issues: [{ path: 'vlan.computerId' }] });
  expect(refused({ qos: { media: 64, signaling: 24 } })).toMatchObject({ issues: [{ path: 'qos.media' }] });
  expect(office.refused('phone-settings.set', { level: 'mac-000000000000', ringTone: 1 }).kind).toBe('not-found');
});

test('[G4] a log goes to a computer of the office, for some hours', () => {
  for (const host of ['8.8.8.8', '172.32.0.1', 'log.example.com', '10.1', '10.0.0.300', '127.0.0.1'])
    expect(office.refused('phone-settings.log', { level: phoneId, host }), host).toMatchObject({
      issues: [{ path: 'host' }],
    });
  const { until } = office.do('phone-settings.log', { level: phoneId, host: '192.168.1.20', hours: 1 });
  expect(at(phoneId).syslog.value).toEqual({ host: '192.168.1.20', port: 514, until });
  office.do('phone-settings.expire', {});
  expect(at(phoneId).syslog.isOwn).toBe(true);
  office.do('phone-settings.end-log', { level: phoneId });
  expect(at(phoneId).syslog.value).toBeNull();
  expect(office.refused('phone-settings.end-log', { level: phoneId }).kind).toBe('not-found');
});

test('[G4] administrator passwords are made anew for one phone, a site or all, and never stand in the history', () => {
  const other = office.do('phone.adopt', { mac: '000413aabbcd', vendor: 'snom', model: 'D785' }).id;
  const password = (id: string) => office.ask('phone-password.get', { phoneId: id }).password;
  const before = [password(phoneId), password(other)];
  expect(office.do('phone-password.rotate', { of: 'site', id: siteId }).phoneIds).toEqual([phoneId]);
  expect(password(phoneId)).not.toBe(before[0]);
  expect(password(other)).toBe(before[1]);
  office.do('phone-password.rotate', { of: 'office' });
  expect(password(other)).not.toBe(before[1]);
  expect(password(other)).toMatch(/^[A-Za-z0-9]{22,}$/);
  expect(JSON.stringify(office.ask('history.list', {}))).not.toContain(password(other));
});

test('[G4] what was said about a site or phone goes with it', () => {
  set(siteId, { ringTone: 4 });
  set(phoneId, { ringTone: 5 });
  office.do('phone.retire', { phoneId });
  office.do('site.delete', { id: siteId });
  expect(at('office').ringTone.deviating).toEqual([]);
});
