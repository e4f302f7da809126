/**
 * Who built a network port, by the block of its MAC in the shipped IEEE listing. The longest block wins, because IEEE sells
 * blocks of 7 and 9 digits inside those of 6. Unpacked when first asked: a few milliseconds, once.
 */

import { inflateRawSync } from 'node:zlib';
import { isLocallyAdministered, longestPrefix, type Mac } from '../mac.ts';
import { packedBlocks } from './oui-data.ts';

let makers: ReadonlyMap<string, string> | undefined;

function unpack(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of inflateRawSync(Buffer.from(packedBlocks, 'base64')).toString('utf8').split('\n')) {
    const [name = '', blocks = ''] = line.split('\t');
    for (const block of blocks.split(' ')) found.set(block, name);
  }
  return found;
}

export const makerBlocks = (): ReadonlyMap<string, string> => (makers ??= unpack());

/** As the IEEE writes the name; undefined for randomised addresses, which name nobody, and for blocks sold since. */
export const makerOf = (mac: Mac): string | undefined =>
  isLocallyAdministered(mac) ? undefined : longestPrefix(mac, makerBlocks());
