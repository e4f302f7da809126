import { z } from 'zod';
import { refuse } from '../../office/core/refusal.ts';
import { email } from '../../office/core/text.ts';
import { action } from '../action.ts';

const one = z.strictObject({ id: z.number().int().positive() });

export const mailActions = {
  /** Answers with the mail server's own words, also when it refuses. */
  'mail.test': action({
    input: z.strictObject({ to: email.refine((text) => text !== '', 'Write the address that the test mail goes to.') }),
    run: async ({ mail }, { to }) => ({ value: await mail.test(to) }),
  }),
  'mail.retry': action({
    input: z.strictObject({ id: one.shape.id.optional() }),
    run({ mail }, { id }) {
      mail.retry(id);
      return { value: null };
    },
  }),
  'mail.remove': action({
    input: one,
    run({ mail }, { id }) {
      if (!mail.remove(id)) refuse({ kind: 'not-found', message: 'This mail is being sent, or it is gone already.' });
      return { value: null };
    },
  }),
};
