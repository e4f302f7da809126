/** Flyingvoice: FIP and P series. Sources and what was tried: README.md. */

import { definePhoneVendor, httpUserAgent, mac, pnpVendor, sipUserAgent } from '../define.ts';
import { flyingvoiceModels } from './models.ts';
import { renderFlyingvoice } from './render.ts';
import { flyingvoiceVocabulary } from './vocabulary.ts';

const OUI = ['789912', '0021f2'] as const;
const MODEL = String.raw`(?<model>FIP\d{2}[A-Z]{0,4}|P\d{2,3}[A-Z]{0,3})`;
const TEXT = new RegExp(
  `^Flying ?voice ${MODEL} V?(?<firmware>\\d[\\d.]{0,20})(?: (?<mac>(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{12}))?$`,
  'i',
);

export const flyingvoice = definePhoneVendor({
  id: 'flyingvoice',
  name: 'Flyingvoice',
  oui: OUI,
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    pnpVendor(/^flying ?voice$/i, new RegExp(`^${MODEL}$`)),
    mac(...OUI),
  ],
  models: flyingvoiceModels,
  vocabulary: flyingvoiceVocabulary,
  dhcp: { options: [66, 67], form: 'folder' },
  filesAskedFor: (who) => ['y000000000000.cfg', `${who.mac}.cfg`],
  render: renderFlyingvoice,
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync;reboot=false' },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: { via: 'none', note: 'Flyingvoice phones take no text from the office; let the phone ring instead.' },
  },
  examples: [
    {
      hints: { httpUserAgent: 'Flyingvoice FIP15G V0.7.48 00:21:f2:12:34:56' },
      is: { model: 'FIP15G', firmware: '0.7.48', mac: '0021f2123456' },
    },
    { hints: { sipUserAgent: 'Flyingvoice FIP11C V0.6.31' }, is: { model: 'FIP11C', firmware: '0.6.31' } },
    { hints: { mac: '789912001122' }, is: {} },
  ],
});
