/** Speed dialling (spec G4): a code and two digits call a number, by the rules of whoever dials. */
import { z } from 'zod';
import { command, defineFeature, entity, numberOwner, projector, query } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { formatNumber, toE164 } from '../../core/phone-number.ts';
import { projected } from '../../core/projection.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { id, line, requiredLine } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { speedDials } from './table.ts';
import { speedDialsPlain } from './plain.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    speed: { id: string; number: string };
  }
}

type SpeedDial = Row<typeof speedDials>;

const place = z.string().regex(/^[0-9]{2}$/, 'Use two digits, from 00 to 99.');
const owner = z.union([id, z.literal('')]);

/** An internal number that the office has, or one of the public network as its country writes it. */
function numberOf(read: Read, extensionId: string, text: string): string {
  const digits = text.replace(/[\s().\u00a0-]/g, '');
  if (internalNumber.safeParse(digits).success && read.holder(digits)) return digits;
  const extension = extensionId === '' ? undefined : read.get(extensions, extensionId);
  const site = (extension && read.get(sites, extension.siteId)) ?? defaultSite(read);
  const number = toE164(text, site.country);
  if (number !== undefined) return number;
  refuseField(
    'number',
    internalNumber.safeParse(digits).success
      ? `Nobody in the office has ${digits}. Use one of its numbers, or a whole number with its area code.`
      : 'This is not a phone number. Write it as you would dial it, or with + and country code.',
  );
}

function refuseTaken(read: Read, row: SpeedDial): void {
  const other = read
    .all(speedDials, { extensionId: row.extensionId, place: row.place })
    .find(({ id: one }) => one !== row.id);
  if (other)
    refuseField('place', `${row.place} calls ${other.name} already. ${freePlace(read, row.extensionId)} is free.`);
}

export function freePlace(read: Read, extensionId: string): string {
  const taken = new Set(read.all(speedDials, { extensionId }).map((row) => row.place));
  const order = Array.from({ length: 100 }, (_, index) => String((index + 1) % 100).padStart(2, '0'));
  const free = order.find((one) => !taken.has(one));
  if (free === undefined) refuseField('place', 'All 100 places are in use. Remove one first.');
  return free;
}

const labelOf = (read: Read, dialId: string) => read.get(speedDials, dialId)?.name ?? dialId;

export const speedDialsFeature = defineFeature({
  id: 'speed-dials',
  plain: speedDialsPlain,
  entities: [
    entity({
      table: speedDials,
      label: (row) => `${row.place} ${row.name}`,
      route: () => '/services',
      partOf: (row) => (row.extensionId === '' ? undefined : { table: 'extensions', id: row.extensionId }),
      uses: (row) => [
        ...(row.extensionId === '' ? [] : [{ table: 'extensions', id: row.extensionId }]),
        ...(row.number.startsWith('+') ? [] : [{ table: numberOwner, id: row.number }]),
      ],
      check: (row, read) => refuseTaken(read, row),
    }),
  ],
  commands: {
    'speed-dial.create': command({
      input: z.strictObject({
        extensionId: owner.default(''),
        place: place.optional(),
        name: requiredLine(60, 'The name'),
        number: line(40, 'The number'),
      }),
      words: (input) => `Added the speed dial ${input.name}.`,
      run(tx, { extensionId, number, ...rest }) {
        if (extensionId !== '') found(tx.get(extensions, extensionId), 'This extension');
        const row = {
          place: freePlace(tx, extensionId),
          ...rest,
          extensionId,
          number: numberOf(tx, extensionId, number),
        };
        const made = tx.insert(speedDials, { id: tx.newId('spd'), ...row });
        refuseTaken(tx, made);
        return { id: made.id, place: made.place };
      },
    }),
    'speed-dial.update': command({
      input: z.strictObject({
        id,
        place: place.optional(),
        name: requiredLine(60, 'The name').optional(),
        number: line(40, 'The number').optional(),
      }),
      words: (input, read) => `Changed the speed dial ${labelOf(read, input.id)}.`,
      run(tx, { id: dialId, number, ...patch }) {
        const before = found(tx.get(speedDials, dialId), 'This speed dial');
        const row = tx.update(speedDials, dialId, {
          ...patch,
          ...(number === undefined ? {} : { number: numberOf(tx, before.extensionId, number) }),
        });
        refuseTaken(tx, row);
      },
    }),
    'speed-dial.delete': command({
      input: z.strictObject({ id }),
      words: (input, read) => `Removed the speed dial ${labelOf(read, input.id)}.`,
      run: (tx, { id: dialId }) => tx.remove(speedDials, found(tx.get(speedDials, dialId), 'This speed dial').id),
    }),
  },
  queries: {
    'speed-dial.list': query({
      input: z.strictObject({ extensionId: owner.optional() }),
      topics: ['speed_dials', 'extensions'],
      run: ({ read }, input) =>
        read
          .all(speedDials, input.extensionId === undefined ? {} : { extensionId: input.extensionId })
          .sort((a, b) => (`${a.extensionId}${a.place}` < `${b.extensionId}${b.place}` ? -1 : 1))
          .map((row) => {
            const extension = read.get(extensions, row.extensionId);
            return {
              ...row,
              shown: row.number.startsWith('+') ? formatNumber(row.number) : row.number,
              whose: extension ? extensionName(extension) : null,
            };
          }),
    }),
  },
  projectors: [
    projector({
      owner: speedDials,
      // With its plus, so that a number outside is dialled without the digit for an outside line.
      rows: (_read, row) => [
        projected('speed', { id: `${row.extensionId || 'all'}-${row.place}`, number: row.number }),
      ],
      affectedBy: [],
    }),
  ],
  codes: [
    { id: 'speed-office', code: '*60', does: 'Call a speed dial of the office', takes: 'slot' },
    { id: 'speed-own', code: '*61', does: 'Call one of your own speed dials', takes: 'slot' },
  ],
});
