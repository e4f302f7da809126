/**
 * Apps that an identity can be set up in, and for which kinds of device each is made. What a kind of app is told, and how,
 * is in service/softphones/apps/.
 */
import type { identityTypes } from '../identities/table.ts';

export const appIds = [
  'linphone',
  'acrobits',
  'zoiper',
  'grandstream-wave',
  'sipnetic',
  'sessiontalk',
  'microsip',
  'baresip',
  'other',
] as const;
export type AppId = (typeof appIds)[number];

type IdentityType = (typeof identityTypes)[number];

export const appNames: Record<AppId, string> = {
  linphone: 'Linphone',
  acrobits: 'Groundwire or Acrobits Softphone',
  zoiper: 'Zoiper',
  'grandstream-wave': 'Grandstream Wave',
  sipnetic: 'Sipnetic',
  sessiontalk: 'SessionTalk',
  microsip: 'MicroSIP',
  baresip: 'baresip',
  other: 'another app or phone',
};

const onMobile: readonly AppId[] = [
  'linphone',
  'acrobits',
  'zoiper',
  'grandstream-wave',
  'sipnetic',
  'sessiontalk',
  'other',
];
const onComputer: readonly AppId[] = ['linphone', 'acrobits', 'zoiper', 'microsip', 'sessiontalk', 'baresip', 'other'];

/** In the order in which they are offered. A browser phone is set up by its own page. */
export const appsFor: Record<IdentityType, readonly AppId[]> = {
  'mobile-softphone': onMobile,
  'desktop-softphone': onComputer,
  deskphone: ['other'],
  'browser-phone': [],
};
