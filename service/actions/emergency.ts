import { z } from 'zod';
import { emergencyProfile } from '../../office/core/emergency/profiles.ts';
import { found, refuse } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { emergencyId } from '../../office/features/emergency/commands.ts';
import { emergencySettings } from '../../office/features/emergency/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { trunks } from '../../office/features/trunks/table.ts';
import { action } from '../action.ts';
import { wayOf } from '../emergency/way.ts';

const results = { answered: 'ANSWER', busy: 'BUSY', 'no-answer': 'NOANSWER', refused: 'REFUSED' } as const;

export const emergencyActions = {
  /** Calls the country's test number, or the one that the office has named, by this trunk alone; the answer is kept with its date. */
  'emergency.test-trunk': action({
    input: z.strictObject({ id }),
    async run({ office, trunks: desk, emergency, now }, input, actor) {
      const { read } = office;
      const trunk = found(read.get(trunks, input.id), 'This trunk');
      const country = read.get(sites, trunk.siteId)?.country ?? '';
      const number = emergencyProfile(country)?.test ?? read.get(emergencySettings, emergencyId)?.testNumber ?? '';
      if (number === '')
        refuse({
          kind: 'rule',
          rule: 'no-test-number',
          message: `${country || 'This country'} has no number for tests. Name one of your own first, for example a mobile that you hold.`,
        });
      const way = wayOf(trunk);
      const { result } = await desk.testCall(trunk.id, number);
      const told = result in results ? results[result as keyof typeof results] : 'DOWN';
      emergency.prove({ trunkId: trunk.id, at: now(), number, result: told, by: actor.name, way });
      return { value: { result: told, isProven: told === 'ANSWER' } };
    },
  }),

  /** Somebody has seen it and takes care: it is kept with the name. */
  'emergency.acknowledge': action({
    input: z.strictObject({ id: z.string().max(80), name: z.string().trim().max(60).default('') }),
    run({ emergency }, { id: callId, name }, actor) {
      if (!emergency.acknowledge(callId, name || actor.name))
        refuse({ kind: 'not-found', message: 'Somebody has taken care of this call already.' });
      return { value: null };
    },
  }),
};
