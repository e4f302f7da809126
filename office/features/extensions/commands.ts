import { z } from 'zod';
import { destination } from '../../core/destination.ts';
import { command } from '../../core/feature.ts';
import { internalNumber, nextFreeNumber } from '../../core/numbering.ts';
import { reachableAddress } from '../../core/network-address.ts';
import { found, refuse } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { insteadWords } from '../call-flows/sentence.ts';
import { callerIdChoices, callerIdRequests, callerIds } from '../caller-ids/table.ts';
import { forwardId } from '../forwarding/rules.ts';
import { forwards, forwardTargets, vipCallers } from '../forwarding/table.ts';
import { defaultSite, emergencyMeaning } from '../sites/rules.ts';
import { removeKeys } from '../keys/commands.ts';
import { removeCommonKeys } from '../keys/common.ts';
import { commonKeys, phoneKeys } from '../keys/table.ts';
import { forgetHotDesks } from '../hot-desks/commands.ts';
import { givePin } from '../pins/rules.ts';
import { outboundPasscodes, outboundPeople } from '../outbound/table.ts';
import { noAnswers } from '../no-answer/table.ts';
import { pins } from '../pins/table.ts';
import { usageLimits } from '../usage-limits/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { unavailable } from '../unavailable/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { extensionName, identitiesOf } from './legs.ts';
import { extensions, extensionTypes } from './table.ts';

/** 1 to 600 seconds: longer than any caller waits, shorter than a phone's own limit. */
export const ringTime = z.int('Use whole seconds.').min(1, 'At least 1 second.').max(600, 'At most 600 seconds.');

const fields = {
  label: line(60, 'The name'),
  type: z.enum(extensionTypes),
  siteId: id,
  userId: id.nullable(),
  ringSeconds: ringTime,
  localServerAddress: reachableAddress,
};

const newExtension = z.strictObject({
  number: internalNumber.optional(),
  label: fields.label.default(''),
  type: fields.type.default('normal'),
  siteId: fields.siteId.optional(),
  userId: fields.userId.default(null),
  ringSeconds: fields.ringSeconds.optional(),
});

const extensionPatch = z.strictObject({
  id,
  label: fields.label.optional(),
  type: fields.type.optional(),
  siteId: fields.siteId.optional(),
  userId: fields.userId.optional(),
  ringSeconds: fields.ringSeconds.optional(),
  localServerAddress: fields.localServerAddress.optional(),
});

export function nextNumber(read: Read): string {
  return nextFreeNumber(read, (number) => emergencyMeaning(read, number) !== undefined);
}

function nameOf(read: Read, extensionId: string): string {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
}

export const extensionCommands = {
  'extension.create': command({
    input: newExtension,
    words: (input, read) => `Added extension ${`${input.number ?? nextNumber(read)} ${input.label}`.trim()}.`,
    run(tx, { number = nextNumber(tx), siteId = defaultSite(tx).id, ...rest }) {
      const extension = tx.insert(extensions, { id: tx.newId('ext'), number, siteId, ...rest });
      givePin(tx, extension.id, number);
      return { id: extension.id, number };
    },
  }),

  'extension.update': command({
    input: extensionPatch,
    words: (input, read) => `Changed extension ${nameOf(read, input.id)}.`,
    run: (tx, { id: extensionId, ...patch }) => void tx.update(extensions, extensionId, patch),
  }),

  /**
   * The id stays, and with it voicemail, groups and history. Forwards that name the old number follow. VIP lists do
   * not: they name what a caller shows, and whether the person or the number was meant only their owner knows.
   */
  'extension.renumber': command({
    input: z.strictObject({ id, number: internalNumber }),
    words: (input, read) => `Gave ${nameOf(read, input.id)} the number ${input.number}.`,
    run(tx, input) {
      const before = found(tx.get(extensions, input.id), 'This extension');
      tx.update(extensions, input.id, { number: input.number });
      if (before.number === input.number) return;
      tx.run('number.moved', { from: before.number, to: input.number });
    },
  }),

  /** `instead`: what led to it leads there, see destinations/instead.ts; who has it as a member keeps it all the same. */
  'extension.delete': command({
    input: z.strictObject({ id, instead: destination.optional() }),
    words: (input, read) => `Removed extension ${nameOf(read, input.id)}${insteadWords(read, input.instead)}.`,
    run(tx, input) {
      found(tx.get(extensions, input.id), 'This extension');
      if (input.instead !== undefined) tx.run('destination.replace', input);
      removeExtension(tx, input.id);
    },
  }),

  'extension.set-do-not-disturb': command({
    input: z.strictObject({ id, on: z.boolean() }),
    words: (input, read) => `Turned do not disturb ${input.on ? 'on' : 'off'} for ${nameOf(read, input.id)}.`,
    run: (tx, input) => void tx.update(extensions, input.id, { doNotDisturb: input.on }),
  }),

  'extension.set-call-waiting': command({
    input: z.strictObject({ id, on: z.boolean(), busyForwardOff: z.boolean().optional() }),
    words: (input, read) => `Turned call waiting ${input.on ? 'on' : 'off'} for ${nameOf(read, input.id)}.`,
    run(tx, input) {
      const extension = tx.update(extensions, input.id, { callWaiting: input.on });
      const busy = tx.get(forwards, forwardId(input.id, 'busy'));
      if (!input.on || !busy?.enabled) return;
      if (input.busyForwardOff) tx.update(forwards, busy.id, { enabled: false });
      else
        refuse({
          kind: 'rule',
          rule: 'busy-forward-or-call-waiting',
          message: `${extensionName(extension)} forwards calls to ${busy.number} when busy, so a second call cannot wait. Turn that forwarding off to have call waiting.`,
          remedy: {
            label: 'Stop forwarding when busy and turn call waiting on',
            command: 'extension.set-call-waiting',
            input: { ...input, busyForwardOff: true },
          },
        });
    },
  }),
};

/** Everything that is a part of the extension goes with it; what others built on it keeps it from being removed. */
function removeExtension(tx: Tx, extensionId: string): void {
  forgetHotDesks(tx, { extensionId });
  removeKeys(tx, tx.all(phoneKeys, { extensionId }));
  // A lamp of nobody is no key: it goes from the phones of the others as well.
  removeKeys(tx, tx.all(phoneKeys, { kind: 'lamp', target: extensionId }));
  removeCommonKeys(tx, tx.all(commonKeys, { kind: 'lamp', target: extensionId }));
  // Nobody else can call a personal speed dial.
  for (const dial of tx.all(speedDials, { extensionId })) tx.remove(speedDials, dial.id);
  for (const identity of identitiesOf(tx, extensionId)) tx.run('identity.delete', { id: identity.id });
  for (const table of [
    forwards,
    forwardTargets,
    vipCallers,
    callerIdChoices,
    callerIdRequests,
    outboundPeople,
  ] as const) {
    for (const row of tx.all(table, { extensionId })) tx.remove(table, row.id);
  }
  for (const table of [unavailable, mailboxes, noAnswers, pins, callerIds, usageLimits, outboundPasscodes] as const)
    if (tx.get(table, extensionId)) tx.remove(table, extensionId);
  tx.remove(extensions, extensionId);
}
