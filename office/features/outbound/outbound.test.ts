import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';
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

test('[G5] [X14] rules of a trunk that is removed go to another one, or on with the others that they name', () => {
  const spare = office.do('trunk.create', { name: 'Spare', kind: 'address', host: '203.0.113.6' }).id;
  const third = office.do('trunk.create', { name: 'Third', kind: 'address', host: '203.0.113.7' }).id;
  const both = rule('Both', '00.', { trunkIds: [trunk, spare] });
  const only = rule('Only', '01.', { trunkIds: [trunk] });
  const named = () => [both, only].map((id) => office.ask('outbound.list', {}).rows.find((one) => one.id === id)?.trunkIds); // prettier-ignore
  const gone = (rulesTo: string | null) => ({ id: trunk, rulesTo });
  // A rule that names no trunk calls by all of them, which nobody asked for.
  expect(office.refused('trunk.delete', gone(null))).toMatchObject({
    kind: 'in-use',
    by: [{ id: only, route: `/lines/outbound/${only}` }],
    message: 'No trunk would be left for the outbound rule “Only”. Choose another trunk, or change that first.',
  });
  expect(office.refused('trunk.delete', gone(trunk))).toMatchObject({ issues: [{ path: 'rulesTo' }] });
  expect(office.refused('trunk.delete', gone('trk-0000000000')).kind).toBe('not-found');
  expect(named()).toEqual([[trunk, spare], [trunk]]);
  office.do('trunk.delete', gone(third));
  expect(named()).toEqual([[third, spare], [third]]);
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  expect(named()).toEqual([[trunk, spare], [trunk]]);
  office.do('trunk.delete', gone(spare));
  expect(named()).toEqual([[spare], [spare]]);
  office.office.undo(actor);
  office.do('outbound-rule.update', { id: only, trunkIds: [spare] });
  office.do('trunk.delete', gone(null));
  expect(named()).toEqual([[spare], [spare]]);
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

test('[X14] with a digit needed, a number with a plus is the number of the world that it says', () => {
  const siteId = office.ask('outbound.sites', {}).rows[0]?.id ?? '';
  for (const line of ['0', '9']) {
    office.do('outbound.set-site', { siteId, line, lineNeeded: true });
    expect(ask('+49 30 1234567')).toMatchObject({ outcome: 'dial', sent: '+49301234567' });
    expect(ask(`${line}0049 30 1234567`)).toMatchObject({ outcome: 'dial', sent: '+49301234567' });
  }
  expect(ask('0049 30 1234567')).toMatchObject({ outcome: 'unknown' });
});

const dialRows = () =>
  new Map(
    office.office
      .projectAll()
      .flatMap(({ rows }) => rows)
      .flatMap(({ table, row }) => (table === 'dial' ? [[(row as { number: string }).number, (row as { target: string }).target]] : [])), // prettier-ignore
  );

test('[G6] the digit for the outside line goes with every number for help, and with no number of the office', () => {
  const siteId = office.do('site.create', {
    name: 'Paris',
    country: 'FR',
    timeZone: 'Europe/Paris',
    language: 'fr',
  }).id;
  const ben = office.person('Ben', '915').extensionId;
  const refused = office.refused('outbound.set-site', { siteId, line: '9', lineNeeded: true });
  expect(refused).toMatchObject({
    rule: 'emergency-number',
    message: expect.stringMatching(
      /^915 calls the emergency number 15 in FR, with 9 for an outside line.*another/,
    ) as string,
  });
  office.do('extension.renumber', { id: ben, number: '916' });
  office.do('outbound.set-site', { siteId, line: '9', lineNeeded: true });
  expect(['915', '917', '918', '9114', '9112', '015'].map((number) => dialRows().get(number))).toEqual(
    ['15', '17', '18', '114', '112', '15'].map((number) => `emergency,${number},1`),
  );
  expect(dialRows().get('916')).toBe(`flow,${ben},1`);
  // And from now on none of them is a number of anybody.
  expect(office.refused('extension.renumber', { id: ben, number: '915' }).message).toMatch(
    /used to a 9 for an outside line/,
  );
  expect(office.refused('parking.set', { number: '912', places: 3 }).message).toMatch(/915, which calls for help/);
  // Another digit: the rows of the one before go with it.
  office.do('outbound.set-site', { siteId, line: '8', lineNeeded: true });
  expect([dialRows().get('915'), dialRows().get('815')]).toEqual([undefined, 'emergency,15,1']);
  office.do('extension.renumber', { id: ben, number: '915' });
  // A new country may do the same.
  office.do('outbound.set-site', { siteId, line: '', lineNeeded: false });
  office.do('site.update', { id: siteId, country: 'GB' });
  office.do('outbound.set-site', { siteId, line: '9', lineNeeded: true });
  expect(office.refused('site.update', { id: siteId, country: 'FR' })).toMatchObject({ rule: 'emergency-number' });
});

test('[X14] [G6] the tester knows help in all its forms, and which codes there are', () => {
  const siteId = office.do('site.create', {
    name: 'Paris',
    country: 'FR',
    timeZone: 'Europe/Paris',
    language: 'fr',
  }).id;
  office.do('outbound.set-site', { siteId, line: '9', lineNeeded: true });
  for (const number of ['0112', '9112', '110#', '915', '015', '0911'])
    expect(ask(number), number).toMatchObject({
      kind: 'emergency',
      words: expect.stringContaining('stands for') as string,
    });
  expect(ask('110')).toMatchObject({
    kind: 'emergency',
    words: expect.stringContaining('is an emergency number') as string,
  });
  // Only behind the digit of the site where the phone is.
  const berlin = office.ask('outbound.sites', {}).rows.find(({ name }) => name === 'Berlin')?.id ?? '';
  office.do('outbound.set-site', { siteId: berlin, line: '7', lineNeeded: true });
  expect(ask('715')).toMatchObject({ kind: 'emergency' });
  expect(ask('715', '')).toMatchObject({ kind: 'outside' });
  expect(office.ask('calls.simulate', { from: '101', to: '715' }).ending.kind).toBe('emergency');
  expect(office.ask('calls.simulate', { from: '101', to: '915#' }).ending.kind).toBe('emergency');
  expect(ask('*69')).toMatchObject({
    kind: 'inside',
    words: expect.stringMatching(/a code of the office.*last caller/) as string,
  });
  expect(ask('*720301234567').words).toMatch(/\*72 is a code of the office/);
  expect(ask('*00')).toMatchObject({ kind: 'inside', words: expect.stringMatching(/no code \*00/) as string });
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
