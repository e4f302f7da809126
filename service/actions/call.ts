import { z } from 'zod';
import { refuse } from '../../office/core/refusal.ts';
import { action } from '../action.ts';

export const callActions = {
  'call.hang-up': action({
    input: z.strictObject({ id: z.string().max(80) }),
    async run({ engine, observed }, { id }) {
      const channels = observed.channelsOf(id);
      if (channels.length === 0) refuse({ kind: 'not-found', message: 'This call is over already.' });
      // 16 is "normal clearing" (ITU-T Q.850). A leg that ended by itself meanwhile is what was wanted.
      const results = await Promise.allSettled(
        channels.map((channel) => engine.action('Hangup', { Channel: channel, Cause: '16' })),
      );
      const failed = results.find((result) => result.status === 'rejected');
      if (failed && results.every((result) => result.status === 'rejected')) throw failed.reason;
      return { value: { ended: channels.length } };
    },
  }),
};
