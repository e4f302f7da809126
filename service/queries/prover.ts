import { z } from 'zod';
import { routeOfNode } from '../describe-node.ts';
import { serviceQuery } from '../action.ts';

export const proverQueries = {
  /** What the proof of the coming week found, each with the page of its place. */
  'prover.findings': serviceQuery({
    input: z.strictObject({}),
    topics: ['observed:proof'],
    run: ({ prover, office }) => ({
      at: prover.proof.at,
      numbers: prover.proof.numbers,
      findings: prover.proof.findings.map((one) => ({ ...one, route: routeOfNode(one.node, office.read) })),
    }),
  }),
};
