import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBack } from '../../asterisk/apply/read-back.ts';
import type { Touched } from '../../db/office.ts';
import { addPerson, startProduct, type Person, type Product } from '../calls/product.ts';
import { toE164 } from '../../office/core/phone-number.ts';
import { corpus, everything } from '../corpus.ts';
import { newFields, outOfForm, type HostileField } from '../corpus-fields.ts';

// The same texts as in office/corpus.test.ts, here with the real Asterisk behind them: while each accepted text is in
// force, the rows that Asterisk itself answers with must be those that the office wants.

let product: Product;
let anna: Person;
let group: string;
let site: string;
/** Rows touched by the latest command. */
let touched: readonly Touched[] = [];
let managerLost = 0;

beforeAll(async () => {
  product = await startProduct();
  const { service } = product.running;
  service.office.onCommit((rows) => (touched = rows));
  anna = await addPerson(product, 'Anna', { number: '201', voicemail: true });
  group = (await product.run<{ id: string }>('ring-group.create', {
    name: 'Sales', number: '300', members: [{ identityId: anna.identityIds[0] }],
  })).id; // prettier-ignore
  site = (await product.ask<{ sites: { id: string }[] }>('site.list')).sites[0]?.id ?? '';
  await product.run('phone.adopt', { mac: '000413aabbcc', vendor: 'snom', model: 'D785' });
  await product.run('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const { extensionId } = anna;
  const more = await newFields((command, input) => product.run(command, input), { extensionId, siteId: site });
  for (const { command, field: name, input, only } of more)
    fields.push({ command, field: name, rest: () => ({}), texts: breaking, input, only });
});
afterAll(() => product.stop());

interface Field {
  command: string;
  field: string;
  texts?: readonly string[];
  rest: () => Record<string, unknown>;
  input?: HostileField['input'];
  only?: HostileField['only'];
}

const field = (command: string, name: string, rest: Field['rest'], texts?: readonly string[]): Field => ({
  command,
  field: name,
  rest,
  ...(texts ? { texts } : {}),
});
const user = () => ({ id: anna.userId });
const extension = () => ({ id: anna.extensionId });
const short = [...corpus.base.filter((text) => text.length < 300), ...corpus.ami];

/** One of each sort that would end a value, a line or a message, call something, or be another's number. */
const breaking = [
  'a;b', '[evil](!)', '#exec id', 'x=>y', 'a\nb', 'a\r\n\r\nAction: Command', '${SHELL(id)}', '$[1+1]', 'a,b', 'a|b', 'a&PJSIP/1/9', '"',
  '\\', "'", '`id`', 'Bob <sip:x@y>', '911', '+4930999111', '_X.', '100,1,System(id)', 'a@b\nBcc: c@d', 'sip:a@b;lr', 'M\u00fcller',
  '12345', 'example.org',
]; // prettier-ignore

/** What reaches Asterisk takes every text, the rest those that break files and protocols. */
const fields: Field[] = [
  field('extension.update', 'label', extension, everything),
  field('extension.renumber', 'number', extension, everything),
  field('user.update', 'firstName', user, everything),
  field('user.update', 'lastName', user),
  field('user.update', 'email', user, [...corpus.email, ...short]),
  field('user.update', 'department', user),
  field('user.update', 'jobTitle', user),
  field('user.update', 'language', user),
  field('identity.update', 'label', () => ({ id: anna.identityIds[0] }), everything),
  field('pin.set-default', 'pin', () => ({ extensionId: anna.extensionId }), everything),
  field('forwarding.set', 'number', () => ({ extensionId: anna.extensionId, kind: 'no-answer' }), everything),
  field('ring-group.update', 'name', () => ({ id: group }), everything),
  field('ring-group.update', 'number', () => ({ id: group }), everything),
  field('feature-code.update', 'code', () => ({ id: 'echo-test' }), [...corpus.number, ...short]),
  field('extension.update', 'localServerAddress', extension, [...corpus.host, ...short]),
  field('phone.label', 'label', () => ({ phoneId: 'mac-000413aabbcc' })),
  field('phone.adopt', 'mac', () => ({ vendor: 'snom', model: 'D785' }), [...corpus.mac, ...short]),
  ...['name', 'street', 'city', 'country', 'timeZone', 'language'].map((name) =>
    field('site.update', name, () => ({ id: site })),
  ),
];

const evaluate = (expression: string) => product.running.service.engine.evaluate(expression);
const pid = () => product.running.service.observed.engine.pid ?? 0;

/** Programs that Asterisk has started and not yet ended. */
const children = (): string[] =>
  readdirSync(`/proc/${pid()}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid()}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );

/** Every file of the office but those that grow by design: databases, logs, the engine's own notes. */
function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/sqlite3|\/log\/|\.db/.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const configuration = () => {
  const etc = join(product.dataDir, 'engine/etc');
  return Object.fromEntries(readdirSync(etc).map((name) => [name, readFileSync(join(etc, name), 'utf8')]));
};

/** Stored as typed, up to Unicode's normal form and the blanks around it, or without the signs that only group digits. */
function isStored(text: string): boolean {
  const kept = text.normalize('NFC').trim();
  const digits = kept.replace(/[\s().\u00a0/-]/g, '');
  const forms = [kept, kept.replace(/[\s:.-]/g, '').toLowerCase(), digits, toE164(kept, 'DE') ?? kept, toE164(digits, 'DE') ?? kept].map((form) => JSON.stringify(form)); // prettier-ignore
  return touched.some(({ after }) => {
    const values = Object.values(after ?? {}).map((value) => JSON.stringify(value));
    return forms.some((form) => values.includes(form));
  });
}

async function take({ command, field: name, rest, input, only }: Field, text: string): Promise<'refused' | 'stored'> {
  const { office } = product.running.service;
  touched = [];
  const outcome = await product.client.request({
    op: 'do',
    name: command,
    input: input?.(text) ?? { ...rest(), [name]: text },
  });
  if (!outcome.ok) {
    expect(outcome.error.kind, `${command} ${name} ${JSON.stringify(text).slice(0, 60)}`).not.toBe('failed');
    expect(outcome.error.message).not.toContain('    at ');
    return 'refused';
  }
  if (!outcome.entry) return 'stored'; // It was so already.
  const isNested = touched.some(({ after }) => JSON.stringify(after ?? {}).includes(JSON.stringify(text).slice(1, -1)));
  if (only) expect(touched.flatMap(({ after }) => outOfForm({ only }, after))).toEqual([]);
  else
    expect(isStored(text) || (input !== undefined && isNested), `${command} ${name}: ${JSON.stringify(text)}`).toBe(
      true,
    );
  const owned = office.project(office.affectedOwners(touched));
  const { differences } = await readBack(evaluate, owned);
  expect(differences, `${command} ${name}: ${JSON.stringify(text)}`).toEqual([]);
  expect(children(), `${command} ${name}: ${JSON.stringify(text)}`).toEqual([]);
  const undone = await product.client.request({ op: 'do', name: 'journal.undo', input: {} });
  expect(undone.ok).toBe(true);
  return 'stored';
}

test('[R3] hostile texts in every field: refused or stored exactly, Asterisk has the same, and nothing else happens', async () => {
  const { service } = product.running;
  const before = {
    pid: pid(),
    since: service.observed.engine.since,
    files: files(product.dataDir),
    configuration: configuration(),
    office: service.office.export(),
  };
  const stop = service.office.onCommit(() => {
    if (service.observed.engine.manager !== 'ready') managerLost++;
  });
  const counts = { refused: 0, stored: 0 };
  for (const one of fields) for (const text of one.texts ?? short) counts[await take(one, text)]++;
  stop();

  expect(counts.refused).toBeGreaterThan(500);
  expect(counts.stored).toBeGreaterThan(500);
  // The same Asterisk on the same manager connection, which still answers one action with one answer.
  expect({ pid: pid(), since: service.observed.engine.since, managerLost }).toEqual({
    pid: before.pid,
    since: before.since,
    managerLost: 0,
  });
  expect((await service.engine.action('Ping')).fields['ping']).toBe('Pong');
  expect(files(product.dataDir)).toEqual(before.files);
  // A site's country and time zone are settings of the engine, and undone they are as before.
  expect(configuration()).toEqual(before.configuration);
  expect(service.office.export()).toBe(before.office);
  expect((await readBack(evaluate, service.office.projectAll())).differences).toEqual([]);
}, 240_000);

test('[R3] hostile texts from the network side are only text: dialled, asked for and written into queries', async () => {
  for (const text of everything) {
    for (const [query, input] of [
      ['people.list', { search: text }],
      ['calls.simulate', { from: text, to: text }],
      ['calls.history', { search: text }],
      ['person.get', { id: text }],
    ] as const) {
      const outcome = await product.client.request({ op: 'ask', name: query, input });
      if (!outcome.ok) expect(outcome.error.kind, `${query} ${JSON.stringify(text).slice(0, 60)}`).not.toBe('failed');
    }
  }
  expect(pid()).toBeGreaterThan(0);
  expect(children()).toEqual([]);
});
