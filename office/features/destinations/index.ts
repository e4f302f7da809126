/** Where calls can go, for every form that asks: people, groups, flows, voicemails, collected from all features. */
import { z } from 'zod';
import { flowSource } from '../../core/call-flow/source.ts';
import { destination, nodeDestination } from '../../core/destination.ts';
import { command, defineFeature, query, type FlowCompiler } from '../../core/feature.ts';
import { id, line } from '../../core/text.ts';
import { destinationName } from '../call-flows/sentence.ts';
import { leadElsewhere } from './instead.ts';

export function destinationsFeature(compilers: readonly FlowCompiler[]) {
  return defineFeature({
    id: 'destinations',
    commands: {
      /** Run by whatever removes something that calls lead to. */
      'destination.replace': command({
        input: z.strictObject({ id, instead: destination }),
        words: (input, read) =>
          `What led to ${destinationName(read, nodeDestination(input.id))} leads to ${destinationName(read, input.instead)} now.`,
        run: (tx, input) => leadElsewhere(tx, flowSource(tx, compilers), input.id, input.instead),
      }),
    },
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
