import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse } from '../../core/refusal.ts';
import type { Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { model, vendor } from '../phones/fields.ts';
import { formerPhones, phones } from '../phones/table.ts';
import { deviceWords, practiceMac, practicePrefix } from './mac.ts';
import { practicePhones } from './table.ts';

/** As many as fit on a screen and in a small computer; nobody learns more with the thirteenth. */
export const mostPractice = 12;

/** Of which makers and models there can be one is known to the service; of others the phone says that it cannot start. */
const device = z.strictObject({ vendor, model });

export const practiceCommands = {
  'practice.add': command({
    input: z.strictObject({ phones: z.array(device).min(1, 'Choose a phone.').max(mostPractice) }),
    words: ({ phones: wanted }) =>
      wanted.length === 1
        ? `Added the practice phone ${wanted.map(deviceWords).join('')}.`
        : `Added ${wanted.length} practice phones.`,
    run(tx, { phones: wanted }) {
      if (tx.count(practicePhones) + wanted.length > mostPractice)
        refuse({
          kind: 'rule',
          rule: 'practice-phones',
          message: `There can be ${mostPractice} practice phones. Remove one first.`,
        });
      return { ids: wanted.map((one) => add(tx, one)) };
    },
  }),

  'practice.remove': command({
    input: z.strictObject({ id }),
    words(input, read) {
      const phone = read.get(practicePhones, input.id);
      return phone ? `Removed the practice phone ${deviceWords(phone)}.` : 'Removed a practice phone.';
    },
    run(tx, input) {
      found(tx.get(practicePhones, input.id), 'This practice phone');
      remove(tx, input.id);
    },
  }),

  /** Every practice phone goes, with all that the office knows of it; real phones are not looked at. */
  'practice.end': command({
    input: z.strictObject({}),
    words: (_, read) => `Ended the practice with ${read.count(practicePhones)} phones.`,
    run(tx) {
      for (const phone of tx.all(practicePhones)) remove(tx, phone.id);
    },
  }),
};

function add(tx: Tx, wanted: z.output<typeof device>): string {
  const used = tx.all(practicePhones).map(({ mac }) => Number.parseInt(mac.slice(practicePrefix.length), 16));
  const mac = practiceMac(Math.max(0, ...used) + 1);
  const row = { ...wanted, id: `mac-${mac}`, mac, addedAt: tx.now };
  // Whatever an earlier practice left under this address is no part of this one.
  clear(tx, row.id);
  tx.insert(practicePhones, row);
  return row.id;
}

function clear(tx: Tx, phoneId: string): void {
  if (tx.get(phones, phoneId)) tx.run('phone.retire', { phoneId });
  if (tx.get(formerPhones, phoneId)) tx.run('phone.forget', { phoneId });
}

function remove(tx: Tx, phoneId: string): void {
  clear(tx, phoneId);
  tx.remove(practicePhones, phoneId);
}
