/**
 * Numbers as people write them, one or many: each on a line or after a comma, and blocks such as "+49 30 1234567-00 to -49" or
 * "030 1234500 - 030 1234549". Pure.
 */
import { toE164, type E164 } from '../../core/phone-number.ts';

export type Block = { numbers: E164[] } | { problem: string };

/** More at once is a slip of the finger. */
export const mostNumbers = 1000;

/** "to" in the languages of the letters in which carriers tell it. */
const until = /\s*(?:\bto\b|\bbis\b|\bà\b|\ba\b|\bfino a\b|\bhasta\b|\.\.+|…|–|—|\s-\s)\s*/i;

export function numbersIn(text: string, country: string): Block {
  const found: E164[] = [];
  for (const part of text.split(/[\n,;]+/).map((one) => one.trim())) {
    if (part === '') continue;
    const [from = '', to, ...more] = part.split(until).map((one) => one.trim());
    if (more.length > 0)
      return { problem: `“${part.slice(0, 60)}” has more than one “to”. Write one block on a line.` };
    const first = toE164(from, country);
    if (first === undefined) return { problem: notWhole(from, country) };
    if (to === undefined) {
      found.push(first);
      continue;
    }
    const last = lastOf(first, to, country);
    if (last === undefined)
      return { problem: `“${to.slice(0, 40)}” is not the end of a block that begins with ${first}.` };
    const count = Number(BigInt(last.slice(1)) - BigInt(first.slice(1))) + 1;
    if (last.length !== first.length || count < 1)
      return {
        problem: `The block from ${first} to ${last} runs backwards or changes its length. Write the smaller number first.`,
      };
    if (found.length + count > mostNumbers) return { problem: `At most ${mostNumbers} numbers can be added at once.` };
    for (let at = 0; at < count; at += 1) found.push(`+${(BigInt(first.slice(1)) + BigInt(at)).toString()}`);
  }
  if (found.length === 0) return { problem: 'Write a number, for example 030 1234567.' };
  return { numbers: [...new Set(found)] };
}

/** A whole number, or only its end: "-49" after "...-00". */
function lastOf(first: E164, to: string, country: string): E164 | undefined {
  const digits = to.replace(/[^0-9]/g, '');
  if (/^[-/ ]*[0-9]{1,6}$/.test(to) && digits.length < first.length - 4) return first.slice(0, -digits.length) + digits;
  return toE164(to, country);
}

const notWhole = (text: string, country: string): string =>
  `“${text.slice(0, 40)}” is not a whole number of the public network. Write it with + and country code, or as it is dialled in your country (${country}).`;
