import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { snom } from '../../phones/vendors/snom/index.ts';
import { readSnomFile } from '../../phones/virtual/readers/snom.ts';
import { adoptedPhones, type Adopted } from './adopted.ts';

const mac = '000413aabbcc';
let office: TestOffice;
let adopted: Adopted;
/** Phones that were told by a change. */
let told: string[];

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const server = { address: '10.0.0.1', sipPort: 5060, tlsPort: 5061, httpPort: 8480 };
  adopted = adoptedPhones(office.office.read, () => server);
  told = [];
  office.office.onCommit((touched) => {
    for (const one of adopted.changed(touched)) told.push(one);
  });
});
afterEach(() => office.close());

/** As the phone reads its file. */
function keys(): string[] {
  const profile = adopted.profile(mac);
  const file = profile && snom.render(profile).find((one) => one.isSecret);
  return readSnomFile(file?.text ?? '').keys.map((key) =>
    [key.idx, key.type, key.number, key.pickup, key.label]
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
  );
}

test('[G4] a phone reads its keys, and is told whenever one would be another', () => {
  const anna = office.person('Anna', '101').extensionId;
  const ben = office.person('Ben "B" <Lang> & Söhne', '102').extensionId;
  office.do('parking.set', { number: '700', places: 2 });
  const hours = office.do('schedule.create', { name: 'Office', number: '17' }).id;
  const taxi = office.do('speed-dial.create', { name: 'Taxi', number: '030 210202', place: '05' }).id;
  office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', extensionId: anna });
  expect(keys()).toEqual(['0 line']);
  for (const [kind, target] of [
    ['lamp', ben],
    ['parking', '702'],
    ['hours', hours],
    ['speed', taxi],
  ] as const) {
    told = [];
    office.do('key.add', { extensionId: anna, kind, target });
    expect(told).toEqual([mac]);
  }
  const all = [
    '0 line',
    '1 blf 102 *81102 Ben "B" <Lang> & Söhne',
    '2 blf 702 Park 702',
    '3 blf *2817 Office',
    '4 speed *6005 Taxi',
  ];
  expect(keys()).toEqual(all);

  const changes: [() => unknown, string][] = [
    [() => office.do('extension.renumber', { id: ben, number: '150' }), '1 blf 150 *81150 Ben "B" <Lang> & Söhne'],
    [() => office.do('schedule.update', { id: hours, number: '18' }), '3 blf *2818 Office'],
    [() => office.do('speed-dial.update', { id: taxi, place: '06' }), '4 speed *6006 Taxi'],
    [() => office.do('parking.set', { places: 1 }), '2 none'],
  ];
  for (const [change, expected] of changes) {
    told = [];
    keys();
    change();
    expect(told).toContain(mac);
    expect(keys()).toContain(expected);
  }
  told = [];
  office.person('Carla', '103');
  expect(told).toEqual([]);
});

test('[G4] [N7] keys follow whoever logs in at the phone', () => {
  const lobby = office.person('Lobby', '101');
  const anna = office.person('Anna', '102').extensionId;
  office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', identityId: lobby.identityIds[0] ?? '' });
  office.do('handset.allow', { identityId: lobby.identityIds[0] ?? '' });
  office.do('key.add', { extensionId: anna, kind: 'lamp', target: lobby.extensionId });
  expect(keys()).toEqual(['0 line']);
  office.do('hot-desk.log-in', { extensionId: anna, identityId: lobby.identityIds[0] ?? '' });
  expect(keys()).toEqual(['0 line', '1 blf 101 *81101 Lobby']);
  office.do('hot-desk.log-out', { extensionId: anna });
  expect(keys()).toEqual(['0 line']);
});
