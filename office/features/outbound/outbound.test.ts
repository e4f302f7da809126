import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { outboundRules } from './table.ts';

let office: TestOffice;
let anna: string;
let trunk: string;

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  anna = office.person('Anna', '101').extensionId;
  trunk = office.do('trunk.create', { name: 'Line', kind: 'address', host: '203.0.113.5' }).id;
});
afterEach(() => office.close());

const ask = (dialled: string, ext = anna) => office.ask('outbound.test', { ext, dialled });
const names = () => office.ask('outbound.list', {}).rows.map(({ name }) => name);
const rule = (name: string, text: string, more: object = {}) =>
  office.do('outbound-rule.create', { name, patterns: [{ kind: 'pattern', text }], ...more }).id;

test('[X14] a new office calls every number by every line', () => {
  expect(ask('030 1234567')).toMatchObject({
    kind: 'outside',
    outcome: 'dial',
    sent: '+49301234567',
    trunks: [{ name: 'Line' }],
  });
  expect(ask('112')).toMatchObject({ kind: 'emergency' });
  expect(ask('101')).toMatchObject({ kind: 'inside' });
  expect(office.refused('outbound-rule.delete', { id: 'out-all' })).toMatchObject({ rule: 'last-outbound-rule' });
});

test('[X14] rules are moved, and a rule that another one hides says so and offers the way out', () => {
  const abroad = rule('Abroad', '00.', { action: 'refuse' });
  expect(names()).toEqual(['All calls', 'Abroad']);
  const [problem] = office.ask('outbound.list', {}).rows[1]?.problems ?? [];
  expect(problem).toMatchObject({
    code: 'shadowed',
    isDead: true,
    remedy: { command: 'outbound-rule.move', input: { id: abroad, before: 'out-all' } },
  });
  expect(ask('0033123456')).toMatchObject({ outcome: 'dial' });
  office.do('outbound-rule.move', { id: abroad, before: 'out-all' });
  expect(names()).toEqual(['Abroad', 'All calls']);
  expect(ask('0033123456')).toMatchObject({ outcome: 'refused', refusal: 'blocked' });
  expect(ask('030123456')).toMatchObject({ outcome: 'dial', passedOver: [{ name: 'Abroad', why: 'number' }] });
});

test('[X14] what could never work is refused where it is typed', () => {
  const refused = (patterns: { kind: 'pattern' | 'prefix' | 'class'; text: string }[], more: object = {}) =>
    office.refused('outbound-rule.create', { name: 'R', patterns, ...more });
  expect(refused([{ kind: 'pattern', text: '110' }])).toMatchObject({
    issues: [{ path: 'patterns.0.text' }],
    message: expect.stringMatching(/emergency/) as string,
  });
  expect(refused([{ kind: 'pattern', text: '11[02]' }]).message).toMatch(/emergency/);
  expect(refused([{ kind: 'pattern', text: '101' }]).message).toMatch(/inside the office/);
  expect(refused([{ kind: 'pattern', text: '0[9-1].' }]).message).toMatch(/low to high/);
  expect(refused([{ kind: 'pattern', text: '0XX' }], { strip: 3 }).message).toMatch(/nothing would be left/);
  expect(refused([{ kind: 'class', text: 'international' }], { who: 'chosen' })).toMatchObject({
    issues: [{ path: 'people' }],
  });
  expect(refused([{ kind: 'class', text: 'international' }], { passcodeFrom: 'rule' })).toMatchObject({
    issues: [{ path: 'passcode' }],
  });
  expect(refused([]).message).toMatch(/which numbers/);
});

test('[X14] a narrow pattern that would take an emergency number is named', () => {
  const id = rule('Short', '1XX', { before: 'out-all' });
  const problems = office.ask('outbound.list', {}).rows.find((one) => one.id === id)?.problems;
  expect(problems).toEqual([
    expect.objectContaining({ code: 'emergency', isDead: false, words: expect.stringContaining('112') as string }),
  ]);
});

test('[X14] who may use a rule: people, plans, everybody; a person that goes leaves the rule', () => {
  const ben = office.person('Ben', '102').extensionId;
  rule('Abroad', '00.', { who: 'chosen', people: [ben], before: 'out-all' });
  office.do('outbound-rule.update', { id: 'out-all', patterns: [{ kind: 'class', text: 'national' }] });
  expect(ask('0033123456')).toMatchObject({ outcome: 'refused', refusal: 'not-allowed' });
  expect(ask('0033123456', ben)).toMatchObject({ outcome: 'dial' });
  office.do('extension.delete', { id: ben });
  expect(office.ask('outbound.list', {}).rows[0]).toMatchObject({ people: [], problems: [{ code: 'nobody' }] });
});

test('[X14] a line that a rule names cannot be removed without saying who needs it', () => {
  rule('By this line', '00.', { trunkIds: [trunk] });
  expect(office.refused('trunk.delete', { id: trunk })).toMatchObject({
    kind: 'in-use',
    by: [{ label: expect.stringContaining('By this line') as string }],
  });
});

