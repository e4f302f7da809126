/**
 * Zoiper 5: its QR codes are made and read through its maker's cloud (oem.zoiper.com), so here its file is downloaded, or
 * the settings are typed. Names and values of config.xml are those of Zoiper's own commented provisioning file of 2016
 * (transport UDP, TCP, TLS; SRTP none, SDES).
 */
import { xmlElement } from '../../../phones/vendors/xml.ts';
import { hostAndPort, type SoftphoneAccount } from '../account.ts';
import { textFile, type SoftphoneApp } from './define.ts';

function render(account: SoftphoneAccount): Buffer {
  const fields: readonly [name: string, value: string][] = [
    ['name', `${account.displayName} ${account.number}`.trim()],
    ['username', account.user],
    ['password', account.secret],
    ['save_username', 'true'],
    ['save_password', 'true'],
    ['register_on_startup', 'true'],
    ['protocol', 'SIP'],
    ['SIP_domain', hostAndPort(account)],
    ['SIP_transport_type', account.transport.toUpperCase()],
    ['SIP_use_auth_username', 'true'],
    ['SIP_auth_username', account.user],
    ['SIP_callerId', account.displayName],
    ['SIP_srtp_mode', account.srtp ? 'SDES' : 'none'],
    ...(account.voicemailNumber === undefined
      ? []
      : ([['voicemail_check_extension', account.voicemailNumber]] satisfies [string, string][])),
  ];
  return textFile(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<options>',
      '  <accounts>',
      '    <account>',
      ...fields.map(([name, value]) => `      ${xmlElement(name, {}, value)}`),
      // Nothing outside the office is asked where the phone is.
      '      <stun>',
      '        <use_stun>disabled</use_stun>',
      '      </stun>',
      '    </account>',
      '  </accounts>',
      '</options>',
      '',
    ].join('\n'),
  );
}

export const zoiper: SoftphoneApp = {
  id: 'zoiper',
  name: 'Zoiper',
  file: { name: 'config.xml', contentType: 'application/xml; charset=utf-8', fetchedBy: 'browser', render },
  qr: 'page',
  steps: [
    'On a mobile: show the settings on the invitation’s page and type them into Zoiper as user name, password and host.',
    'On a computer: the same, or download config.xml and put it into Zoiper’s own folder while Zoiper is closed.',
  ],
  note: 'Zoiper’s own QR codes need its maker’s servers, so this one opens a page with the settings.',
};
