import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { formatNumber, toE164 } from '../../core/phone-number.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { allowedNumbers } from './read.ts';
import { callerIdChoices, callerIdModes, callerIdRequests, callerIds, forwardShows } from './table.ts';

const typedNumber = z.string().max(40, 'No number is that long.');

const nameOf = (read: Read, extensionId: string) => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

export const countryOf = (read: Read, extensionId: string): string => {
  const extension = read.get(extensions, extensionId);
  return (extension && read.get(sites, extension.siteId)?.country) ?? defaultSite(read).country;
};

function numberIn(read: Read, extensionId: string, text: string, path: string): string {
  if (text.trim() === '') return '';
  return (
    toE164(text, countryOf(read, extensionId)) ??
    refuseField(path, 'This cannot be a telephone number. Write it with its area code, for example +49 30 1234567.')
  );
}

export const callerIdCommands = {
  'caller-id.set': command({
    input: z.strictObject({
      extensionId: id,
      mode: z.enum(callerIdModes).optional(),
      /** The choice of `fixed`. */
      number: typedNumber.optional(),
      hidden: z.boolean().optional(),
      forwardShows: z.enum(forwardShows).optional(),
      mobile: typedNumber.optional(),
      internalNumber: z.union([z.literal(''), internalNumber]).optional(),
      internalName: line(40, 'The name').optional(),
      /** Public numbers that the extension may choose from; none: every active one of its site. */
      allowed: z.array(id).max(200, 'At most 200 numbers.').optional(),
    }),
    words: (input, read) =>
      input.hidden === undefined
        ? `Changed what ${nameOf(read, input.extensionId)} shows when calling.`
        : `${nameOf(read, input.extensionId)} ${input.hidden ? 'hides' : 'shows'} its number when calling.`,
    run(tx, { extensionId, number, mobile, allowed, ...rest }) {
      found(tx.get(extensions, extensionId), 'This extension');
      if (allowed) storeAllowed(tx, extensionId, [...new Set(allowed)]);
      const patch = {
        ...rest,
        ...(number === undefined ? {} : { number: numberIn(tx, extensionId, number, 'number') }),
        ...(mobile === undefined ? {} : { mobile: numberIn(tx, extensionId, mobile, 'mobile') }),
      };
      const { internalNumber: shown } = patch;
      if (shown && !tx.holder(shown))
        refuseField(
          'internalNumber',
          `There is no ${shown} in this office. Colleagues who call back must reach somebody.`,
        );
      const row = tx.get(callerIds, extensionId)
        ? tx.update(callerIds, extensionId, patch)
        : tx.insert(callerIds, { id: extensionId, ...patch });
      if (row.mode === 'fixed' && (number !== undefined || rest.mode !== undefined))
        refuseForeign(tx, extensionId, row.number);
    },
  }),

  'caller-id.request': command({
    input: z.strictObject({
      extensionId: id,
      number: typedNumber.min(1, 'Write the number.'),
      reason: line(200, 'The reason').default(''),
    }),
    words: (input, read) => `${nameOf(read, input.extensionId)} asked to show another number.`,
    run(tx, { extensionId, number, reason }) {
      found(tx.get(extensions, extensionId), 'This extension');
      const wanted = numberIn(tx, extensionId, number, 'number');
      if (wanted === '') refuseField('number', 'Write the number.');
      if (allowedNumbers(tx, extensionId).some((one) => one.number === wanted))
        refuseField('number', 'This number may be shown already. Choose it from the list.');
      if (tx.all(callerIdRequests, { extensionId, number: wanted, status: 'pending' }).length > 0)
        refuseField('number', 'This number was asked for already and waits for an answer.');
      return {
        id: tx.insert(callerIdRequests, { id: tx.newId('ask'), extensionId, number: wanted, reason, at: tx.now }).id,
      };
    },
  }),

  'caller-id.answer': command({
    input: z.strictObject({ id, approve: z.boolean(), answer: line(200, 'The answer').default('') }),
    words(input, read) {
      const request = read.get(callerIdRequests, input.id);
      return `${input.approve ? 'Allowed' : 'Refused'} ${request ? `${nameOf(read, request.extensionId)} to show ${request.number}` : 'a caller ID'}.`;
    },
    run(tx, { id: requestId, approve, answer }) {
      found(tx.get(callerIdRequests, requestId), 'This request');
      tx.update(callerIdRequests, requestId, { status: approve ? 'approved' : 'refused', answer });
    },
  }),

  'caller-id.withdraw': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Took back the caller ID ${read.get(callerIdRequests, input.id)?.number ?? ''}.`,
    run(tx, input) {
      found(tx.get(callerIdRequests, input.id), 'This request');
      tx.remove(callerIdRequests, input.id);
    },
  }),
};

function storeAllowed(tx: Tx, extensionId: string, numberIds: readonly string[]): void {
  const siteId = tx.get(extensions, extensionId)?.siteId;
  for (const row of tx.all(callerIdChoices, { extensionId })) tx.remove(callerIdChoices, row.id);
  for (const numberId of numberIds) {
    const number = found(tx.get(publicNumbers, numberId), 'A number in this list');
    if (number.siteId !== siteId)
      refuseField('allowed', `${number.number} belongs to another site. Choose numbers of the same site.`);
    tx.insert(callerIdChoices, { id: tx.newId('cho'), extensionId, numberId });
  }
}

function refuseForeign(read: Read, extensionId: string, number: string): void {
  const allowed = allowedNumbers(read, extensionId);
  if (number === '') refuseField('number', 'Choose the number that is shown.');
  if (allowed.some((one) => one.number === number)) return;
  const some = allowed.slice(0, 3).map((one) => formatNumber(one.number, countryOf(read, extensionId)));
  refuse({
    kind: 'rule',
    rule: 'foreign-caller-id',
    message: `${formatNumber(number)} is not a number that this extension may show${some.length === 0 ? '' : `, but ${some.join(', ')} ${some.length === 1 ? 'is' : 'are'}`}. Ask for it, and an administrator can allow it.`,
    issues: [{ path: 'number', message: 'This extension may not show this number.' }],
    remedy: {
      label: 'Ask for this number',
      command: 'caller-id.request',
      input: { extensionId, number },
    },
  });
}
