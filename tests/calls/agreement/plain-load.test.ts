/** What is exported loads without a word: Asterisk's own log of two hundred offices in one, with everything that there is. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testOffice } from '../../../db/test-office.ts';
import { plainFiles } from '../../../office/core/plain/office.ts';
import { officePlain } from '../../../office/features/index.ts';
import { startPlainHost } from './plain-host.ts';
import { scenario } from './scenario.ts';

/**
 * A module of the product's own bundle, which has nothing to read here and which a stock Asterisk does not load; and that
 * so much at once keeps a small computer busy for a moment, which says nothing about the files.
 */
const always = /Missing config file 'res_config_sqlite3\.conf'|taskprocessor\.c: Taskprocessor .* queue reached/;

/** A bare office with one of everything that random offices do not draw. */
function everything() {
  const office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin; Mitte', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const anna = office.do('person.create', {
    firstName: 'Ann;a',
    lastName: '${EVAL(1)} "x"',
    number: '8001',
    voicemail: true,
  });
  const bert = office.do('person.create', { firstName: 'Bert', number: '8002', plan: 'pro' });
  const member = (one: typeof anna) => ({ identityId: one.identityIds[0] ?? '' });
  office.do('ring-group.create', { name: 'Sales', number: '8010', members: [member(anna), member(bert)] });
  const hours = office.do('schedule.create', { name: 'Week', monday: '09:00-12:00, 13:00-02:00' }).id;
  office.do('schedule.add-exception', { scheduleId: hours, name: 'Feast', firstDay: '12-24', lastDay: '01-02' });
  office.do('unavailable.set', {
    extensionId: anna.extensionId,
    enabled: true,
    scheduleId: hours,
    action: 'voicemail',
  });
  office.do('queue.create', {
    name: 'Line',
    number: '8020',
    sayPosition: true,
    agents: [{ extensionId: anna.extensionId }],
  });
  office.do('conference-room.create', {
    name: 'Round',
    number: '8030',
    pin: '4711',
    leaderPin: '815',
    waitsForLeader: true,
  });
  office.do('paging-group.create', { name: 'All', number: '8040', members: [anna.extensionId] });
  office.do('parking.set', { number: '8050', places: 3 });
  office.do('speed-dial.create', { place: '07', name: 'Ho;me', number: '8002' });
  const first = office.do('trunk.create', { name: 'Carrier; one', kind: 'address', host: '192.0.2.1', maxCalls: 2 }).id;
  office.do('trunk.create', { name: 'Login', kind: 'registration', host: '192.0.2.2', username: 'a', password: 'b;c' });
  office.do('public-number.create', {
    number: '030 1234567',
    trunkId: first,
    destination: `node:${anna.extensionId}`,
  });
  office.do('public-number.create', { number: '030 1234568', status: 'reserved' });
  office.do('outbound-rule.create', {
    name: 'Mob;ile', patterns: [{ kind: 'class', text: 'mobile' }, { kind: 'pattern', text: '0[1-9]X.' }], who: 'chosen',
    plans: ['pro'], people: [anna.extensionId], scheduleId: hours, passcodeFrom: 'rule', passcode: '1234', strip: 1, add: '9',
    trunkIds: [first], before: 'out-all',
  }); // prettier-ignore
  office.do('outbound.set-passcode', { extensionId: anna.extensionId, passcode: '4321' });
  return office;
}

test('[R6] two hundred offices and one of everything load without a warning, on a stock Asterisk', async () => {
  const whole = everything();
  const rows = whole.office.read;
  const list = Array.from({ length: 200 }, (_, index) => scenario(70_000 + index, index));
  const host = await startPlainHost(list, rows);
  try {
    const log = existsSync(host.messagesLog) ? readFileSync(host.messagesLog, 'utf8') : '';
    const said = log.split('\n').filter((line) => /WARNING|ERROR/.test(line) && !always.test(line));
    expect(said.join('\n')).toBe('');
  } finally {
    await host.stop();
    whole.close();
  }
}, 120_000);

test('[R6] no secret is shown on a screen, and none stands in a context', () => {
  const office = everything();
  const source = officePlain(office.office.read);
  const shown = Object.values(plainFiles(source, { isCovered: true })).join('\n');
  for (const secret of ['4711', '73519', '1234', '4321', 'b\\;c', 'b;c']) {
    const plain = new RegExp(`= ?${secret.replace('\\', '\\\\')}$`, 'm');
    expect(shown).not.toMatch(plain);
  }
  const dialplan = plainFiles(source)['extensions.conf'] ?? '';
  const contexts = dialplan.slice(dialplan.indexOf('[numbers]'));
  expect(contexts).not.toContain('4711');
  expect(contexts).not.toContain('4321');
  // Whatever people type gets into comments and names of callers only.
  expect(contexts.split('\n').filter((line) => line.includes('EVAL(1)') && !line.startsWith(';'))).toEqual([]);
  office.close();
});

test('[R6] emergency numbers come before every other number', () => {
  const office = everything();
  const dialplan = plainFiles(officePlain(office.office.read))['extensions.conf'] ?? '';
  const internal = /^\[internal\]\n([\s\S]*?)\n\n/m.exec(dialplan)?.[1] ?? '';
  expect(internal.split('\n')).toEqual([
    'include => emergency-numbers',
    'include => numbers',
    'include => codes',
    'include => to-outside',
    'exten => i,1,Goto(end,unknown-number,1)',
  ]);
  for (const number of ['112', '110', '911', '0112'])
    expect(dialplan).toMatch(
      new RegExp(`^\\[emergency-numbers\\]\\n(exten => .*\\n)*exten => ${number},1,Goto\\(emergency,`, 'm'),
    );
  office.close();
});