test('[X14] a digit for the outside line: tolerated, or needed where numbers begin with it anyhow', () => {
  const siteId = office.ask('outbound.sites', {}).rows[0]?.id ?? '';
  expect(office.refused('outbound.set-site', { siteId, line: '0' })).toMatchObject({
    issues: [{ path: 'lineNeeded' }],
    remedy: { input: { lineNeeded: true } },
  });
  office.do('outbound.set-site', { siteId, line: '0', lineNeeded: true });
  expect(ask('00301234567')).toMatchObject({ outcome: 'dial', sent: '+49301234567' });
  expect(ask('301234567')).toMatchObject({ outcome: 'unknown' });
});

test('[X2] passcodes are never shown and never stood in the history', () => {
  rule('Coded', '00.', { passcodeFrom: 'rule', passcode: '73519', before: 'out-all' });
  office.do('outbound.set-passcode', { extensionId: anna, passcode: '86420' });
  expect(
    JSON.stringify([office.ask('outbound.list', {}), office.ask('outbound.passcode', { extensionId: anna })]),
  ).not.toMatch(/73519|86420/);
  const entries = office.office.history({ limit: 10 });
  expect(JSON.stringify(entries.map(({ words }) => words))).not.toMatch(/73519|86420/);
  expect(ask('0033123456')).toMatchObject({ asksPasscode: true });
});

test('[X5] forwarding to a number outside, typed in any usual form, as far as the rules allow it', () => {
  const forward = (number: string) =>
    office.do('forwarding.set', { extensionId: anna, kind: 'busy', enabled: true, number, callWaitingOff: true });
  for (const typed of ['+49 30 1234567', '0049301234567', '(030) 123 45-67']) {
    forward(typed);
    expect(
      office.ask('person.get', { id: personOf() }).extension?.forwards.find(({ kind }) => kind === 'busy')?.number,
    ).toBe('+49301234567');
  }
  rule('No premium', '0900.', { action: 'refuse', before: 'out-all' });
  rule('Coded', '00.', { passcodeFrom: 'rule', passcode: '7351', before: 'out-all' });
  const refused = (number: string) =>
    office.refused('forwarding.set', { extensionId: anna, kind: 'always', enabled: true, number });
  expect(refused('0900 1234567').message).toMatch(/cannot be passed on.*No premium/);
  expect(refused('+33 1 23 45 67 89').message).toMatch(/passcode/);
  expect(refused('112').message).toMatch(/There is no 112/);
  expect(refused('7999').message).toMatch(/There is no 7999/);
});

function personOf(): string {
  const person = office.ask('people.list', {}).rows.find(({ number }) => number === '101');
  if (!person) throw new Error('Anna is there');
  return person.id;
}

test('[X10] only numbers that the extension may show are taken; others can be asked for and allowed', () => {
  const own = office.do('public-number.create', { number: '+49301111100' });
  office.do('public-number.create', { number: '+49301111101' });
  office.do('caller-id.set', { extensionId: anna, allowed: [own.id] });
  const set = { extensionId: anna, mode: 'fixed' as const, number: '030 1111101' };
  expect(office.refused('caller-id.set', set)).toMatchObject({
    rule: 'foreign-caller-id',
    remedy: { command: 'caller-id.request' },
  });
  const { id } = office.do('caller-id.request', { extensionId: anna, number: '030 1111101', reason: 'For sales' });
  expect(office.ask('caller-id.requests', {})).toMatchObject({
    pending: 1,
    rows: [{ who: '101 Anna', shown: '030 1111101' }],
  });
  office.do('caller-id.answer', { id, approve: true });
  office.do('caller-id.set', set);
  expect(office.ask('caller-id.get', { extensionId: anna }).now.numbers.map(({ number }) => number)).toEqual([
    '+49301111101',
  ]);
  // Taken back: the main number is shown again.
  office.do('caller-id.withdraw', { id });
  expect(office.ask('caller-id.get', { extensionId: anna }).now.numbers.map(({ number }) => number)).toEqual([
    '+49301111100',
  ]);
});

test('[X12] limits are for normal extensions, rates are written once for each beginning', () => {
  office.do('usage.set-limit', { extensionId: anna, kind: 'minutes', amount: 100 });
  expect(office.ask('usage.limit', { extensionId: anna })).toEqual({ kind: 'minutes', amount: 100 });
  expect(office.refused('usage.set-limit', { extensionId: anna, kind: 'money', amount: 0 })).toMatchObject({
    issues: [{ path: 'amount' }],
  });
  office.do('extension.update', { id: anna, type: 'gateway' });
  expect(office.refused('usage.set-limit', { extensionId: anna, kind: 'money', amount: 5 })).toMatchObject({
    issues: [{ path: 'kind' }],
  });
  const rates = [
    { prefix: '+49', perMinute: 190 },
    { prefix: '0049', perMinute: 200 },
  ];
  expect(office.refused('trunk.set-rates', { trunkId: trunk, rates }).message).toMatch(/two rates for \+49/);
  office.do('trunk.set-rates', { trunkId: trunk, rates: rates.slice(0, 1) });
  expect(ask('030 1234567')).toMatchObject({ trunks: [{ rate: { perMinute: 190, firstStep: 60 } }] });
  expect(office.office.read.count(outboundRules)).toBe(1);
});
