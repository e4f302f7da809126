/**
 * Grandstream Wave (and GS Wave Lite) scan the account itself as XML; five public generators agree on the names. There is
 * none for the transport: such a code is for UDP. Names are kept ASCII, because the scanner spoils others.
 */
import { xmlElement } from '../../../phones/vendors/xml.ts';
import { hostAndPort, type SoftphoneAccount } from '../account.ts';
import { plainName, type SoftphoneApp } from './define.ts';

function qrText(account: SoftphoneAccount): string {
  const fields: readonly [name: string, value: string | undefined][] = [
    ['RegisterServer', hostAndPort(account)],
    ['OutboundServer', ''],
    ['UserID', account.user],
    ['AuthID', account.user],
    ['AuthPass', account.secret],
    ['AccountName', plainName(`${account.number} ${account.displayName}`, account.number)],
    ['DisplayName', plainName(account.displayName, account.number)],
    ['Voicemail', account.voicemailNumber],
  ];
  const inner = fields.flatMap(([name, value]) => (value === undefined ? [] : [xmlElement(name, {}, value)]));
  return `<?xml version="1.0" encoding="utf-8"?><AccountConfig version="1"><Account>${inner.join('')}</Account></AccountConfig>`;
}

export const grandstreamWave: SoftphoneApp = {
  id: 'grandstream-wave',
  name: 'Grandstream Wave',
  qr: 'account',
  qrText,
  refuses: ({ transport }) =>
    transport === 'udp'
      ? undefined
      : `Wave’s QR code cannot say ${transport.toUpperCase()}. Type the settings from the page instead, or set the identity to UDP.`,
  steps: [
    'Install Grandstream Wave on the device and join the office’s network.',
    'In Wave open Settings, Account Settings, +, and choose the QR code. Scan it from the screen.',
    'Without the screen at hand, show the settings on the invitation’s page and type them.',
  ],
  note: 'Its QR code holds the password. It is shown on this screen only, for a quarter of an hour, and never printed.',
};
