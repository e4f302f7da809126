/** An office to look at: people with long and short names, desk phones in every state, a group, calls, and a history. */
import { expect } from '@playwright/test';
import { startPhones, register, placeCalls, freePort, type Behaviour } from '../calls/sipp.ts';
import type { Office } from './app.ts';
import { addFlows, type DemoFlows } from './demo-flows.ts';
import { fetchSettings, plugIn, type PluggedIn } from './snom.ts';
import { addLines } from './demo-lines.ts';

type Made = { userId: string; extensionId: string; number: string; identityIds: string[] };

const people = [
  ['Anna', 'Berg', 'Sales', 'Head of sales'],
  ['Ben', 'Okafor', 'Sales', ''],
  ['Hans-Joachim', 'Freiherr von Wolkenstein-Trostburg', 'Geschäftsführung', 'Vorsitzender der Geschäftsführung'],
  ['Claire', 'Dubois', 'Front desk', 'Reception'],
  ['Yuki', 'Tanaka', 'Engineering', 'Firmware'],
  ['María José', 'Fernández', 'Engineering', ''],
  ['Oleksandra', 'Shevchenko', 'Support', 'Team lead'],
  ['Jürgen', 'Müller-Lüdenscheidt', 'Support', ''],
  ['Priya', 'Raman', 'Accounting', ''],
  ['Tom', 'Lee', 'Warehouse', ''],
  ['Sofia', 'Rossi', 'Marketing', ''],
  ['Lars', 'Ødegård', 'Engineering', 'Electronics'],
] as const;

const labels = [
  'Anna’s desk phone',
  'Sales, left',
  'Vorzimmer der Geschäftsführung, 3. Stock links',
  'Front desk',
  'Lab',
  'Lab, window',
];
const models = ['D785', 'D735', 'D865', 'D785', 'D717', 'D120'];
const contacts = [
  ['Taxi', '', '030 202020'],
  ['Elektro Brandt, Notdienst', '', '030 4455660'],
  ['Verwaltung und Instandhaltung', 'Donaudampfschifffahrtsgesellschaft Wien', '+43 1 5880000'],
] as const;
const mac = (n: number) => `000413a27f${(0x10 + n).toString(16)}`;

export interface Demo {
  made: Made[];
  macs: string[];
  groupId: string;
  flows: DemoFlows;
  hoursId: string;
  trunkId: string;
  /** Ends the phones of the demo. */
  stop(): Promise<void>;
}

