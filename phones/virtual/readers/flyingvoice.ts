/** Reads Flyingvoice's files: the grammar of Yealink's, with one name of its own for picking up on watching keys. */

import type { SettingsReader } from '../settings.ts';
import { readYealink } from './yealink.ts';

export const readFlyingvoice: SettingsReader = (files) => {
  const read = readYealink(files);
  return {
    ...read,
    keys: read.keys.map((key) => {
      const pickup = read.values.get(`linekey.${key.position}.pickup_value`);
      return pickup === undefined ? key : { ...key, pickup };
    }),
  };
};
