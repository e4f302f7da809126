import { z } from 'zod';
import { refuse } from '../../office/core/refusal.ts';
import { parseMac } from '../../phones/mac.ts';
import { action } from '../action.ts';

/** Accepted in any usual form (spec P3). */
const mac = z
  .string()
  .max(40)
  .transform((text, context) => {
    const parsed = parseMac(text);
    if (parsed !== undefined) return parsed;
    context.addIssue({
      code: 'custom',
      message: 'This is not a MAC address. It has 12 hex digits, like 00:04:13:0A:0B:0C.',
    });
    return z.NEVER;
  });

export const phoneActions = {
  'phone.resync': action({
    input: z.strictObject({ mac, reboot: z.boolean().default(false) }),
    async run({ desk }, input) {
      await desk.tell(input.mac, input.reboot ? 'reboot' : 'resync');
      return { value: null };
    },
  }),
  /** Shows a text on the phone, so that the right one of two alike is found (spec P3). */
  'phone.identify': action({
    input: z.strictObject({ mac, text: z.string().max(40).default('This is the phone') }),
    async run({ desk }, input) {
      await desk.identify(input.mac, input.text);
      return { value: null };
    },
  }),
  /** Takes a device that was seen, but never adopted, off the list of new ones. */
  'phone.ignore': action({
    input: z.strictObject({ mac }),
    run({ desk }, input) {
      if (!desk.seen(input.mac)) refuse({ kind: 'not-found', message: 'Nobody has seen this phone.' });
      desk.ignore(input.mac);
      return { value: null };
    },
  }),
  /** Takes back `phone.ignore`. */
  'phone.restore': action({
    input: z.strictObject({ mac }),
    run({ desk }, input) {
      if (!desk.seen(input.mac)) refuse({ kind: 'not-found', message: 'Nobody has seen this phone.' });
      desk.restore(input.mac);
      return { value: null };
    },
  }),
};
