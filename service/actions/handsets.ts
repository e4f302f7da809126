import { z } from 'zod';
import { Refused, refuse } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { action } from '../action.ts';

export const handsetActions = {
  /** Logs a number in at a handset that is there; what the rows forbid is refused by the command itself (spec N7). */
  'handset.log-in': action({
    input: z.strictObject({ extensionId: id, identityId: id }),
    run({ office, observed }, input, actor) {
      const identity = office.read.get(identities, input.identityId);
      const tried = office.preview('hot-desk.log-in', input, actor);
      if (!tried.ok) throw new Refused(tried.error);
      if (identity && observed.registration(deviceOf(identity)).status !== 'registered')
        refuse({
          kind: 'rule',
          rule: 'phone-offline',
          message: `${identity.label} is not connected now. Look whether it has power and network, then try again.`,
        });
      const outcome = office.run('hot-desk.log-in', input, actor);
      if (!outcome.ok) throw new Refused(outcome.error);
      const { entry } = outcome;
      return { value: null, ...(entry ? { entry: { id: entry.id, words: entry.words } } : {}) };
    },
  }),
};
