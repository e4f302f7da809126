import { z } from 'zod';
import { destination } from '../../core/destination.ts';
import { command } from '../../core/feature.ts';
import { formatNumber, toE164, type E164 } from '../../core/phone-number.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { numbersIn } from './block.ts';
import { numberLabel } from './flow.ts';
import { numberStates, publicNumbers } from './table.ts';

const typed = z
  .string()
  .max(60, 'This is too long for a number.')
  .transform((text) => text.trim());

const fields = {
  siteId: id,
  trunkId: id.nullable(),
  destination,
  status: z.enum(numberStates),
  name1: line(30, 'The first part of the display name'),
  name2: line(30, 'The second part of the display name'),
};
const patch = z.strictObject(fields).partial();

export const labelOf = (read: Read, numberId: string): string => {
  const number = read.get(publicNumbers, numberId);
  return number ? numberLabel(read, number) : numberId;
};

/** A number as somebody typed it, in the country of its site; refused with an example when it is none. */
export function numberOf(read: Read, text: string, siteId: string, path = 'number'): E164 {
  const { country } = found(read.get(sites, siteId), 'This site');
  const number = toE164(text, country);
  if (number === undefined)
    refuseField(
      path,
      `This is not a whole number of the public network. Write it with + and country code, or as it is dialled in your country (${country}).`,
    );
  return number;
}

export const publicNumberCommands = {
  'public-number.create': command({
    input: patch.extend({ number: typed }),
    words: (input) => `Added the number ${input.number}.`,
    run(tx, { number: text, siteId = defaultSite(tx).id, ...rest }) {
      const number = numberOf(tx, text, siteId);
      if (rest.trunkId) found(tx.get(trunks, rest.trunkId), 'This trunk');
      return { id: tx.insert(publicNumbers, { id: tx.newId('num'), number, siteId, ...rest }).id, number };
    },
  }),

  /** One number or a block of them. Those that are there already keep it from happening, unless they are to be left out. */
  'public-number.add': command({
    input: patch.extend({
      numbers: z.string().max(4000, 'At most 4,000 characters.'),
      skipExisting: z.boolean().default(false),
    }),
    words: (input) => `Added the numbers ${input.numbers.trim().slice(0, 60)}.`,
    run(tx, { numbers: text, skipExisting, siteId = defaultSite(tx).id, ...rest }) {
      const { country } = found(tx.get(sites, siteId), 'This site');
      if (rest.trunkId) found(tx.get(trunks, rest.trunkId), 'This trunk');
      const read = numbersIn(text, country);
      if ('problem' in read) refuseField('numbers', read.problem);
      const there = read.numbers.filter((number) => tx.holder(number) !== undefined);
      const fresh = read.numbers.filter((number) => !there.includes(number));
      if (there.length > 0 && !skipExisting) {
        const shown = there
          .slice(0, 5)
          .map((number) => formatNumber(number, country))
          .join(', ');
        const more = there.length > 5 ? ` and ${there.length - 5} more` : '';
        refuseField(
          'numbers',
          `The office has ${shown}${more} already.`,
          fresh.length === 0
            ? undefined
            : {
                label: `Add the other ${fresh.length}`,
                command: 'public-number.add',
                input: { numbers: text, siteId, ...rest, skipExisting: true },
              },
        );
      }
      const ids = fresh.map((number) => tx.insert(publicNumbers, { id: tx.newId('num'), number, siteId, ...rest }).id);
      return { ids, added: fresh, leftOut: there };
    },
  }),

  'public-number.update': command({
    input: patch.extend({ id, number: typed.optional() }),
    words: (input, read) => `Changed the number ${labelOf(read, input.id)}.`,
    run(tx, { id: numberId, number: text, ...change }) {
      const before = found(tx.get(publicNumbers, numberId), 'This number');
      if (change.trunkId) found(tx.get(trunks, change.trunkId), 'This trunk');
      const number = text === undefined ? {} : { number: numberOf(tx, text, change.siteId ?? before.siteId) };
      tx.update(publicNumbers, numberId, { ...change, ...number });
    },
  }),

  'public-number.set-destination': command({
    input: z.strictObject({ id, destination }),
    words: (input, read) => `Changed where calls to ${labelOf(read, input.id)} go.`,
    run(tx, input) {
      found(tx.get(publicNumbers, input.id), 'This number');
      tx.update(publicNumbers, input.id, { destination: input.destination });
    },
  }),

  'public-number.delete': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the number ${labelOf(read, input.id)}.`,
    run(tx, input) {
      const number = found(tx.get(publicNumbers, input.id), 'This number');
      tx.remove(publicNumbers, number.id);
    },
  }),

  /** The number that stands for a site; null: none. */
  'site.set-main-number': command({
    input: z.strictObject({ siteId: id, numberId: id.nullable() }),
    words: (input, read) =>
      input.numberId === null
        ? `Took the main number from ${read.get(sites, input.siteId)?.name ?? 'the site'}.`
        : `Made ${labelOf(read, input.numberId)} the main number of ${read.get(sites, input.siteId)?.name ?? 'the site'}.`,
    run(tx, { siteId, numberId }) {
      found(tx.get(sites, siteId), 'This site');
      if (numberId !== null) {
        const number = found(tx.get(publicNumbers, numberId), 'This number');
        if (number.siteId !== siteId)
          refuseField('numberId', 'This number belongs to another site. Choose one of this site.');
        if (number.status !== 'active')
          refuseField('numberId', `${formatNumber(number.number)} is reserved. Activate it first.`);
      }
      tx.update(sites, siteId, { mainNumberId: numberId });
    },
  }),
};
