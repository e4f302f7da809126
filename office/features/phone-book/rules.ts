/** What an entry of the phone book has to be. */
import { internalNumber } from '../../core/numbering.ts';
import { toE164 } from '../../core/phone-number.ts';
import type { Read } from '../../core/store.ts';
import { requiredLine } from '../../core/text.ts';
import { defaultSite } from '../sites/rules.ts';

/** As long as the narrowest screens of phones can scroll. */
export const entryName = requiredLine(60, 'The name');

/** A number that the office has, or one of the public network as E.164; undefined when it is neither. */
export function bookNumber(read: Read, typed: string): string | undefined {
  const digits = typed.replace(/[\s().\u00a0/-]/g, '');
  if (internalNumber.safeParse(digits).success && read.holder(digits)) return digits;
  return toE164(typed.replaceAll('/', ' '), defaultSite(read).country);
}
