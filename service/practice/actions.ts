import { z } from 'zod';
import { phones } from '../../office/features/phones/table.ts';
import { phoneVendors } from '../../phones/vendors/index.ts';
import { action, serviceQuery } from '../action.ts';
import { canPractise } from './practice.ts';

const one = z.strictObject({ id: z.string().regex(/^mac-[0-9a-f]{12}$/, 'This is not a practice phone.') });
const number = z
  .string()
  .trim()
  .regex(/^[0-9*#]{1,32}$/, 'Write a number as it is dialled: digits, * and #.');

export const practiceActions = {
  'practice.plug-in': action({
    input: one,
    run: ({ practice }, { id }) => ({ value: practice.plugIn(id) ?? null }),
  }),
  'practice.unplug': action({
    input: one,
    run: ({ practice }, { id }) => ({ value: practice.unplug(id) ?? null }),
  }),
  'practice.restart': action({
    input: one,
    run: ({ practice }, { id }) => ({ value: practice.restart(id) ?? null }),
  }),
  'practice.answer': action({
    input: one,
    run: ({ practice }, { id }) => ({ value: practice.answer(id) ?? null }),
  }),
  'practice.hang-up': action({
    input: one,
    run: ({ practice }, { id }) => ({ value: practice.hangUp(id) ?? null }),
  }),
  'practice.dial': action({
    input: one.extend({ number }),
    run: ({ practice }, input) => ({ value: practice.dial(input.id, input.number) ?? null }),
  }),
};

export const practiceQueries = {
  'practice.list': serviceQuery({
    input: z.strictObject({}),
    topics: ['practice_phones', 'phones', 'observed:practice'],
    run: ({ practice, office }) =>
      practice.list().map((phone) => ({ ...phone, isAdopted: office.read.get(phones, phone.id) !== undefined })),
  }),
  /** Of what vendors and models there can be one. */
  'practice.choices': serviceQuery({
    input: z.strictObject({}),
    topics: [],
    run: () =>
      phoneVendors
        .filter(({ id }) => canPractise(id))
        .map(({ id, name, models }) => ({
          vendor: id,
          name,
          // A base without handsets and a box without a screen teach nothing that a drawing could show.
          models: models
            .filter(({ kind = 'desk' }) => ['desk', 'video', 'conference'].includes(kind))
            .map(({ model }) => model),
        }))
        .filter(({ models }) => models.length > 0),
  }),
};
