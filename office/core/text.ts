/** Text typed by people, as zod schemas: one line or a secret, without characters that no name or form needs. */
import { z } from 'zod';

// C0 and C1 controls, line and paragraph separators, bidi overrides and isolates, lone surrogates, byte order mark.
const forbidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

export function line(max: number, what: string) {
  return z
    .string()
    .max(4 * max, `${what} is too long: at most ${max} characters.`)
    .refine(
      (text) => !forbidden.test(text),
      `${what} contains a character that cannot be shown. Type it again by hand.`,
    )
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => [...text].length <= max, `${what} is too long: at most ${max} characters.`);
}

export function requiredLine(max: number, what: string) {
  return line(max, what).refine((text) => text.length > 0, `${what} is missing.`);
}

/** Empty, or an address with one @ and a domain with a dot; a single one, no list, no display name. */
export const email = line(254, 'The e-mail address').refine(
  (text) =>
    text === '' ||
    (/^[A-Za-z0-9.!#%&'*+/=?^_{}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/.test(
      text,
    ) &&
      !/^\.|\.\.|\.@|^-/.test(text)),
  'Write one e-mail address, for example anna@example.com.',
);

/** An id made by the product. */
export const id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'This is not an id of this office.');

/** The addresses of a list as it is stored: `anna@example.com, ben@example.com`. */
export const addressesIn = (list: string): string[] => list.split(/[\s,;]+/).filter((one) => one !== '');

/** Empty, or up to ten addresses with commas, semicolons or spaces between them; each is kept once. */
export const emails = line(1000, 'The e-mail addresses').transform((text, context) => {
  const list = [...new Set(addressesIn(text))];
  const bad = list.find((one) => !email.safeParse(one).success);
  if (bad !== undefined)
    context.addIssue({
      code: 'custom',
      message: `“${bad}” is no e-mail address. Write addresses like anna@example.com, with commas between them.`,
    });
  if (list.length > 10) context.addIssue({ code: 'custom', message: 'At most 10 addresses.' });
  return list.join(', ');
});
