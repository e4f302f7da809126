import { z } from 'zod';
import { refuse } from '../../office/core/refusal.ts';
import { action } from '../action.ts';

export const emergencyActions = {
  /** Somebody has seen it and takes care: it is kept with the name. */
  'emergency.acknowledge': action({
    input: z.strictObject({ id: z.string().max(80), name: z.string().trim().max(60).default('') }),
    run({ emergency }, { id, name }, actor) {
      if (!emergency.acknowledge(id, name || actor.name))
        refuse({ kind: 'not-found', message: 'Somebody has taken care of this call already.' });
      return { value: null };
    },
  }),
};
