/** 2N door phones. Reference A5 (unconfirmed), A8, B2: a common file by product, then its own, MAC with hyphens. */

import { allOf, folder, obeysCheckSync, parted, upper, type VendorBoot } from './define.ts';

/** Code of the product in file names, by the start of the model's name. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/verso 2/i, 'hipvo2'],
  [/verso/i, 'hipve'],
  [/vario/i, 'hip'],
  [/force/i, 'hipfo'],
  [/safety/i, 'hipsf'],
  [/base/i, 'hipba'],
  [/solo/i, 'hipso'],
  [/style/i, 'hipst'],
  [/uni/i, 'hipun'],
  [/one/i, 'hipon'],
];

const codeOf = (model: string): string => CODES.find(([name]) => name.test(model))?.[1] ?? 'hip';

export const twoN: VendorBoot = {
  firmware: '2.45.0.55.3',
  ways: ['dhcp', 'stored'],
  dhcpOptions: [66, 150],
  bareHost: 'tftp',
  httpUserAgent: (who) => `2N ${who.model} ${who.firmware}`,
  sipUserAgent: (who) => `2N ${who.model} ${who.firmware}`,
  requests: (told, who) => {
    const code = codeOf(who.model);
    return allOf(folder(told), [`${code}_common.xml`, `${code}-${parted(upper(who), '-')}.xml`]);
  },
  obeys: obeysCheckSync,
};
