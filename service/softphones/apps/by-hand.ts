/** Apps that take an account only from their maker's cloud or from a keyboard: the page shows what to type. */
import type { SoftphoneApp } from './define.ts';

/** Its QR code `scloc:` names a provider whose settings the app fetches from its portal (docs.sessiontalk.co.uk). */
export const sessiontalk: SoftphoneApp = {
  id: 'sessiontalk',
  name: 'SessionTalk',
  qr: 'page',
  steps: [
    'Install SessionTalk on the device.',
    'Show the settings on the invitation’s page and type them into a new SIP account.',
  ],
  note: 'SessionTalk’s own QR codes need its maker’s servers, so this one opens a page with the settings.',
};

export const other: SoftphoneApp = {
  id: 'other',
  name: 'Another app or phone',
  qr: 'page',
  steps: [
    'Show the settings on the invitation’s page.',
    'Type them into a new SIP account of your app or phone: server with port, user name, password, transport.',
  ],
};
