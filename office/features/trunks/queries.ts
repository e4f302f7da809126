import { z } from 'zod';
import { query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { siteOf } from './endpoint.ts';
import type { Trunk } from './read.ts';
import { trunks } from './table.ts';

/** What a screen may see: not the password. */
function shown(read: Read, { password, codecs, ...trunk }: Trunk) {
  return {
    ...trunk,
    codecs: codecs.split(','),
    hasPassword: password !== '',
    site: siteOf(read, trunk).name,
    numbers: read.count(publicNumbers, { trunkId: trunk.id }),
  };
}

export const trunkQueries = {
  'trunk.list': query({
    input: z.strictObject({}),
    topics: ['trunks', 'sites', 'public_numbers'],
    run: ({ read }) => ({
      rows: read
        .all(trunks)
        .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
        .map((trunk) => shown(read, trunk)),
    }),
  }),
  'trunk.get': query({
    input: z.strictObject({ id }),
    topics: ['trunks', 'sites', 'public_numbers'],
    run: ({ read }, input) => shown(read, found(read.get(trunks, input.id), 'This trunk')),
  }),
  /** For the box on the LAN into which they must be typed. */
  'trunk.credentials': query({
    input: z.strictObject({ id }),
    topics: ['trunks'],
    run({ read }, input) {
      const trunk = found(read.get(trunks, input.id), 'This trunk');
      return { username: trunk.username, password: trunk.password };
    },
  }),
};
