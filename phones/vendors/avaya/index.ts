/** Avaya J100 series with open SIP. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, httpUserAgent, mac, sipUserAgent } from '../define.ts';
import { avayaModels } from './models.ts';
import { ownFile, renderAvaya } from './render.ts';
import { avayaVocabulary } from './vocabulary.ts';

const OUI = ['c81fea', '00040d', '001b4f'] as const;

export const avaya = definePhoneVendor({
  id: 'avaya',
  name: 'Avaya',
  oui: OUI,
  identify: [
    httpUserAgent(
      /^(?:Mozilla\/4\.0 \(compatible; MSIE 6\.0\) )?AVAYA\/(?<model>J1\d{2})[A-Z]?-(?<firmware>\d[\d.]{1,20}) \(MAC:(?<mac>[0-9a-f]{12})\)$/i,
    ),
    sipUserAgent(
      /^Avaya (?<model>J1\d{2})[A-Z]? IP Phone (?<firmware>\d[\d.]{1,20})(?: \(?(?<mac>[0-9a-f]{12})\)?)?$/i,
    ),
    mac(...OUI),
  ],
  models: avayaModels,
  vocabulary: avayaVocabulary,
  dhcp: {
    options: [242, 43, 66],
    form: 'folder',
    note: 'Option 242 is no address but a list: HTTPSRVR=our address,HTTPPORT=our port,HTTPDIR=the path after it.',
  },
  filesAskedFor: (who) => ['J100Supgrade.txt', '46xxsettings.txt', ownFile(who.mac)],
  render: renderAvaya,
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync;reboot=false' },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: { via: 'none', note: 'These phones show texts only through a server of their maker.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Mozilla/4.0 (compatible; MSIE 6.0) AVAYA/J179-4.1.3.0.6 (MAC:c81fea83e85a)' }, is: { model: 'J179', firmware: '4.1.3.0.6', mac: 'c81fea83e85a' } },
    { hints: { httpUserAgent: 'AVAYA/J129-4.0.14.0.7 (MAC:c81fea112233)' }, is: { model: 'J129' } },
    { hints: { sipUserAgent: 'Avaya J139 IP Phone 4.0.7.1.5 (c81fea112233)' }, is: { model: 'J139', firmware: '4.0.7.1.5' } },
    { hints: { mac: 'c81fea112233' }, is: {} },
  ], // prettier-ignore
});
