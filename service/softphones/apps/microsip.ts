/**
 * MicroSIP (Windows) keeps its accounts in MicroSIP.ini, UTF-16 with a byte order mark. Sections and names are those of its
 * own file; values run to the end of the line, so a line break or nothing else could end one early.
 */
import { hostAndPort, hostInUrl, type SoftphoneAccount } from '../account.ts';
import type { SoftphoneApp } from './define.ts';

function render(account: SoftphoneAccount): Buffer {
  const values: readonly [name: string, value: string][] = [
    ['label', `${account.displayName} ${account.number}`.trim()],
    ['server', hostAndPort(account)],
    ['proxy', ''],
    ['domain', hostInUrl(account.server)],
    ['username', account.user],
    ['password', account.secret],
    ['authID', account.user],
    ['displayName', account.displayName],
    ['voicemailNumber', account.voicemailNumber ?? ''],
    ['transport', account.transport],
    ['SRTP', account.srtp ? 'mandatory' : ''],
    ['registerRefresh', '600'],
    ['publish', '0'],
    ['ICE', '0'],
  ];
  const lines = ['[Settings]', 'accountId=1', '[Account1]', ...values.map(([name, value]) => `${name}=${value}`), ''];
  return Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le');
}

export const microsip: SoftphoneApp = {
  id: 'microsip',
  name: 'MicroSIP',
  file: { name: 'MicroSIP.ini', contentType: 'application/octet-stream', fetchedBy: 'browser', render },
  qr: 'page',
  steps: [
    'Install MicroSIP and close it.',
    'Download MicroSIP.ini from the invitation’s page into the folder %APPDATA%\\MicroSIP. If a file of that name is there already, type the settings instead.',
    'Start MicroSIP.',
  ],
};
