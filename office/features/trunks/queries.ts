import { z } from 'zod';
import { query, type QueryContext } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { siteOf } from './endpoint.ts';
import type { Trunk } from './read.ts';
import { trunkState } from './state.ts';
import { trunks } from './table.ts';

/** What a screen may see: not the password. */
function shown({ read, observed, now }: QueryContext, whole: Trunk) {
  const { password, codecs, ...trunk } = whole;
  const seen = observed.trunks.find((one) => one.id === trunk.id);
  return {
    ...trunk,
    state: trunkState(trunk, seen, now),
    observed: seen ?? null,
    codecs: codecs.split(','),
    hasPassword: password !== '',
    site: siteOf(read, whole).name,
    numbers: read.count(publicNumbers, { trunkId: trunk.id }),
  };
}

export const trunkQueries = {
  'trunk.list': query({
    input: z.strictObject({}),
    topics: ['trunks', 'sites', 'public_numbers', 'observed:trunks', 'observed:engine'],
    run: (context) => ({
      rows: context.read
        .all(trunks)
        .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
        .map((trunk) => shown(context, trunk)),
    }),
  }),
  'trunk.get': query({
    input: z.strictObject({ id }),
    topics: ['trunks', 'sites', 'public_numbers', 'observed:trunks', 'observed:engine'],
    run: (context, input) => shown(context, found(context.read.get(trunks, input.id), 'This trunk')),
  }),
  /** For the box on the LAN into which they must be typed. */
  'trunk.credentials': query({
    input: z.strictObject({ id }),
    topics: ['trunks'],
    run({ read }, input) {
      const trunk = found(read.get(trunks, input.id), 'This trunk');
      return { username: trunk.registersHere ? trunk.id : trunk.username, password: trunk.password };
    },
  }),
};
