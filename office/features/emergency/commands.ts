import { z } from 'zod';
import { addressProblems } from '../../core/emergency/address.ts';
import { reachesHelp } from '../../core/emergency/reaches-help.ts';
import { command } from '../../core/feature.ts';
import { toE164 } from '../../core/phone-number.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id, line, requiredLine } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { phoneName } from '../phones/rules.ts';
import { phones } from '../phones/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { helpForms } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { chainFrom, type Location } from './read.ts';
import { alarmWays, emergencyAlarmPhones, emergencyLocations, emergencySettings } from './table.ts';

export const emergencyId = 'emergency';

const numberText = z.string().max(40, 'This number is too long.');
const fields = {
  street: line(120, 'The street').optional(),
  postalCode: line(20, 'The postal code').optional(),
  city: line(80, 'The city').optional(),
  region: line(80, 'The state or region').optional(),
  detail: line(120, 'The description').optional(),
  callbackNumber: numberText.optional(),
  elin: numberText.optional(),
};

export const emergencyCommands = {
  /** A floor or a desk: places that several phones share. */
  'emergency-location.create': command({
    input: z.strictObject({
      kind: z.enum(['floor', 'desk']),
      siteId: id,
      parentId: id.nullable().default(null),
      name: requiredLine(60, 'The name of the place'),
      ...fields,
    }),
    words: ({ name }) => `Added the place ${name} for emergency calls.`,
    run(tx, { callbackNumber, elin, ...place }) {
      const site = found(tx.get(sites, place.siteId), 'This site');
      const numbers = numbersOf(tx, site.country, { callbackNumber, elin });
      return { id: tx.insert(emergencyLocations, { id: tx.newId('loc'), ...place, ...numbers }).id };
    },
  }),

  /** Of a floor or desk by its own id; of a site by the site's, of a phone by the phone's or identity's. */
  'emergency-location.set': command({
    input: z.strictObject({
      id,
      name: line(60, 'The name of the place').optional(),
      parentId: id.nullable().optional(),
      ...fields,
    }),
    words: (input, read) => `Changed the emergency location of ${locationName(read, input.id)}.`,
    run(tx, { id: locationId, callbackNumber, elin, ...patch }) {
      const before = tx.get(emergencyLocations, locationId) ?? fresh(tx, locationId);
      const country = tx.get(sites, before.siteId)?.country ?? '';
      const next = { ...before, ...patch, siteId: siteNow(tx, locationId) ?? before.siteId };
      const changed = { ...patch, siteId: next.siteId, ...numbersOf(tx, country, { callbackNumber, elin }) };
      if (next.street !== '') {
        const problems = addressProblems({ ...next, country });
        // What was stored stays: half an address would send helpers to a wrong one.
        if (problems[0])
          refuse({
            kind: 'invalid',
            message: problems[0].message,
            issues: problems.map(({ field, message }) => ({ path: field, message })),
          });
      }
      if (tx.get(emergencyLocations, locationId)) tx.update(emergencyLocations, locationId, changed);
      else tx.insert(emergencyLocations, { ...before, ...changed });
      return { id: locationId };
    },
  }),

  'emergency-location.delete': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the emergency location ${locationName(read, input.id)}.`,
    run(tx, input) {
      found(tx.get(emergencyLocations, input.id), 'This place');
      tx.remove(emergencyLocations, input.id);
    },
  }),

  /** The phones that tell of an emergency call. */
  'emergency.set-alarm-phones': command({
    input: z.strictObject({
      phones: z.array(z.strictObject({ extensionId: id, way: z.enum(alarmWays).default('ring') })).max(20),
    }),
    words: ({ phones: chosen }) =>
      chosen.length === 0
        ? 'No phone tells of emergency calls any more.'
        : `${chosen.length} ${chosen.length === 1 ? 'phone tells' : 'phones tell'} of emergency calls.`,
    run(tx, { phones: chosen }) {
      const wanted = new Map(chosen.map(({ extensionId, way }) => [extensionId, way]));
      for (const extensionId of wanted.keys()) found(tx.get(extensions, extensionId), 'This extension');
      for (const { id: standing } of tx.all(emergencyAlarmPhones))
        if (!wanted.has(standing)) tx.remove(emergencyAlarmPhones, standing);
      for (const [extensionId, way] of wanted)
        if (tx.get(emergencyAlarmPhones, extensionId)) tx.update(emergencyAlarmPhones, extensionId, { way });
        else tx.insert(emergencyAlarmPhones, { id: extensionId, way });
    },
  }),

  /** The number that trunks are tested with where the country has none for it. */
  'emergency.set-test-number': command({
    input: z.strictObject({ number: numberText }),
    words: ({ number }) =>
      number === '' ? 'Removed the test number for emergency calls.' : `Trunks are tested by calling ${number}.`,
    run(tx, { number }) {
      tx.update(emergencySettings, emergencyId, { testNumber: number === '' ? '' : testNumber(tx, number) });
    },
  }),

  /** Somebody has read what a power cut and an internet cut mean, and put up the label. */
  'emergency.read-limits': command({
    input: z.strictObject({}),
    words: () => 'The limits of emergency calls were read.',
    run: (tx) => void tx.update(emergencySettings, emergencyId, { limitsReadAt: tx.now }),
  }),
};

/** Never a number that means help anywhere: a test that calls the police is none. */
export function testNumber(read: Read, text: string): string {
  const help = reachesHelp(text, helpForms(read));
  if (help !== undefined)
    refuseField(
      'number',
      `${help} reaches real helpers. A test never calls them: name a number that belongs to you, for example a mobile.`,
    );
  const country = read.all(sites).sort((a, b) => a.name.localeCompare(b.name, 'en'))[0]?.country ?? 'US';
  return (
    toE164(text, country) ??
    refuseField('number', 'Write a number of the public network, for example that of a mobile.')
  );
}

/** The call-back number must reach the office, so it is one of its own. */
function numbersOf(tx: Tx, country: string, given: { callbackNumber?: string | undefined; elin?: string | undefined }) {
  const own = (field: 'callbackNumber' | 'elin') => {
    const text = given[field];
    if (text === undefined) return {};
    if (text.trim() === '') return { [field]: '' };
    const number =
      toE164(text, country) ?? refuseField(field, 'Write a number of the office, for example +49 30 1234567.');
    if (!isOwn(tx, number))
      refuseField(
        field,
        `${number} is not an active number of this office. Who calls it back would not reach the phone.`,
        {
          label: 'Numbers of the office',
          route: '/numbers',
        },
      );
    return { [field]: number };
  };
  return { ...own('callbackNumber'), ...own('elin') } as { callbackNumber?: string; elin?: string };
}

const isOwn = (read: Read, number: string): boolean =>
  read.all(publicNumbers, { number }).some(({ status }) => status === 'active');

/** The site in which a phone stands now: saving its place confirms it there. */
function siteNow(read: Read, locationId: string): string | undefined {
  const phone = read.get(phones, locationId);
  if (phone) return phone.siteId;
  const identity = read.get(identities, locationId);
  return identity && read.get(extensions, identity.extensionId)?.siteId;
}

function fresh(read: Read, locationId: string): Location {
  const isSite = read.get(sites, locationId) !== undefined;
  const siteId = isSite ? locationId : found(siteNow(read, locationId), 'This phone');
  return {
    id: locationId, kind: isSite ? 'site' : 'phone', siteId, parentId: null, name: '', street: '', postalCode: '', city: '',
    region: '', detail: '', callbackNumber: '', elin: '',
  }; // prettier-ignore
}

export function locationName(read: Read, locationId: string): string {
  const site = read.get(sites, locationId);
  if (site) return site.name;
  const phone = read.get(phones, locationId);
  if (phone) return phoneName(phone);
  const identity = read.get(identities, locationId);
  if (identity) {
    const extension = read.get(extensions, identity.extensionId);
    return extension ? `${extensionName(extension)}, ${identity.label}` : identity.label;
  }
  return read.get(emergencyLocations, locationId)?.name || 'a phone that is gone';
}

/** Also after an undo. */
export function refuseBadLocation(row: Row<typeof emergencyLocations>, read: Read): void {
  if (row.parentId === null) return;
  const parent = found(read.get(emergencyLocations, row.parentId), 'The place above it');
  const rank = { site: 0, floor: 1, desk: 2, phone: 3 };
  if (parent.kind === 'phone' || parent.kind === 'site' || rank[parent.kind] >= rank[row.kind])
    refuseField('parentId', 'A phone is at a desk or on a floor, a desk on a floor.');
  if (parent.siteId !== row.siteId) {
    const site = read.get(sites, row.siteId)?.name ?? 'another site';
    refuseField('parentId', `${parent.name} is not in ${site}. Choose a place there, or none.`);
  }
  if (chainFrom(read, row.id).length > 3)
    refuse({ kind: 'rule', rule: 'emergency-depth', message: 'A place has at most a desk and a floor above it.' });
}
