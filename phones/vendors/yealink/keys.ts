/** Keys in Yealink's words: type 0 nothing, 13 speed dial, 15 line, 16 watched number (guide of v83, "DSS key types"). */

import type { PhoneKey, PhoneLine } from '../define.ts';
import { dottedText, type Setting } from '../key-value.ts';
import { linesOfKeys } from '../said.ts';
import type { YealinkModel } from './models.ts';

const TYPES = { none: 0, speed: 13, line: 15, blf: 16 } as const;

/** EXP20: its key 21 turns the page. */
const EXP20_PAGE = 21;

function place(position: number, row: YealinkModel | undefined): string {
  const own = row?.keys ?? 0;
  const each = row?.expansion?.keysEach ?? 0;
  if (position <= own || each === 0) return `linekey.${position}`;
  const index = position - own - 1;
  const key = (index % each) + 1;
  return `expansion_module.${Math.floor(index / each) + 1}.key.${each === 39 && key >= EXP20_PAGE ? key + 1 : key}`;
}

export function keySettings(
  keys: readonly PhoneKey[],
  row: YealinkModel | undefined,
  lines: readonly PhoneLine[],
): Setting[] {
  const lineOf = linesOfKeys(keys, lines);
  return keys.flatMap((key): Setting[] => {
    const at = place(key.position, row);
    const settings: Setting[] = [[`${at}.type`, TYPES[key.kind]]];
    if (key.kind === 'none') return settings;
    // The T32G and T38G count accounts from 0 on watching keys (field reports).
    const first = row?.model === 'T32G' || row?.model === 'T38G' ? 0 : 1;
    if (key.kind === 'line') {
      settings.push([`${at}.line`, lineOf.get(key.position) ?? 1]);
    } else {
      settings.push([`${at}.line`, key.kind === 'blf' ? first : 1], [`${at}.value`, key.number]);
    }
    if (key.kind === 'blf' && key.pickup !== undefined) settings.push([`${at}.extension`, key.pickup]);
    if (key.label !== undefined && key.label !== '')
      settings.push([`${at}.label`, dottedText(key.label, `keys.${key.position}`)]);
    return settings;
  });
}
