import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAmiError } from '../../asterisk/ami/errors.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls, watchNumber } from './sipp.ts';

// One office with hours that are open all week by the clock; what the clock says is not this file's matter, but what hands do.

let product: Product;
let boss: Person;
let desk: Person;
let night: Person;
let id: string;
const allWeek = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, '00:00-24:00']),
);

interface State {
  state: { open: boolean; byHand: boolean; handUntil: number | null };
}
const state = async () => (await product.ask<State>('schedule.get', { id })).state;
/** Undefined while the engine starts. */
const device = () =>
  product.running.service.engine.evaluate(`DEVICE_STATE(Custom:${id})`).catch((error: unknown) => {
    if (!isAmiError(error)) throw error;
    return undefined;
  });
const dials = (who: Person, number: string, talkMs = 200) =>
  placeCalls(product.server, [{ ...who.account, number, talkMs }]).then(([call]) => call);

beforeAll(async () => {
  product = await startProduct();
  boss = await addPerson(product, 'Boss');
  desk = await addPerson(product, 'Desk');
  night = await addPerson(product, 'Night');
  ({ id } = await product.run<{ id: string }>('schedule.create', {
    name: 'Office', number: '10', phoneLasts: 'no-end', timeZone: 'Europe/Berlin', ...allWeek,
  })); // prettier-ignore
});
afterAll(() => product.stop());

test('[G3] a code switches day and night, the lamp of every phone that watches follows the phone, the app and the clock', async () => {
  await product.run('schedule.add-holidays', { scheduleId: id, country: 'US', region: 'CA' });
  await product.run('schedule.add-exception', {
    scheduleId: id,
    name: 'Fair',
    firstDay: '12-30',
    lastDay: '01-02',
    hours: '9-12',
  });
  // Asterisk reads every row as it was meant, lists of days and all.
  const { differences } = await product.running.service.live.verify();
  expect(differences.filter(({ owner }) => owner.startsWith('schedules:'))).toEqual([]);
  for (const one of (await product.ask<{ exceptions: { id: string }[] }>('schedule.get', { id })).exceptions)
    await product.run('schedule.remove-exception', { id: one.id });

  const lamp = await watchNumber(product.server, boss.account, '*2810');
  await until('the first NOTIFY', () => (lamp.states().length > 0 ? true : undefined));
  expect(lamp.states()).toEqual(['terminated']);

  expect((await dials(desk, '*2810'))?.status).toBe(200);
  await until('the lamp to light', () => (lamp.states().at(-1) === 'confirmed' ? true : undefined));
  await until('the office to know', async () => ((await state()).open ? undefined : true));
  expect(await state()).toMatchObject({ open: false, byHand: true, handUntil: null });
  expect(product.running.service.office.nextUndo()).toMatchObject({ actor: { kind: 'phone' } });

  await product.run('journal.undo');
  await until('the lamp to go out', () => (lamp.states().at(-1) === 'terminated' ? true : undefined));
  expect(await state()).toMatchObject({ open: true, byHand: false });

  // The end of an override comes by the clock: nobody does anything.
  await product.run('schedule.override', { id, state: 'closed', until: Date.now() + 2500 });
  await until('the lamp to light', () => (lamp.states().at(-1) === 'confirmed' ? true : undefined));
  await until('the lamp to go out by itself', () => (lamp.states().at(-1) === 'terminated' ? true : undefined));
  await lamp.stop();
});

test('[G3] with a time of day the switch holds until then; unknown hours and times are refused on the phone', async () => {
  expect((await dials(desk, '*28102359'))?.status).toBe(200);
  await until('the office to know', async () => ((await state()).open ? undefined : true));
  const { handUntil } = await state();
  expect(new Date(handUntil ?? 0).toLocaleTimeString('de', { timeZone: 'Europe/Berlin' })).toBe('23:59:00');
  expect((handUntil ?? 0) - Date.now()).toBeLessThanOrEqual(86_400_000);
  expect((await dials(desk, '*2899'))?.status).toBe(404);
  expect((await dials(desk, '*28102460'))?.status).toBe(404);
  await product.run('schedule.override', { id, state: 'as-scheduled' });
  await until('the lamp', async () => ((await device()) === 'NOT_INUSE' ? true : undefined));
});

test('[X15] while the hours are closed by hand, calls of a person go where the rule says, and in a group the phone stays silent', async () => {
  await product.run('user.set-working-hours', { userId: desk.userId, scheduleId: id });
  await product.run('unavailable.set', {
    extensionId: desk.extensionId, enabled: true, action: 'forward', destination: `number:${night.number}`,
  }); // prettier-ignore
  await product.run('ring-group.create', {
    name: 'All', number: '600', ringSeconds: 2,
    members: [desk, night].map(({ identityIds }) => ({ identityId: identityIds[0] })),
  }); // prettier-ignore
  const phones = await ringingPhones(product, [
    { account: desk.account, does: { what: 'answers', afterMs: 800 } },
    { account: night.account, does: { what: 'answers', afterMs: 400 } },
  ]);
  await dials(boss, desk.number);
  await product.run('schedule.override', { id, state: 'closed' });
  await dials(boss, desk.number);
  await dials(boss, '600');
  const rings = await phones.stop();
  expect(rings.map((ring) => ring.device)).toEqual([desk, night, night].map(({ account }) => account.device));
  await product.run('schedule.override', { id, state: 'as-scheduled' });
});

test('[G3] a switch while the app is away is in force, lights the lamp, and is the office’s when it is back', async () => {
  // The inbox as a phone writes it: the service that would take it over is told to look only at its start.
  const file = enginePaths(product.dataDir).runtimeDatabase;
  const runtime = new Database(file);
  runtime
    .prepare(
      "insert into phone_change (at, ext, what, value, device) values (unixepoch(), ?, 'schedule-switch', '10', '')",
    )
    .run(desk.extensionId);
  expect(runtime.prepare('select open from schedule_now where id = ?').pluck().get(id)).toBe(0);
  runtime.close();
  const { dataDir } = product;
  product.client.close();
  await product.running.stop({ keepCalls: true });
  product = await startProduct({ dataDir });
  expect(await state()).toMatchObject({ open: false, byHand: true });
  await until('the lamp', async () => ((await device()) === 'INUSE' ? true : undefined));
});
