/** What a phone is known by, as people type it and devices say it. */
import { z } from 'zod';
import { line } from '../../core/text.ts';

/** Twelve hex digits in any usual form; neither a group address nor nothing. */
export const mac = z
  .string()
  .transform((text) =>
    text
      .trim()
      .replace(/[\s:.-]/g, '')
      .toLowerCase(),
  )
  .refine(
    (text) => /^[0-9a-f]{12}$/.test(text),
    'Write the MAC address as on the label of the phone, 12 digits and letters A to F.',
  )
  .refine(
    (text) => (Number.parseInt(text.slice(0, 2), 16) & 1) === 0 && text !== '000000000000',
    'This MAC address belongs to no single device. Compare it with the label of the phone.',
  );

/** As the phone names itself; the vendor's folder knows what to do with it. */
export const vendor = z.string().regex(/^[a-z0-9-]{1,32}$/, 'This vendor is not known.');
export const model = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._+/-]{0,39}$/, 'This model is not known.');
export const label = line(60, 'The label');
