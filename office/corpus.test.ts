import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anna, nothingObserved as observed, testOffice, type TestOffice } from '../db/test-office.ts';
import { everything } from '../tests/corpus.ts';
import { toE164 } from './core/phone-number.ts';
import { newFields, outOfForm, type HostileField } from '../tests/corpus-fields.ts';

/**
 * Every text field of every command takes the whole corpus. What is accepted is stored as it was typed, up to Unicode's
 * normal form and blanks around it (which no screen can show); the rest is refused with words for that very field.
 */
interface Case {
  command: string;
  field: string;
  /** Input in which `text` stands in the field. */
  input: (text: string) => Record<string, unknown>;
  /** How the field is stored when it has a shorter form: a MAC without its colons. */
  stored?: (text: string) => string | string[];
}

let test: TestOffice;
let ben: { userId: string; extensionId: string; identityIds: string[] };
let group: string;
let site: string;
const mac = '000413aabbcc';

beforeAll(() => {
  test = testOffice();
  ben = test.person('Ben', '201');
  group = test.do('ring-group.create', { name: 'Sales', number: '300' }).id;
  site = test.ask('site.list', {}).sites[0]?.id ?? '';
  test.do('phone.adopt', { mac, vendor: 'snom', model: 'D785' });
});
afterAll(() => test.close());

const on = (command: string, field: string, rest: () => Record<string, unknown>, stored?: Case['stored']): Case => ({
  command,
  field,
  input: (text) => ({ ...rest(), [field]: text }),
  ...(stored ? { stored } : {}),
});
const person = () => ({ id: ben.userId });
const extension = () => ({ id: ben.extensionId });
const compact = (text: string) => text.replace(/[\s:.-]/g, '').toLowerCase();
/** As it is dialled inside, or as E.164 of a number outside. */
const dialled = (text: string) => {
  const digits = text.replace(/[\s().\u00a0/-]/g, '');
  return [digits, toE164(text, 'US') ?? digits, toE164(digits, 'US') ?? digits];
};

const cases: Case[] = [
  ...['firstName', 'lastName', 'email', 'department', 'jobTitle', 'language'].map((field) =>
    on('user.update', field, person),
  ),
  on('user.create', 'firstName', () => ({})),
  on('person.create', 'firstName', () => ({ identities: [] })),
  on('person.create', 'number', () => ({ firstName: 'X', identities: [] })),
  on('person.create', 'pin', () => ({ firstName: 'X', identities: [] })),
  on('user.update', 'id', () => ({})),
  on('extension.update', 'label', extension),
  on('extension.update', 'localServerAddress', extension),
  on('extension.renumber', 'number', extension),
  on('extension.create', 'number', () => ({})),
  on('extension.create', 'siteId', () => ({})),
  on('identity.update', 'label', () => ({ id: ben.identityIds[0] })),
  on('pin.set-default', 'pin', () => ({ extensionId: ben.extensionId })),
  on('forwarding.set', 'number', () => ({ extensionId: ben.extensionId, kind: 'no-answer' }), dialled),
  {
    command: 'forwarding.set',
    field: 'vips',
    input: (text) => ({ extensionId: ben.extensionId, kind: 'always', vips: [text] }),
    stored: dialled,
  },
  on('ring-group.update', 'name', () => ({ id: group })),
  on('ring-group.update', 'number', () => ({ id: group })),
  on('ring-group.update', 'overflowId', () => ({ id: group, overflowKind: 'extension' })),
  on('feature-code.update', 'code', () => ({ id: 'echo-test' })),
  on('phone.adopt', 'mac', () => ({ vendor: 'snom', model: 'D785' }), compact),
  on('phone.adopt', 'vendor', () => ({ mac: '000413000001', model: 'D785' })),
  on('phone.adopt', 'model', () => ({ mac: '000413000002', vendor: 'snom' })),
  on('phone.label', 'label', () => ({ phoneId: `mac-${mac}` })),
  ...['name', 'street', 'postalCode', 'city', 'region', 'country', 'timeZone', 'language'].map((field) =>
    on('site.update', field, () => ({ id: site })),
  ),
  on('network.update', 'interface', () => ({})),
  on('network.update', 'fixedAddress', () => ({})),
];

