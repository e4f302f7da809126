/**
 * Groundwire and Acrobits Softphone: Account XML (doc.acrobits.net, "Account XML"). `provlinkb:` fetches over HTTP and adds
 * to the accounts that are there; `provlinkbs:` is the same over HTTPS, which a phone refuses with an office's own
 * certificate. The schemes are documented nowhere; some builds from the stores do not know them, so the page also offers
 * the settings for typing.
 */
import { xmlElement } from '../../../phones/vendors/xml.ts';
import { hostAndPort, type SoftphoneAccount } from '../account.ts';
import { textFile, type SoftphoneApp } from './define.ts';

/** `tls+sip:` is TLS with plain sip: URIs in the messages, which is what Asterisk writes. */
const transports = { udp: 'udp', tcp: 'tcp', tls: 'tls+sip:' } as const;

function render(account: SoftphoneAccount): Buffer {
  const fields: readonly [name: string, value: string | undefined][] = [
    // Empty, the account is not stored.
    ['title', `${account.displayName} ${account.number}`.trim()],
    ['username', account.user],
    ['authUsername', account.user],
    ['password', account.secret],
    ['userDisplayName', account.displayName],
    ['host', hostAndPort(account)],
    ['transport', transports[account.transport]],
    ['expires', '600'],
    ['voiceMailNumber', account.voicemailNumber],
    // Push would hand the account to servers of the app's maker, which cannot reach the office.
    ['icm', 'off'],
    ['sdesIncoming', account.srtp ? 'required' : undefined],
    ['sdesOutgoing', account.srtp ? 'required' : undefined],
  ];
  return textFile(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<account>',
      ...fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${xmlElement(name, {}, value)}`])),
      '</account>',
      '',
    ].join('\n'),
  );
}

export const acrobits: SoftphoneApp = {
  id: 'acrobits',
  name: 'Groundwire or Acrobits Softphone',
  file: { name: 'acrobits.xml', contentType: 'application/xml; charset=utf-8', fetchedBy: 'app', render },
  deepLink: (url) => url.replace(/^http:\/\//, 'provlinkb://'),
  qr: 'page',
  steps: [
    'Install Groundwire or Acrobits Softphone on the device.',
    'Tap the button on the invitation’s page, and let the app add the account.',
    'If the app does not open, show the settings and type them: Settings, SIP Accounts, +, Generic SIP Account.',
  ],
  note: 'Push is off, because it needs the app maker’s servers: calls ring while the app is open.',
};
