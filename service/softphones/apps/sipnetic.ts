/**
 * Sipnetic (Android) scans one line of `name=value;` pairs: d domain, u user, p password, n name, au authentication user,
 * R register, dt default transport, op outbound proxy, exp seconds, vm voicemail. Names from FusionPBX's template for it.
 */
import { hostAndPort, hostInUrl, type SoftphoneAccount } from '../account.ts';
import { plainName, type SoftphoneApp } from './define.ts';

const qrText = (account: SoftphoneAccount): string =>
  [
    ['d', hostInUrl(account.server)],
    ['u', account.user],
    ['p', account.secret],
    ['n', plainName(account.displayName, account.number)],
    ['au', account.user],
    ['R', '1'],
    ['dt', account.transport],
    ['op', hostAndPort(account)],
    ['exp', '600'],
    ...(account.voicemailNumber === undefined ? [] : [['vm', account.voicemailNumber]]),
  ]
    .map(([name, value]) => `${name}=${value};`)
    .join('');

export const sipnetic: SoftphoneApp = {
  id: 'sipnetic',
  name: 'Sipnetic',
  qr: 'account',
  qrText,
  steps: [
    'Install Sipnetic on the device and join the office’s network.',
    'Add an account and choose the QR code. Scan it from the screen.',
    'Without the screen at hand, show the settings on the invitation’s page and type them.',
  ],
  note: 'Its QR code holds the password. It is shown on this screen only, for a quarter of an hour, and never printed.',
};
