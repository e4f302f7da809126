/** No lock-in: the office as plain Asterisk configuration, whole for an export and piece by piece for technicians. */
import { z } from 'zod';
import type { FlowSource } from '../../core/call-flow/node.ts';
import { defineFeature, query, type Feature } from '../../core/feature.ts';
import { plainFiles, plainNode } from '../../core/plain/office.ts';
import type { Read } from '../../core/store.ts';

/** `features`: those that have something to write; `flows` comes in, because it is made of all features' compilers. */
export function plainFeature(features: readonly Feature[], flows: (read: Read) => FlowSource) {
  const source = (read: Read) => ({ read, flows: flows(read), features });
  return defineFeature({
    id: 'plain',
    queries: {
      /** One node as dialplan, or null when there is none; secrets are not in there. */
      'plain.node': query({
        input: z.strictObject({ node: z.string().max(60) }),
        topics: ['journal'],
        run: ({ read }, { node }) => ({ text: plainNode(source(read), node) ?? null }),
      }),
      /** All files by name, with the passwords of phones and mailboxes. */
      'plain.files': query({
        input: z.strictObject({}),
        topics: ['journal'],
        run: ({ read }) => ({ files: plainFiles(source(read)) }),
      }),
    },
  });
}
