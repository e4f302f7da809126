/** baresip: one line of its file `accounts` (baresip wiki, "Accounts"). */
import { hostAndPort, type SoftphoneAccount } from '../account.ts';
import { textFile, type SoftphoneApp } from './define.ts';

/** baresip's reader of name-addr knows quotes, but nothing inside them that stands for itself. */
const nameOf = (text: string): string => text.replace(/["<>\\;]/g, '').trim();

function render(account: SoftphoneAccount): Buffer {
  const media = account.srtp ? ';mediaenc=srtp-mand' : '';
  return textFile(
    `"${nameOf(account.displayName)}" <sip:${account.user}@${hostAndPort(account)};transport=${account.transport}>;auth_user=${account.user};auth_pass=${account.secret}${media};regint=600;answermode=manual\n`,
  );
}

export const baresip: SoftphoneApp = {
  id: 'baresip',
  name: 'baresip',
  file: { name: 'accounts', contentType: 'text/plain; charset=utf-8', fetchedBy: 'browser', render },
  qr: 'page',
  steps: [
    'Download the file accounts from the invitation’s page into ~/.baresip, or add its line to the one that is there.',
    'Start baresip, or type /uareg.',
  ],
  tlsNote: 'Set sip_cafile in baresip’s config to the office’s certificate, which the page offers.',
};
