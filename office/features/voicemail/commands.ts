import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { mailboxes } from './table.ts';

export const pin = z.string().regex(/^[0-9]{4,8}$/, 'Use 4 to 8 digits.');

/** Why a PIN would be guessed at once, or undefined. */
export function weakPin(digits: string, number: string): string | undefined {
  if (digits === number) return 'The PIN must differ from the extension number.';
  if (/^(.)\1*$/.test(digits)) return 'Do not use the same digit throughout.';
  const steps = new Set([...digits].slice(1).map((digit, at) => Number(digit) - Number(digits[at])));
  if (steps.size === 1 && (steps.has(1) || steps.has(-1))) return 'Do not use digits in a row, like 1234.';
  return undefined;
}

/** A PIN that nobody guesses first. */
export function strongPin(tx: Pick<Tx, 'newPin'>, number: string): string {
  for (;;) {
    const digits = tx.newPin(4);
    if (weakPin(digits, number) === undefined) return digits;
  }
}

export const voicemailCommands = {
  'voicemail.set': command({
    input: z.strictObject({ extensionId: id, enabled: z.boolean().optional(), pin: pin.optional() }),
    words(input, read) {
      const extension = read.get(extensions, input.extensionId);
      const name = extension ? extensionName(extension) : input.extensionId;
      if (input.enabled === undefined) return `Changed the voicemail PIN of ${name}.`;
      return `Turned the voicemail of ${name} ${input.enabled ? 'on' : 'off'}.`;
    },
    run(tx, { extensionId, ...patch }) {
      const { number } = found(tx.get(extensions, extensionId), 'This extension');
      const weak = patch.pin === undefined ? undefined : weakPin(patch.pin, number);
      if (weak) refuseField('pin', weak);
      if (tx.get(mailboxes, extensionId)) tx.update(mailboxes, extensionId, patch);
      else
        tx.insert(mailboxes, {
          id: extensionId,
          enabled: patch.enabled ?? false,
          pin: patch.pin ?? strongPin(tx, number),
        });
    },
  }),
};
