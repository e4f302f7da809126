/** Obihai phones and adapters, and Poly's devices with the same firmware. Sources and what was tried: README.md. */

import { definePhoneVendor, httpUserAgent, mac, sipUserAgent } from '../define.ts';
import { obihaiModels } from './models.ts';
import { modelFile, ownFile, renderObihai } from './render.ts';
import { obihaiVocabulary } from './vocabulary.ts';

export const obihai = definePhoneVendor({
  id: 'obihai',
  name: 'Obihai (OBi)',
  oui: ['9cadef'],
  identify: [
    // Over HTTP they name their model and nothing else.
    httpUserAgent(/^(?<model>OBi\d{3,4})$/),
    httpUserAgent(/^OBIHAI\/(?<model>OBi\d{3,4})-(?<firmware>\d[\d.]{1,20})$/),
    sipUserAgent(/^OBIHAI\/(?<model>OBi\d{3,4})-(?<firmware>\d[\d.]{1,20})$/),
    mac('9cadef'),
  ],
  models: obihaiModels,
  vocabulary: obihaiVocabulary,
  pnpUrl: (url, who) => `${url}${ownFile(who.mac)}`,
  dhcp: {
    options: [66],
    form: 'host',
    note: 'From the factory the device asks the host over TFTP for a file named after its model.',
  },
  filesAskedFor: (who) => [modelFile(who.model), ownFile(who.mac)],
  render: renderObihai,
  actions: {
    resync: { via: 'none', note: 'The device asks for its file when it starts.' },
    reboot: { via: 'none', note: 'Restart the device on its web page.' },
    showText: { via: 'none', note: 'These devices show no text sent to them.' },
  },
  examples: [
    { hints: { sipUserAgent: 'OBIHAI/OBi202-3.2.2.5921' }, is: { model: 'OBi202', firmware: '3.2.2.5921' } },
    { hints: { sipUserAgent: 'OBIHAI/OBi110-1.3.0.2824' }, is: { model: 'OBi110', firmware: '1.3.0.2824' } },
    { hints: { sipUserAgent: 'OBIHAI/OBi1032-5.1.11' }, is: { model: 'OBi1032' } },
    { hints: { mac: '9cadef112233' }, is: {} },
  ], // prettier-ignore
});
