/** The registry of the service's own queries. */
import { callQueries } from './calls.ts';
import { discoveryQueries } from '../discovery/actions.ts';
import { emergencyQueries } from './emergency.ts';
import { everydayQueries } from './everyday.ts';
import { firmwareQueries } from '../actions/firmware.ts';
import { invitationQueries } from '../softphones/queries.ts';
import { journalQueries } from './journal.ts';
import { mailQueries } from './mail.ts';
import { phoneFileQueries } from './phone-files.ts';
import { phoneServerQueries } from './phone-servers.ts';
import { phoneQueries } from './phones.ts';
import { practiceQueries } from '../practice/actions.ts';
import { proverQueries } from './prover.ts';
import { soundQueries } from '../actions/sounds.ts';
import { statusQueries } from './status.ts';
import { usageServiceQueries } from './usage.ts';

export const queries = {
  ...statusQueries,
  ...everydayQueries,
  ...callQueries,
  ...journalQueries,
  ...phoneQueries,
  ...discoveryQueries,
  ...phoneServerQueries,
  ...invitationQueries,
  ...firmwareQueries,
  ...phoneFileQueries,
  ...mailQueries,
  ...emergencyQueries,
  ...proverQueries,
  ...practiceQueries,
  ...soundQueries,
  ...usageServiceQueries,
};
