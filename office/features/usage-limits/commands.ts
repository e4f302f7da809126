import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { trunks } from '../trunks/table.ts';
import { limitKinds, trunkRates, usageLimits } from './table.ts';

const nameOf = (read: Read, extensionId: string) => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

const step = z.int('Use whole seconds.').min(1, 'At least 1 second.').max(600, 'At most 600 seconds.');
const amount = z.int('Use whole numbers.').min(0).max(1_000_000_000, 'This amount is too high.');

const rate = z.strictObject({
  prefix: z
    .string()
    .transform((text) => text.replace(/^\s*(\+|00)/, '').replace(/[\s().-]/g, ''))
    .pipe(
      z.string().regex(/^[0-9]{0,14}$/, 'Write the beginning of the number with its country code, for example +49 15.'),
    ),
  name: line(60, 'The name').default(''),
  perMinute: amount,
  perCall: amount.default(0),
  firstStep: step.default(60),
  nextStep: step.default(60),
});

export const usageCommands = {
  'usage.set-limit': command({
    input: z.strictObject({ extensionId: id, kind: z.enum(limitKinds), amount: amount.default(0) }),
    words: (input, read) =>
      input.kind === 'none'
        ? `${nameOf(read, input.extensionId)} may call outside without a limit.`
        : `Set the monthly limit of ${nameOf(read, input.extensionId)}.`,
    run(tx, { extensionId, kind, amount: limit }) {
      const extension = found(tx.get(extensions, extensionId), 'This extension');
      if (kind !== 'none' && extension.type !== 'normal')
        refuseField('kind', 'Only the extensions of people have a limit. Make it a normal extension first.');
      if (kind !== 'none' && limit === 0)
        refuseField(
          'amount',
          'Write what may be spent in a month. To forbid outside calls altogether, use an outbound rule.',
        );
      const row = { kind, amount: kind === 'none' ? 0 : limit };
      if (tx.get(usageLimits, extensionId)) tx.update(usageLimits, extensionId, row);
      else tx.insert(usageLimits, { id: extensionId, ...row });
    },
  }),

  /** The whole table of a trunk's rates. */
  'trunk.set-rates': command({
    input: z.strictObject({ trunkId: id, rates: z.array(rate).max(2000, 'At most 2,000 rates.') }),
    words: (input, read) => `Changed the rates of ${read.get(trunks, input.trunkId)?.name ?? input.trunkId}.`,
    run(tx, { trunkId, rates }) {
      found(tx.get(trunks, trunkId), 'This line');
      rates.forEach(({ prefix }, at) => {
        if (rates.findIndex((other) => other.prefix === prefix) !== at)
          refuseField(
            `rates.${at}.prefix`,
            `There are two rates for ${prefix === '' ? 'all other numbers' : `+${prefix}`}. Keep one.`,
          );
      });
      for (const row of tx.all(trunkRates, { trunkId })) tx.remove(trunkRates, row.id);
      for (const one of rates) tx.insert(trunkRates, { id: tx.newId('rat'), trunkId, ...one });
    },
  }),
};