export async function furnish(office: Office): Promise<Demo> {
  const { service, server } = office;
  await service.run('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const made: Made[] = [];
  for (const [firstName, lastName, department, jobTitle] of people)
    made.push(
      await service.run('person.create', {
        ...{ firstName, lastName, department, jobTitle, plan: 'plus', ringSeconds: 20 },
        email: `${firstName.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase()}@example.com`,
        identities: [{ type: 'deskphone' }, { type: 'mobile-softphone' }],
      }),
    ); // prettier-ignore
  const at = { address: server.address, httpPort: office.httpPort };
  const phone = (n: number): PluggedIn => ({
    mac: mac(n),
    model: models[n % models.length] ?? 'D785',
    address: `127.0.20.${41 + n}`,
  });
  for (let n = 0; n < 9; n++) await plugIn(phone(n), at);
  for (let n = 0; n < 6; n++)
    await service.run('phone.adopt', {
      ...{ mac: mac(n), vendor: 'snom', model: models[n] ?? 'D785', label: labels[n] ?? '' },
      ...(n < 5 ? { extensionId: made[n]?.extensionId } : {}),
    });
  for (let n = 0; n < 4; n++) {
    const { settingsUrl } = await service.ask<{ settingsUrl: string }>('phone.drawing', { mac: mac(n) });
    await fetchSettings(phone(n), settingsUrl);
  }
  const members = made.slice(0, 4).map((one) => one.identityIds[0] ?? '');
  const group = await service.run<{ id: string }>('ring-group.create', {
    name: 'Sales',
    strategy: 'escalating',
    members: members.map((identityId, index) => ({ identityId, startDelay: index * 8, ringSeconds: 20 })),
    overflowKind: 'voicemail',
    overflowId: made[0]?.extensionId ?? null,
  });

  await service.run('conference-room.create', {
    name: 'Vertriebsleitung Nord und Ostseeküste',
    pin: '4711',
    leaderPin: '8150',
    waitsForLeader: true,
  });
  await service.run('conference-room.create', { name: 'Team', most: 12 });
  await service.run('paging-group.create', {
    name: 'Lager und Werkstatt',
    members: made.slice(6, 10).map(({ extensionId }) => extensionId),
  });
  await service.run('parking.set', {});
  await service.run('common-key.add', { siteId: 'office', kind: 'parking', target: '701' });
  await service.run('common-key.add', {
    siteId: 'office',
    kind: 'lamp',
    target: made[3]?.extensionId,
    label: 'Empfang',
  });
  for (const n of [1, 2, 4, 5, 6])
    await service.run('key.add', { extensionId: made[0]?.extensionId, kind: 'lamp', target: made[n]?.extensionId });
  for (const [name, company, number] of contacts) await service.run('phone-book.add', { name, company, number });
  await service.run('phone-settings.set', { level: `mac-${mac(1)}`, ringTone: 3, vlan: { id: 20, computerId: 10 } });
  await service.run('speed-dial.create', { name: 'Taxi', number: '030 202020' });
  await service.run('speed-dial.create', {
    name: 'Claire',
    number: made[3]?.number,
    extensionId: made[0]?.extensionId,
  });

  const opening = {
    monday: '8-12, 13-17',
    tuesday: '8-12, 13-17',
    wednesday: '8-12, 13-17',
    thursday: '8-12, 13-18',
    friday: '8-14',
  };
  const hours = await service.run<{ id: string }>('schedule.create', {
    name: 'Öffnungszeiten Kundendienst und Ersatzteilausgabe',
    ...opening,
  });
  await service.run('schedule.add-holidays', { scheduleId: hours.id, country: 'DE', region: 'BE' });
  await service.run('schedule.add-exception', {
    scheduleId: hours.id,
    name: 'Betriebsferien zwischen den Jahren',
    firstDay: '12-24',
    lastDay: '01-02',
  });
  await service.run('schedule.create', { name: 'Nachtdienst', monday: '18-2', tuesday: '18-2', friday: '20-4' });
  await service.run('schedule.override', { id: hours.id, state: 'closed' });
  await service.run('user.set-working-hours', { userId: made[0]?.userId, scheduleId: hours.id });
  await service.run('user.set-working-hours', { userId: made[2]?.userId, scheduleId: hours.id });

  const port = await freePort(server.address);
  const does: Behaviour[] = [
    { what: 'answers', afterMs: 300 },
    { what: 'rings' },
    { what: 'busy', afterMs: 200 },
    { what: 'answers', afterMs: 100 },
  ];
  const accounts = await Promise.all(made.slice(0, 4).map((one) => account(office, one)));
  await register(
    server,
    accounts.map((one, index) => ({ ...one, does: does[index] ?? { what: 'rings' } })),
    port,
  );
  const phones = await startPhones(server.address, port);
  const lines = await addLines(office, made[0]?.extensionId ?? '');
  return {
    made,
    trunkId: lines.trunkId,
    macs: Array.from({ length: 9 }, (_, n) => mac(n)),
    groupId: group.id,
    flows: await addFlows(office, {
      extensionIds: made.map(({ extensionId }) => extensionId),
      groupId: group.id,
      hoursId: hours.id,
    }),
    hoursId: hours.id,
    stop: async () => void (await Promise.all([phones.stop(), lines.stop()])),
  };
}

export async function account(
  { service }: Pick<Office, 'service'>,
  person: Made,
): Promise<{ device: string; secret: string }> {
  const { userName, password } = await service.ask<{ userName: string; password: string }>('identity.credentials', {
    id: person.identityIds[0] ?? '',
  });
  return { device: userName, secret: password };
}

/** Three calls for the history, and two that stay up while pictures are taken. */
export async function callAround(office: Office, { made }: Demo): Promise<{ ended: Promise<unknown> }> {
  const [anna, ben, boss, claire, yuki, maria] = made;
  if (!anna || !ben || !boss || !claire || !yuki || !maria) throw new Error('the demo office has too few people');
  const from = async (person: Made) => account(office, person);
  await placeCalls(office.server, [
    { ...(await from(yuki)), number: anna.number, talkMs: 1200 },
    { ...(await from(maria)), number: boss.number, talkMs: 200 },
  ]);
  const ended = placeCalls(office.server, [
    { ...(await from(yuki)), number: anna.number, talkMs: 240_000 },
    { ...(await from(maria)), number: ben.number, talkMs: 500 },
  ]);
  const up = async () => (await office.service.ask<{ calls: unknown[] }>('calls.live')).calls.length;
  await expect.poll(up).toBe(2);
  return { ended };
}
