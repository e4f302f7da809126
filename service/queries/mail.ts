import { z } from 'zod';
import { serviceQuery } from '../action.ts';

export const mailQueries = {
  'mail.outbox': serviceQuery({
    input: z.strictObject({}),
    topics: ['observed:mail'],
    run: ({ mail }) => ({ ...mail.state(), isOn: mail.isOn, mails: mail.list() }),
  }),
};
