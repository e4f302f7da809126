/** The registry of the service's own actions. */
import { callActions } from './call.ts';
import { invitationActions } from '../softphones/actions.ts';
import { discoveryActions } from '../discovery/actions.ts';
import { emergencyActions } from './emergency.ts';
import { conferenceActions } from './conference.ts';
import { engineActions } from './engine.ts';
import { firmwareActions } from './firmware.ts';
import { handsetActions } from './handsets.ts';
import { journalActions } from './journal.ts';
import { mailActions } from './mail.ts';
import { phoneActions } from './phone.ts';
import { phoneServerActions } from './phone-servers.ts';
import { plainActions } from './plain.ts';
import { practiceActions } from '../practice/actions.ts';
import { soundActions } from './sounds.ts';
import { trunkActions } from './trunk.ts';

export const actions = {
  ...engineActions,
  ...callActions,
  ...conferenceActions,
  ...phoneActions,
  ...discoveryActions,
  ...phoneServerActions,
  ...invitationActions,
  ...handsetActions,
  ...firmwareActions,
  ...journalActions,
  ...mailActions,
  ...emergencyActions,
  ...plainActions,
  ...soundActions,
  ...trunkActions,
  ...practiceActions,
};
