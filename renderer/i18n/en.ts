/** English, the language that all others are checked against. Each feature brings its own words and adds one line here. */
import { shell } from '../app/words.ts';
import { activity } from '../features/activity/words.ts';
import { plain } from '../features/plain/words.ts';
import { week } from '../features/week/words.ts';
import { history } from '../features/history/words.ts';
import { discovery } from '../features/discovery/words.ts';
import { emergency } from '../features/emergency/words.ts';
import { mail } from '../features/mail/words.ts';
import { practice } from '../features/practice/words.ts';
import { network } from '../features/network/words.ts';
import { flows } from '../features/flows/words.ts';
import { sounds } from '../features/sounds/words.ts';
import { outbound } from '../features/outbound/words.ts';
import { groups } from '../features/groups/words.ts';
import { numbers } from '../features/numbers/words.ts';
import { people } from '../features/people/words.ts';
import { phones } from '../features/phones/words.ts';
import { firmware } from '../features/firmware/words.ts';
import { phoneBook } from '../features/phone-book/words.ts';
import { phoneSettings } from '../features/phone-settings/words.ts';
import { queues } from '../features/queues/words.ts';
import { services } from '../features/services/words.ts';
import { softphones } from '../features/softphones/words.ts';
import { trunks } from '../features/trunks/words.ts';
import { whoRings } from '../features/who-rings/words.ts';
import { hours } from '../features/hours/words.ts';
import { keys } from '../features/keys/words.ts';
import { home } from '../features/home/words.ts';
import { setUp } from '../features/set-up/words.ts';
import { ui } from '../ui/words.ts';

export const en = {
  ...shell,
  ...people,
  ...numbers,
  ...outbound,
  ...groups,
  ...queues,
  ...services,
  ...flows,
  ...sounds,
  ...softphones,
  ...trunks,
  ...whoRings,
  ...hours,
  ...keys,
  ...home,
  ...setUp,
  ...phones,
  ...phoneSettings,
  ...phoneBook,
  ...firmware,
  ...discovery,
  ...activity,
  ...plain,
  ...week,
  ...network,
  ...mail,
  ...practice,
  ...emergency,
  ...history,
  ...ui,
} as const;
