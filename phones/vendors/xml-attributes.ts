/** Settings as attributes of one element (`<polycomConfig reg.1.address="..."/>`), one a line, so that people can compare files. */

import { oneLine } from './checked.ts';
import { xmlText } from './xml.ts';

/** `field`: the part of the profile that the value comes from, for the message when it cannot be said. */
export type Attribute = readonly [name: string, value: string | number, field?: string];

/** Names come from vendor tables, never from users. */
export const attributesElement = (name: string, attributes: readonly Attribute[]): string =>
  [
    `<${name}`,
    ...attributes.map(([key, value, field = key]) => ` ${key}="${xmlText(oneLine(String(value), field), field)}"`),
    '/>',
    '',
  ].join('\n');