const more: HostileField[] = await (async () => {
  const names = testOffice();
  const list = await fieldsOf(names);
  names.close();
  return list;
})();

/** One of everything in an office of its own: the commands of these fields need each other's rows. */
function fieldsOf(office: TestOffice): Promise<HostileField[]> {
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const { extensionId } = office.person('Ben', '201');
  const siteId = office.ask('site.list', {}).sites[0]?.id ?? '';
  return newFields((command, input) => office.do(command as never, input as never), { extensionId, siteId });
}

describe('hostile and unusual texts', () => {
  it.each(more.map(({ command, field }, at) => ({ command, field, at })))(
    '$command $field: refused in words, stored exactly, or in the one form that it can have',
    async ({ at, command }) => {
      const office = testOffice();
      const field = (await fieldsOf(office))[at];
      if (!field) throw new Error('the office differs');
      const before = office.office.export();
      let slowest = 0;
      for (const text of everything) {
        const start = performance.now();
        const outcome = office.office.run(command, field.input(text), anna);
        slowest = Math.max(slowest, performance.now() - start);
        if (!outcome.ok) {
          expect(outcome.error.message.length).toBeGreaterThan(10);
          expect(outcome.error.message.length).toBeLessThan(400);
          continue;
        }
        const kept = text.normalize('NFC').trim();
        const rows = outcome.touched.map(({ after }) => after);
        expect(rows.flatMap((after) => outOfForm(field, after))).toEqual([]);
        if (!field.only && rows.length > 0)
          expect(
            rows.some((after) => JSON.stringify(Object.values(after ?? {})).includes(JSON.stringify(kept))) ||
              kept === '',
            JSON.stringify(text),
          ).toBe(true);
        if (outcome.entry) expect(office.office.undo(anna)).toMatchObject({ ok: true });
      }
      expect(office.office.export()).toBe(before);
      expect(slowest).toBeLessThan(500);
      office.close();
    },
  );

  it.each(cases)('$command $field: refused in words, or stored exactly', ({ command, field, input, stored }) => {
    let slowest = 0;
    const before = test.office.export();
    for (const text of everything) {
      const start = performance.now();
      const outcome = test.office.run(command, input(text), anna);
      slowest = Math.max(slowest, performance.now() - start);
      if (!outcome.ok) {
        expect(outcome.error.message.length).toBeGreaterThan(10);
        expect(outcome.error.message.length).toBeLessThan(400);
        continue;
      }
      const forms = [(stored ?? ((one) => one))(text.normalize('NFC').trim())].flat().map((one) => JSON.stringify(one));
      const rows = outcome.touched.map((change) => JSON.stringify(Object.values(change.after ?? {})));
      const already = outcome.touched.length === 0 && forms.some((form) => before.includes(form));
      expect(
        already || rows.some((row) => forms.some((form) => row.includes(form))),
        `${field}: ${JSON.stringify(text)}`,
      ).toBe(true);
      if (outcome.entry) expect(test.office.undo(anna)).toMatchObject({ ok: true });
    }
    expect(test.office.export()).toBe(before);
    // A text of a million characters may take a moment, not a second (bar: 50 ms on an idle machine).
    expect(slowest).toBeLessThan(500);
  });

  it('are never more than text in a query', () => {
    for (const text of everything) {
      for (const [query, input] of [
        ['people.list', { search: text }],
        ['phones.list', { search: text }],
        ['extension.list', { search: text }],
        ['identity.list', { search: text }],
        ['numbers.list', { search: text }],
        ['search', { text }],
        ['person.get', { id: text }],
        ['calls.simulate', { from: text, to: text }],
        ['history.list', { table: text }],
      ] as const) {
        const outcome = test.office.ask(query, input, observed);
        if (!outcome.ok) expect(outcome.error.message).not.toBe('');
      }
    }
  });
});
