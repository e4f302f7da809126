/**
 * The list of numbers (spec N2): one row for each extension with its public number, for each public number that leads
 * elsewhere, and for each site's main number. Joined once for each change: 10,000 rows are searched at every key.
 */
import { formatNumber } from '../../core/phone-number.ts';
import type { Read, Row } from '../../core/store.ts';
import { displayNames } from '../hot-desks/table.ts';
import { extensions } from '../extensions/table.ts';
import { pinState, type PinState } from '../pins/rules.ts';
import { pins } from '../pins/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { fullName } from '../users/commands.ts';
import { users } from '../users/table.ts';

type Extension = Row<typeof extensions>;
type PublicNumber = Row<typeof publicNumbers>;

export type AssignedTo =
  | { kind: 'main' }
  | { kind: 'unassigned' }
  /** A link to the person; `label` is the display name when there is one. */
  | { kind: 'user'; label: string; userId: string }
  | { kind: 'name'; label: string };

export interface NumberRow {
  /** The extension's id, else the public number's. */
  id: string;
  siteId: string;
  extensionId: string | null;
  numberId: string | null;
  /** As people write it, or empty. */
  number: string;
  extension: string;
  type: Extension['type'] | null;
  defaultPin: string;
  pin: PinState | null;
  assigned: AssignedTo;
  reserved: boolean;
}

export interface Joined extends NumberRow {
  text: string;
  sortNumber: string;
}

// Pure and asked again for every row after every change, so remembered; an office's numbers are few against memory.
const shown = new Map<string, string>();
const mostShown = 50_000;

export function shownNumber(number: string, country: string | undefined): string {
  const key = `${country} ${number}`;
  const known = shown.get(key);
  if (known !== undefined) return known;
  if (shown.size >= mostShown) shown.clear();
  const text = formatNumber(number, country);
  shown.set(key, text);
  return text;
}

/** Site, then number, then extension; rows without a public number come last, by extension. */
function inOrder(a: Joined, b: Joined): number {
  const main = Number(b.assigned.kind === 'main') - Number(a.assigned.kind === 'main');
  if (main !== 0) return main;
  if (a.sortNumber !== b.sortNumber) return a.sortNumber < b.sortNumber ? -1 : 1;
  return (
    a.extension.length - b.extension.length || (a.extension < b.extension ? -1 : a.extension > b.extension ? 1 : 0)
  );
}

export function everyNumber(read: Read): Joined[] {
  const byId = new Map(read.all(extensions).map((extension) => [extension.id, extension]));
  const byDigits = new Map([...byId.values()].map((extension) => [extension.number, extension]));
  const names = new Map(read.all(displayNames).map((row) => [row.id, `${row.name1} ${row.name2}`.trim()]));
  const people = new Map(read.all(users).map((user) => [user.id, fullName(user)]));
  const pinOf = new Map(read.all(pins).map((row) => [row.id, row]));
  const siteOf = new Map(read.all(sites).map((site) => [site.id, site]));
  const mains = new Set([...siteOf.values()].map((site) => site.mainNumberId));
  const ownNumber = new Map<string, PublicNumber>();
  const elsewhere: { number: PublicNumber; extension: Extension | undefined }[] = [];
  // By number, so that the same one stands beside its extension every time.
  const inTurn = read.all(publicNumbers).sort((a, b) => (a.number < b.number ? -1 : 1));
  for (const number of inTurn) {
    const to = /^(?:node|number):(.+)$/.exec(number.destination)?.[1] ?? '';
    const extension = byId.get(to) ?? byDigits.get(to);
    // A second number of an extension is a row of its own, so that no number is missing from the list.
    if (extension && !mains.has(number.id) && !ownNumber.has(extension.id)) ownNumber.set(extension.id, number);
    else elsewhere.push({ number, extension });
  }
  const personOf = (extension: Extension | undefined) =>
    extension === undefined || extension.userId === null ? undefined : people.get(extension.userId);
  const assignedTo = (extension: Extension | undefined, number: PublicNumber | undefined): AssignedTo => {
    const user = personOf(extension);
    const own = extension ? names.get(extension.id) : undefined;
    const name = own || (number ? `${number.name1} ${number.name2}`.trim() : '');
    if (extension?.userId && user !== undefined) return { kind: 'user', label: name || user, userId: extension.userId };
    const label = name || extension?.label;
    return label ? { kind: 'name', label } : { kind: 'unassigned' };
  };
  const rows = [
    ...[...byId.values()].map((extension): Joined => {
      const number = ownNumber.get(extension.id);
      const pin = pinOf.get(extension.id);
      return joined(
        {
          id: extension.id,
          siteId: extension.siteId,
          extensionId: extension.id,
          numberId: number?.id ?? null,
          number: number ? shownNumber(number.number, siteOf.get(extension.siteId)?.country) : '',
          extension: extension.number,
          type: extension.type,
          defaultPin: pin?.defaultPin ?? '',
          pin: pin ? pinState(pin) : null,
          assigned: assignedTo(extension, number),
          reserved: number?.status === 'reserved',
        },
        number?.number,
        personOf(extension),
      );
    }),
    ...elsewhere.map(({ number, extension }): Joined =>
      joined(
        {
          id: number.id,
          siteId: number.siteId,
          extensionId: null,
          numberId: number.id,
          number: shownNumber(number.number, siteOf.get(number.siteId)?.country),
          extension: '',
          type: null,
          defaultPin: '',
          pin: null,
          assigned: mains.has(number.id) ? { kind: 'main' } : assignedTo(extension, number),
          reserved: number.status === 'reserved',
        },
        number.number,
        personOf(extension),
      ),
    ),
  ];
  return rows.sort(inOrder);
}

/** `user`: the person's own name is found too while a display name hides it. */
function joined(row: NumberRow, e164 = '', user = ''): Joined {
  const label =
    row.assigned.kind === 'main' ? 'main number' : 'label' in row.assigned ? row.assigned.label : 'unassigned';
  return {
    ...row,
    // With and without the spaces that people write.
    text: [row.number, row.number.replace(/[^0-9+]/g, ''), e164, row.extension, label, user].join('\n').toLowerCase(),
    sortNumber: e164 === '' ? '~' : e164,
  };
}
