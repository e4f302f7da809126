/** Where calls can go, for every form that asks: people, groups, flows, voicemails, collected from all features. */
import { z } from 'zod';
import { defineFeature, query, type FlowCompiler } from '../../core/feature.ts';
import { nodeDestination } from '../../core/destination.ts';
import { line } from '../../core/text.ts';

export function destinationsFeature(compilers: readonly FlowCompiler[]) {
  return defineFeature({
    id: 'destinations',
    queries: {
      'destination.list': query({
        input: z.strictObject({
          search: line(80, 'The search text').default(''),
          limit: z.int().min(1).max(500).default(60),
          /** Always in the answer, so that a form can name what is chosen. */
          chosen: z.string().max(80).default(''),
        }),
        topics: ['journal'],
        run({ read }, { search, limit, chosen }) {
          const wanted = search.toLowerCase();
          const all = compilers
            .flatMap((compiler) => compiler.destinations?.(read) ?? [])
            .map(({ node, label, group }) => ({ value: nodeDestination(node), label, group }));
          const hits = all.filter((one) => one.label.toLowerCase().includes(wanted));
          return {
            total: hits.length,
            choices: hits.slice(0, limit),
            chosen: all.find((one) => one.value === chosen) ?? null,
          };
        },
      }),
    },
  });
}
