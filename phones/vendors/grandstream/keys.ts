/**
 * Keys of phones. Line keys ("VPK") say their mode as a word, because the numbers for modes differ between firmwares; keys with a
 * lamp of their own ("MPK") have numbers. Picking up is a prefix for the whole account, not a number for each key.
 */

import { pickupPrefix } from '../checked.ts';
import type { PhoneKey, PhoneLine } from '../define.ts';
import { lineText } from '../key-value.ts';
import type { PCode } from '../p-codes.ts';
import { linesOfKeys } from '../said.ts';
import type { GrandstreamFamily, GrandstreamModel } from './models.ts';

const WORDS = { none: 'none', line: 'line', speed: 'speeddial', blf: 'blf' } as const;
const NUMBERS = { none: -1, line: -1, speed: 0, blf: 1 } as const;
type Place = { mode: number; account: number; label: number; value: number };

function lineKeyAt(position: number): Place {
  if (position <= 6) {
    const offset = 2 * (position - 1);
    return { mode: 1363 + offset, account: 1364 + offset, label: 1465 + offset, value: 1466 + offset };
  }
  const base = 23_800 + 4 * (position - 7);
  return { mode: base, account: base + 1, label: base + 2, value: base + 3 };
}

function watchKeyAt(position: number): Place {
  if (position <= 7) {
    const base = 301 + 3 * (position - 1);
    return { mode: 322 + position, account: base, label: base + 1, value: base + 2 };
  }
  const base = position <= 18 ? 353 + 4 * (position - 8) : 1440 + 4 * (position - 19);
  return { mode: base, account: base + 1, label: base + 2, value: base + 3 };
}

/** Of the account whose keys watch: the first. */
const PICKUP_PREFIX = 1347;

export function keyCodes(
  keys: readonly PhoneKey[],
  row: GrandstreamModel | undefined,
  lines: readonly PhoneLine[],
): { codes: PCode[]; notes: string[] } {
  const ownLines = row?.lineKeys ?? 0;
  const { prefix, note } = pickupPrefix(keys);
  const notes = note === undefined ? [] : [note];
  const lineOf = linesOfKeys(keys, lines);
  const codes = keys.flatMap((key): PCode[] => {
    const isLineKey = key.position <= ownLines;
    const { mode, account, label, value } = isLineKey ? lineKeyAt(key.position) : watchKeyAt(key.position - ownLines);
    if (key.kind === 'line' && !isLineKey)
      notes.push(`Key ${key.position} of this model cannot be a line key; it is left empty.`);
    const number = key.kind === 'blf' || key.kind === 'speed' ? key.number : '';
    return [
      [mode, isLineKey ? WORDS[key.kind] : NUMBERS[key.kind]],
      [account, (lineOf.get(key.position) ?? 1) - 1],
      [label, lineText(key.label ?? '', `keys.${key.position}`)],
      [value, number],
    ];
  });
  return { codes: prefix === undefined ? codes : [...codes, [PICKUP_PREFIX, prefix]], notes };
}

export const keysAreKnown = (family: GrandstreamFamily): boolean => !family.startsWith('android');
