/** Alcatel-Lucent Enterprise Myriad and Halo phones. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, fileName, httpUserAgent, mac, sipUserAgent } from '../define.ts';
import { alcatelModels } from './models.ts';
import { modelFile, ownFile, renderAlcatel } from './render.ts';
import { alcatelVocabulary } from './vocabulary.ts';

const OUI = ['3c28a6', '487a55'] as const;

/** `ALE M3-CE 2.11.01.1604 3c28a620089e`; two letters behind the model name its make. */
const TEXT =
  /^ALE (?<model>[MH]\d{1,2}|80\d{2}s?)(?:-[A-Z]{2})? (?<firmware>\d[\d.]{1,24})(?: (?<mac>[0-9a-f]{12}))?$/i;

export const alcatel = definePhoneVendor({
  id: 'alcatel',
  name: 'Alcatel-Lucent Enterprise',
  oui: OUI,
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    fileName(/^config\.(?<model>[mh]\d)(?:-[a-z]{2})?\.xml$/i),
    mac(...OUI),
  ],
  models: alcatelModels,
  vocabulary: alcatelVocabulary,
  dhcp: {
    options: [43, 66],
    form: 'folder',
    note: 'The phone has to be in SIP mode; as it leaves the factory it may look for a server of its maker first.',
  },
  filesAskedFor: (who) => [modelFile(who.model), ownFile(who.mac)],
  render: renderAlcatel,
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync;reboot=false' },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: { via: 'none', note: 'These phones show no text sent to them.' },
  },
  examples: [
    { hints: { httpUserAgent: 'ALE M3-CE 2.11.01.1604 3c28a620089e' }, is: { model: 'M3', firmware: '2.11.01.1604', mac: '3c28a620089e' } },
    { hints: { httpUserAgent: 'ALE 8028s-GE 1.51.52.2204 487a55023075' }, is: { model: '8028s', mac: '487a55023075' } },
    { hints: { sipUserAgent: 'ALE M7-GE 2.13.20 487a55112233' }, is: { model: 'M7', firmware: '2.13.20' } },
    { hints: { file: 'config.m5.xml' }, is: {} },
    { hints: { mac: '3c28a6112233' }, is: {} },
  ], // prettier-ignore
});
