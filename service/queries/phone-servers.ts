import { z } from 'zod';
import { serviceQuery } from '../action.ts';

export const phoneServerQueries = {
  /** What this phone asked our servers for and what became of it, newest first. */
  'phone.fetches': serviceQuery({
    input: z.strictObject({ mac: z.string().regex(/^[0-9a-f]{12}$/, 'This is not a MAC address.') }),
    topics: ['phones', 'observed:fetches'],
    run: ({ fetches }, { mac }) => ({ fetches: fetches.of(mac) }),
  }),
  /** What was asked for and refused, and belongs to no phone of the office. */
  'provisioning.refused': serviceQuery({
    input: z.strictObject({}),
    topics: ['phones', 'observed:fetches'],
    run: ({ fetches }) => ({ fetches: fetches.refused() }),
  }),
  /** The servers for phones beside HTTP, and on which networks phones that boot are heard. */
  'provisioning.servers': serviceQuery({
    input: z.strictObject({}),
    topics: ['network', 'observed:network', 'observed:phone-servers'],
    run: ({ servers }) => servers.state,
  }),
};
