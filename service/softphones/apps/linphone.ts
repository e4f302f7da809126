/**
 * Linphone (Android, iOS, desktop) reads its linphonerc as XML from a URL: wiki.linphone.org "Remote provisioning", keys in
 * "Provisioning configuration keys" of liblinphone. It sends the header X-Linphone-Provisioning and its own user agent
 * (remote_provisioning.c). The scheme `linphone-config:` before the URL opens the app (linphone-android, linphone-desktop
 * changelogs). An entry's value has no line break and no blank at its ends, or the phone's own file breaks.
 */
import { xmlElement, xmlText } from '../../../phones/vendors/xml.ts';
import { hostAndPort, hostInUrl, type SoftphoneAccount } from '../account.ts';
import { quoted, textFile, type SoftphoneApp } from './define.ts';

const section = (name: string, entries: Readonly<Record<string, string | number>>): string => {
  const lines = Object.entries(entries).map(
    ([key, value]) => `    ${xmlElement('entry', { name: key, overwrite: 'true' }, String(value))}`,
  );
  return [`  <section name="${xmlText(name, name)}">`, ...lines, '  </section>'].join('\n');
};

function render(account: SoftphoneAccount): Buffer {
  const domain = hostInUrl(account.server);
  return textFile(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd">',
      // Fetched once and then forgotten: the link works once, and a second fetch at each start would only fail.
      section('misc', { transient_provisioning: 1 }),
      section('sip', {
        default_proxy: 0,
        media_encryption: account.srtp ? 'srtp' : 'none',
        media_encryption_mandatory: account.srtp ? 1 : 0,
        // Linphone trusts only the authorities that it brings along, and no file can add the office's.
        ...(account.transport === 'tls' ? { verify_server_certs: 0, verify_server_cn: 0 } : {}),
      }),
      section('proxy_0', {
        reg_identity: `${quoted(account.displayName)} <sip:${account.user}@${domain}>`,
        reg_proxy: `<sip:${hostAndPort(account)};transport=${account.transport}>`,
        reg_sendregister: 1,
        reg_expires: 600,
        publish: 0,
      }),
      section('auth_info_0', { username: account.user, passwd: account.secret, domain }),
      '</config>',
      '',
    ].join('\n'),
  );
}

export const linphone: SoftphoneApp = {
  id: 'linphone',
  name: 'Linphone',
  file: { name: 'linphone.xml', contentType: 'application/xml; charset=utf-8', fetchedBy: 'app', render },
  deepLink: (url) => `linphone-config:${url}`,
  qr: 'file',
  steps: [
    'Install Linphone on the device and open it once.',
    'In its assistant choose “Scan QR code”, and scan the code of your invitation. Or tap the button on the invitation’s page.',
    'If neither works, choose “Download remote configuration” there and type the link.',
  ],
  tlsNote:
    'Linphone cannot be given the office’s certificate. Its calls are encrypted, but it does not check whom it talks to.',
};
