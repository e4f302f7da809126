/** The registry of the service's own queries. */
import { callQueries } from './calls.ts';
import { journalQueries } from './journal.ts';
import { mailQueries } from './mail.ts';
import { phoneQueries } from './phones.ts';
import { statusQueries } from './status.ts';

export const queries = { ...statusQueries, ...callQueries, ...journalQueries, ...phoneQueries, ...mailQueries };
