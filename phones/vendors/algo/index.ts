/** Algo speakers, paging adapters and intercoms. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, fileName, httpUserAgent, mac, sipUserAgent } from '../define.ts';
import { ownFile, renderAlgo } from './render.ts';
import { algoModels } from './models.ts';
import { algoVocabulary } from './vocabulary.ts';

const TEXT = /^Algo-(?<model>8\d{3})(?:[/ ](?<firmware>\d[\d.]{0,16}))?$/;

export const algo = definePhoneVendor({
  id: 'algo',
  name: 'Algo',
  oui: ['0022ee'],
  identify: [httpUserAgent(TEXT), sipUserAgent(TEXT), fileName(/^algom?(?<mac>[0-9A-F]{12})\.conf$/i), mac('0022ee')],
  models: algoModels,
  vocabulary: algoVocabulary,
  dhcp: {
    options: [66, 160, 150],
    form: 'host',
    note: 'The device asks the host that it is told; with the whole URL typed on its web page it needs no DHCP.',
  },
  filesAskedFor: (who) => [ownFile(who.mac)],
  render: renderAlgo,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync',
      note: 'The device fetches its file, and restarts when something in it has changed.',
    },
    reboot: { via: 'none', note: 'The device restarts by itself when what it fetches has changed, and not otherwise.' },
    showText: { via: 'none', note: 'These devices have no screen for texts.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Algo-8301' }, is: { model: '8301' } },
    { hints: { file: 'algom0022EE0A1B2C.conf' }, is: { mac: '0022ee0a1b2c' } },
    { hints: { mac: '0022ee0a1b2c' }, is: {} },
  ], // prettier-ignore
});
