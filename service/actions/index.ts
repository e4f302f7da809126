/** The registry of the service's own actions. */
import { callActions } from './call.ts';
import { engineActions } from './engine.ts';
import { journalActions } from './journal.ts';
import { mailActions } from './mail.ts';
import { phoneActions } from './phone.ts';

export const actions = { ...engineActions, ...callActions, ...phoneActions, ...journalActions, ...mailActions };
