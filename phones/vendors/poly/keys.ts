/**
 * Keys. A watched number is an entry of `attendant.resourceList`, a speed dial one of the phone's directory file; where the
 * phone can place keys, `lineKey.N` points at the entry. SoundPoint phones cannot: they fill their keys in a fixed order.
 */

import { oneLine, pickupPrefix } from '../checked.ts';
import type { PhoneKey, PhoneLine } from '../define.ts';
import { xmlElement } from '../xml.ts';
import type { Attribute } from '../xml-attributes.ts';

const CATEGORIES = { line: 'Line', blf: 'BLF', speed: 'SpeedDial', none: 'Unassigned' } as const;
const ORDER = ['line', 'blf', 'speed', 'none'] as const;

const isInOrder = (keys: readonly PhoneKey[]): boolean =>
  keys.every(
    (key, index) =>
      key.position === index + 1 &&
      (index === 0 || ORDER.indexOf(keys[index - 1]?.kind ?? 'line') <= ORDER.indexOf(key.kind)),
  );

export function keySettings(
  keys: readonly PhoneKey[],
  lines: readonly PhoneLine[],
  isPlaced: boolean,
): { settings: Attribute[]; directory: string; notes: string[] } {
  const watched = keys.filter((key) => key.kind === 'blf');
  const dialled = keys.filter((key) => key.kind === 'speed');
  const { prefix, note } = pickupPrefix(keys);
  let nextLine = 0;
  const index = (key: PhoneKey): number => {
    switch (key.kind) {
      case 'line':
        nextLine += 1;
        return key.line ?? lines[Math.min(nextLine, lines.length) - 1]?.position ?? 1;
      case 'blf':
        return watched.indexOf(key) + 1;
      case 'speed':
        return dialled.indexOf(key) + 1;
      case 'none':
        return 0;
    }
  };
  const settings: Attribute[] = [
    ...watched.flatMap((key, at): Attribute[] => [
      [`attendant.resourceList.${at + 1}.address`, key.number],
      [`attendant.resourceList.${at + 1}.label`, key.label ?? key.number, `keys.${key.position}`],
      [`attendant.resourceList.${at + 1}.type`, 'normal'],
    ]),
    ...(prefix === undefined
      ? []
      : ([
          ['feature.directedCallPickup.enabled', 1],
          ['call.directedCallPickupMethod', 'legacy'],
          ['call.directedCallPickupString', prefix],
        ] as const)),
    ...(isPlaced && keys.length > 0 ? ([['lineKey.reassignment.enabled', 1]] as const) : []),
    ...(isPlaced
      ? keys.flatMap((key): Attribute[] => [
          [`lineKey.${key.position}.category`, CATEGORIES[key.kind]],
          [`lineKey.${key.position}.index`, index(key)],
        ])
      : []),
  ];
  const items = dialled.map((key, at) => {
    const field = `keys.${key.position}`;
    return `  <item>${xmlElement('ln', {}, '')}${xmlElement('fn', {}, oneLine(key.label ?? '', field))}${xmlElement('ct', {}, key.number)}${xmlElement('sd', {}, String(at + 1))}</item>\n`;
  });
  return {
    settings,
    directory: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<directory>\n <item_list>\n${items.join('')} </item_list>\n</directory>\n`,
    notes: [
      ...(note === undefined ? [] : [note]),
      ...(isPlaced || isInOrder(keys)
        ? []
        : ['This phone fills its keys in its own order: lines, then watched numbers, then speed dials.']),
    ],
  };
}
