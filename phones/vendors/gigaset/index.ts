/** Gigaset DECT bases and Maxwell desk phones. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, httpUserAgent, mac, pnpVendor, sipUserAgent } from '../define.ts';
import { gigasetModels } from './models.ts';
import { ownFile, renderGigaset } from './render.ts';
import { gigasetVocabulary } from './vocabulary.ts';

const OUI = ['7c2f80', '589ec6', '14b370', '002104'] as const;

/** `Gigaset N870 IP PRO/83.V2.11.0+build.a546b91;7C2F80E0D605`; the N510 leaves the brand out, the P phones the address. */
const TEXT =
  /^(?:Gigaset )?(?<model>N\d{3}E?|Maxwell (?:Basic|[234]))(?: (?:IP|DM) PRO| PRO| ?S)?\/(?<firmware>[\w.+-]{1,60});(?<mac>[0-9A-F]{12})$/i;
const DESK = /^Gigaset (?<model>P[78]\d{2}|Maxwell (?:Basic|[234]))(?: PRO)?\/(?<firmware>\d[\w.+-]{0,60})$/i;

export const gigaset = definePhoneVendor({
  id: 'gigaset',
  name: 'Gigaset',
  // New ones also carry addresses of Snom's block; then the text decides.
  oui: OUI,
  identify: [
    httpUserAgent(TEXT),
    httpUserAgent(DESK),
    sipUserAgent(TEXT),
    sipUserAgent(DESK),
    pnpVendor(/^gigaset$/i, /^(?<model>N\d{3}E?|P[78]\d{2}|Maxwell (?:Basic|[234]))$/i),
    mac(...OUI),
  ],
  models: gigasetModels,
  vocabulary: gigasetVocabulary,
  dhcp: {
    options: [114, 66],
    form: 'folder',
    note: 'Option 66 may hold the whole URL; %MACD stands for the device’s address.',
  },
  filesAskedFor: (who) => [ownFile(who.mac)],
  render: renderGigaset,
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync;reboot=false' },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: { via: 'none', note: 'These devices show no text sent to them.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Gigaset N870 IP PRO/83.V2.11.0+build.a546b91;7C2F80E0D605' }, is: { model: 'N870', mac: '7c2f80e0d605' } },
    { hints: { httpUserAgent: 'Gigaset N720 DM PRO/70.089.00.000.000;7C2F80CA21E4' }, is: { model: 'N720', firmware: '70.089.00.000.000' } },
    { hints: { httpUserAgent: 'N510 IP PRO/42.245.00.000.000;7C2F804DF9A9' }, is: { model: 'N510', mac: '7c2f804df9a9' } },
    { hints: { sipUserAgent: 'Gigaset N510 IP PRO/42.245;7C2F80112233' }, is: { model: 'N510' } },
    { hints: { sipUserAgent: 'Gigaset P850/1.2' }, is: { model: 'P850', firmware: '1.2' } },
    { hints: { mac: '000413aabbcc', pnp: { vendor: 'Gigaset', model: 'P850' } }, is: { model: 'P850' } },
    { hints: { mac: '589ec6112233' }, is: {} },
  ], // prettier-ignore
});
