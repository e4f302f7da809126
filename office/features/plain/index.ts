/** No lock-in: the office as plain Asterisk configuration, whole and piece by piece, for technicians. */
import { z } from 'zod';
import { defineFeature, query } from '../../core/feature.ts';
import { plainFiles, plainNode, type PlainSource } from '../../core/plain/office.ts';
import type { Read } from '../../core/store.ts';

/** `source` comes in, because it is made of all features. */
export function plainFeature(source: (read: Read) => PlainSource) {
  return defineFeature({
    id: 'plain',
    queries: {
      /** One node as dialplan, or null when there is none; no secret stands in a dialplan. */
      'plain.node': query({
        input: z.strictObject({ node: z.string().max(60) }),
        topics: ['journal'],
        run: ({ read, now }, { node }) => ({ text: plainNode(source(read), node, now) ?? null }),
      }),
      /** All files by name, to look at: passwords are covered. */
      'plain.files': query({
        input: z.strictObject({}),
        topics: ['journal'],
        run: ({ read, now }) => ({ files: plainFiles(source(read), { isCovered: true, now }) }),
      }),
    },
  });
}
