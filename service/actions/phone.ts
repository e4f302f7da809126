import { z } from 'zod';
import { refuse } from '../../office/core/refusal.ts';
import { parseMac } from '../../phones/mac.ts';
import { action } from '../action.ts';
import type { Asked, AskedAction } from '../phones/asking.ts';
import type { PhoneDesk } from '../phones/desk.ts';

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

async function told(desk: PhoneDesk, to: string, what: AskedAction, text?: string): Promise<{ value: Asked }> {
  const asked = await desk.acting.ask(to, what, text);
  if (asked.state === 'failed') refuse({ kind: 'unavailable', message: asked.words ?? 'The phone could not be told.' });
  return { value: asked };
}

export const phoneActions = {
  /** Resolves when the phone was told; what became of it says `phone.asked`. */
  'phone.resync': action({
    input: z.strictObject({ mac, reboot: z.boolean().default(false) }),
    run: ({ desk }, input) => told(desk, input.mac, input.reboot ? 'reboot' : 'resync'),
  }),
  /** Shows a text on the phone, or lets it ring, so that the right one of two alike is found (spec P3). */
  'phone.identify': action({
    input: z.strictObject({
      mac,
      text: z.string().max(40).default('This is the phone'),
      ring: z.boolean().default(false),
    }),
    run: ({ desk }, input) => told(desk, input.mac, input.ring ? 'ring' : 'identify', input.text),
  }),
  /** The same of many phones, in steps, see service/phones/rollout.ts. */
  'phones.ask': action({
    input: z.strictObject({
      macs: z.array(mac).min(1, 'Choose at least one phone.').max(10_000),
      action: z.enum(['resync', 'reboot']),
    }),
    run: ({ desk }, input) => ({ value: { id: desk.acting.askMany(input.macs, input.action).id } }),
  }),
  'phones.go-on': action({
    input: z.strictObject({}),
    run({ desk }) {
      desk.acting.goOn();
      return { value: null };
    },
  }),
  'phones.stop': action({
    input: z.strictObject({}),
    run({ desk }) {
      desk.acting.stop();
      return { value: null };
    },
  }),
  /** A phone that turned up in another network stands where it stood: only the network is another. */
  'phone.confirm-place': action({
    input: z.strictObject({ mac }),
    run({ desk }, input) {
      desk.confirmPlace(input.mac);
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
