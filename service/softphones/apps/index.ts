/** The registry of apps; the type demands that every app of the office has one. */
import type { AppId } from '../../../office/features/invitations/apps.ts';
import { acrobits } from './acrobits.ts';
import { baresip } from './baresip.ts';
import { other, sessiontalk } from './by-hand.ts';
import type { SoftphoneApp } from './define.ts';
import { grandstreamWave } from './grandstream-wave.ts';
import { linphone } from './linphone.ts';
import { microsip } from './microsip.ts';
import { sipnetic } from './sipnetic.ts';
import { zoiper } from './zoiper.ts';

export const apps: Readonly<Record<AppId, SoftphoneApp>> = {
  linphone,
  acrobits,
  zoiper,
  'grandstream-wave': grandstreamWave,
  sipnetic,
  sessiontalk,
  microsip,
  baresip,
  other,
};
