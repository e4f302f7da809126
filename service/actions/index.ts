/** The registry of the service's own actions. */
import { callActions } from './call.ts';
import { emergencyActions } from './emergency.ts';
import { engineActions } from './engine.ts';
import { journalActions } from './journal.ts';
import { mailActions } from './mail.ts';
import { phoneActions } from './phone.ts';
import { trunkActions } from './trunk.ts';

export const actions = {
  ...engineActions,
  ...callActions,
  ...phoneActions,
  ...journalActions,
  ...mailActions,
  ...emergencyActions,
  ...trunkActions,
};
