import { z } from 'zod';
import { command, type PhoneChange } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { customPin, pin, weakPin } from './rules.ts';
import { pins } from './table.ts';

const nameOf = (read: Read, extensionId: string): string => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

export const pinCommands = {
  /** The default PIN opens again, at once, and the next sign-in asks for a new one. */
  'pin.reset': command({
    input: z.strictObject({ extensionId: id }),
    words: (input, read) => `Reset the PIN of ${nameOf(read, input.extensionId)} to its default.`,
    run(tx, { extensionId }) {
      const before = found(tx.get(pins, extensionId), 'This number');
      tx.update(pins, extensionId, { customHash: '', locked: false, resets: before.resets + 1 });
    },
  }),

  /** Somebody's own PIN stays as it is: this is the one that a reset puts back. */
  'pin.set-default': command({
    input: z.strictObject({ extensionId: id, pin }),
    words: (input, read) => `Changed the default PIN of ${nameOf(read, input.extensionId)}.`,
    run(tx, { extensionId, pin: digits }) {
      const { number } = found(tx.get(extensions, extensionId), 'This extension');
      const weak = weakPin(digits, number);
      if (weak) refuseField('pin', weak);
      tx.update(pins, extensionId, { defaultPin: digits });
    },
  }),
};

const atDevice = (read: Read, device: string): string => {
  const extensionId = device.slice(0, device.lastIndexOf('-'));
  const identity = read.all(identities, { extensionId }).find((one) => device === `${extensionId}-${one.slot}`);
  return identity ? ` at ${identity.label}` : '';
};

export const pinPhoneChanges: Readonly<Record<'pin' | 'pin-locked', PhoneChange>> = {
  pin: {
    words: ({ device }, read) => `chose a new PIN${atDevice(read, device)}`,
    apply(tx, { ext, value }) {
      if (!customPin.test(value)) return 'The PIN could not be read.';
      tx.update(pins, ext, { customHash: value });
      return undefined;
    },
  },
  'pin-locked': {
    words: ({ device }, read) => `locked the PIN by three wrong tries${atDevice(read, device)}`,
    apply(tx, { ext }) {
      tx.update(pins, ext, { locked: true });
      return undefined;
    },
  },
};
