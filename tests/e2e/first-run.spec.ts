/**
 * From an empty folder to the first call, as the person who sets the office up sees it. The window, the service, Asterisk and
 * both phones are real; the phones know only what stands on the screen.
 */
import { expect, test } from '@playwright/test';
import { freePort, placeCalls, register, startPhones } from '../calls/sipp.ts';
import { openOffice, type Office } from './app.ts';
import { activity } from './pages/activity.ts';
import { frame } from './pages/frame.ts';
import { people } from './pages/person.ts';
import { phones } from './pages/phones.ts';
import { firstSteps } from './pages/start.ts';
import { fetchSettings, plugIn } from './snom.ts';

// One office: what the second story needs, the first has made.
test.describe.configure({ mode: 'serial' });

let office: Office;
test.beforeAll(async () => {
  office = await openOffice();
});
test.afterAll(() => office.close());

test('[R2] [R5] [I3] [I7] [X6] a new office makes its first call', async () => {
  const { page, server } = office;
  const screen = { ...frame(page), start: firstSteps(page), people: people(page), activity: activity(page) };

  await test.step('says where it is and who works there', async () => {
    await screen.start.isHere();
    await screen.start.sayWhere('Berlin');
    await screen.start.agreeToAddress('127.0.0.1');
    await screen.start.addPeople('Anna Weber', 'Ben Okafor, 120');
    await screen.isWell();
  });

  const anna = await test.step('shows what to type into Anna’s phone', async () => {
    await screen.people.open('Anna Weber');
    return screen.people.credentials('Anna Weber - Deskphone');
  });
  const ben = await test.step('and into Ben’s', async () => {
    await screen.people.open('Ben Okafor');
    await screen.people.tab('When called');
    await screen.people.turn('Takes messages', false);
    await screen.people.tab('Overview');
    return screen.people.credentials('Ben Okafor - Deskphone');
  });
  expect(anna).toMatchObject({ server: '127.0.0.1', port: server.port });

  const port = await freePort(server.address);
  await register(server, [{ ...anna, does: { what: 'rings' } }, { ...ben, does: { what: 'answers', afterMs: 300 } }], port); // prettier-ignore
  const desk = await startPhones(server.address, port);
  await test.step('shows both phones connected', async () => {
    await screen.people.isConnected();
    await screen.people.open('Anna Weber');
    await screen.people.isConnected();
  });

  const call = placeCalls(server, [{ ...anna, number: '120', talkMs: 60_000 }]);
  await test.step('shows who talks with whom, and ends the call when asked', async () => {
    await screen.activity.live();
    await screen.activity.shows('Anna Weber', 'Ben Okafor', 'Talking');
    await screen.activity.hangUp('Anna Weber');
    await screen.activity.isQuiet();
  });
  expect((await call)[0]?.status).toBe(200);
  await test.step('keeps the call in the history', async () => {
    await screen.activity.history();
    await screen.activity.shows('Anna Weber', 'Ben Okafor', 'Answered');
    await screen.activity.allAreOfToday();
  });

  await test.step('do not disturb makes the phone busy', async () => {
    await screen.people.open('Ben Okafor');
    await screen.people.turn('Do not disturb', true);
  });
  expect((await placeCalls(server, [{ ...anna, number: '120', talkMs: 100 }]))[0]?.status).toBe(486);
  await test.step('and Undo brings it back', async () => {
    await screen.undoOf(/do not disturb/i);
    await screen.people.isOff('Do not disturb');
  });
  expect((await placeCalls(server, [{ ...anna, number: '120', talkMs: 100 }]))[0]?.status).toBe(200);
  expect((await desk.stop()).map(({ device, end }) => [device, end])).toEqual([
    [ben.device, 'answered'],
    [ben.device, 'answered'],
  ]);
});

test('[R4] [P3] a phone that is plugged in is adopted in three presses and followed until it works', async () => {
  const { page, server, httpPort, service } = office;
  const desk = phones(page);
  const phone = { mac: '000413a27f19', model: 'D785', address: '127.0.30.7' };
  await desk.newOnes();
  await plugIn(phone, { address: server.address, httpPort });
  await desk.adopt('00:04:13:A2:7F:19', 'Anna Weber');
  await desk.isAt('Assigned');
  const { settingsUrl } = await service.ask<{ settingsUrl: string }>('phone.drawing', { mac: phone.mac });
  expect(await fetchSettings(phone, settingsUrl)).toBe(200);
  await desk.isAt('Fetched');
  const people = await service.ask<{ identityId: string }[]>('phone.choices');
  const line = people.find(({ identityId }) => identityId !== null);
  expect(line).toBeDefined();
  const { identityId } = await service.ask<{ identityId: string }>('phone.get', { id: `mac-${phone.mac}` });
  const account = await service.ask<{ userName: string; password: string }>('identity.credentials', { id: identityId });
  const port = await freePort(server.address);
  await register(server, [{ device: account.userName, secret: account.password, does: { what: 'rings' } }], port);
  const ringing = await startPhones(server.address, port);
  await desk.hasState('Registered');
  await ringing.stop();
});

test('the window said nothing that it should not', () => {
  expect(office.complaints).toEqual([]);
});
