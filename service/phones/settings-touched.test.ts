import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { adoptedPhones, type Adopted } from './adopted.ts';

let office: TestOffice;
let adopted: Adopted;
/** Phones whose files are others after a change. */
let told: string[];
let kept: Map<string, string>;
const phone = { berlin1: '000413aabb01', berlin2: '000413aabb02', ulm: '000413aabb03' };
let ulm: string;

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  ulm = office.do('site.create', { name: 'Ulm', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' }).id;
  const server = { address: '10.0.0.1', sipPort: 5060, tlsPort: 5061, httpPort: 8480 };
  adopted = adoptedPhones(office.office.read, () => server);
  for (const [index, [name, mac]] of Object.entries(phone).entries()) {
    const { extensionId } = office.person(name, String(101 + index));
    office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', extensionId, ...(name === 'ulm' ? { siteId: ulm } : {}) }); // prettier-ignore
  }
  kept = new Map();
  for (const mac of Object.values(phone)) kept.set(mac, JSON.stringify(adopted.profile(mac)));
  office.office.onCommit((touched) => {
    const named = adopted.changed(touched);
    told = [];
    for (const [mac, before] of kept) {
      const now = JSON.stringify(adopted.profile(mac));
      if (now !== before) told.push(mac);
      kept.set(mac, now);
      // Whoever is not named is not looked at, so nothing of it may be different.
      if (now !== before) expect(named).toContain(mac);
    }
  });
});
afterEach(() => office.close());

const all = Object.values(phone);

test('[G4] a change of a setting tells exactly the phones that it concerns', () => {
  const set = (level: string, patch: object) => office.do('phone-settings.set', { level, ...patch });
  set('office', { vlan: { id: 20 } });
  expect(told).toEqual(all);
  set(ulm, { vlan: 'off' });
  expect(told).toEqual([phone.ulm]);
  set('office', { vlan: { id: 30 } });
  expect(told).toEqual([phone.berlin1, phone.berlin2]);
  set(`mac-${phone.berlin2}`, { ringTone: 4 });
  expect(told).toEqual([phone.berlin2]);
  set(`mac-${phone.berlin2}`, { ringTone: null });
  expect(told).toEqual([phone.berlin2]);
  office.do('phone-password.rotate', { of: 'site', id: ulm });
  expect(told).toEqual([phone.ulm]);
  office.do('phone-settings.log', { level: ulm, host: '192.168.1.20' });
  expect(told).toEqual([phone.ulm]);
  office.do('phone-book.update', { isServed: false });
  expect(told).toEqual(all);
  office.do('phone-book.add', { name: 'Taxi', number: '030 210202' });
  expect(told).toEqual([]);
});

test('[G4] keys for everybody reach the phones of their site, and change with what they are for', () => {
  const taxi = office.do('speed-dial.create', { name: 'Taxi', number: '030 210202', place: '05' }).id;
  office.do('common-key.add', { siteId: ulm, kind: 'speed', target: taxi });
  expect(told).toEqual([phone.ulm]);
  expect(adopted.profile(phone.ulm)?.keys).toEqual([
    { position: 1, kind: 'line', line: 1 },
    { position: 2, kind: 'speed', number: '*6005', label: 'Taxi' },
  ]);
  office.do('speed-dial.update', { id: taxi, name: 'Fahrdienst' });
  expect(told).toEqual([phone.ulm]);
  office.do('site.delete', { id: office.do('site.create', { name: 'Leer', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' }).id }); // prettier-ignore
  expect(told).toEqual([]);
});
