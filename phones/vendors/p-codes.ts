/**
 * Settings by number: `<P47>sip.example</P47>` within `<config version="1">`, as Grandstream and, with other numbers, Htek
 * have them. The phone keeps each value as one line of text.
 */

import { CannotRender } from './define.ts';
import { lineText } from './key-value.ts';
import { xmlElement } from './xml.ts';

export type PCode = readonly [code: number, value: string | number, /** Htek's comment on the number. */ para?: string];

export function pCodeDocument(root: 'gs_provision' | 'hl_provision', codes: readonly PCode[], mac?: string): string {
  const seen = new Set<number>();
  for (const [code] of codes) {
    if (seen.has(code)) throw new CannotRender(`P${code}`, 'is given twice');
    seen.add(code);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} version="1">`,
    ...(mac === undefined ? [] : [`  ${xmlElement('mac', {}, mac)}`]),
    '  <config version="1">',
    ...codes.map(
      ([code, value, para]) => `    ${xmlElement(`P${code}`, { para }, lineText(String(value), `P${code}`, 1024))}`,
    ),
    '  </config>',
    `</${root}>`,
    '',
  ].join('\n');
}
