/** Cisco phones and adapters with multiplatform (3PCC) firmware. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, fileName, httpUserAgent, sipUserAgent } from '../define.ts';
import { ciscoPhoneBook } from '../flat-profile.ts';
import { factoryFiles, mppModels } from './models.ts';
import { renderCiscoMpp } from './render.ts';
import { mppVocabulary } from './vocabulary.ts';

/** `Cisco-CP-8851-3PCC/11.3.1 (00562b04c2d0)`; the adapters say `-MPP`. */
const TEXT =
  /^Cisco-(?<model>(?:CP|DP)-\d{4}|ATA19[12])-(?:3PCC|MPP)\/(?<firmware>[\w.-]{1,40})(?: \((?<mac>[0-9a-f]{12})\))?(?: ?\(\w{1,24}\))?$/i;

export const ciscoMpp = definePhoneVendor({
  id: 'cisco-mpp',
  name: 'Cisco Multiplatform',
  // Cisco's address blocks are on everything that Cisco makes: they say nothing about phones.
  oui: [],
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    fileName(/^(?<model>(?:CP|DP)-\d{4})-3PCC\.(?:cfg|xml)$/i),
    fileName(/^(?<model>ATA19[12])(?:-MPP)?\.cfg$/i),
  ],
  models: mppModels,
  vocabulary: mppVocabulary,
  // The phone puts its address where $MA stands.
  pnpUrl: (url) => `${url}$MA.xml`,
  dhcp: {
    options: [66, 160, 159, 150, 60, 43, 125],
    form: 'folder',
    note: 'With a bare address the phone asks over TFTP for a file named after its model. In options 159 and 160 a whole URL may stand; write $MA.xml at its end.',
  },
  filesAskedFor: (who) => [...factoryFiles(who.model).slice(0, 1), `${who.mac}.xml`],
  render: renderCiscoMpp,
  phoneBook: ciscoPhoneBook,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync',
      note: 'The phone fetches its file when nobody speaks, and restarts when a changed setting needs it.',
    },
    reboot: { via: 'sip-notify', event: 'reboot' },
    showText: { via: 'none', note: 'These phones show texts only through services that they ask for.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Cisco-CP-8851-3PCC/11.3.1 (00562b04c2d0)' }, is: { model: 'CP-8851', firmware: '11.3.1', mac: '00562b04c2d0' } },
    { hints: { httpUserAgent: 'Cisco-CP-8841-3PCC/11.0 (00562b043615)' }, is: { model: 'CP-8841', firmware: '11.0' } },
    { hints: { sipUserAgent: 'Cisco-CP-7841-3PCC/11.3.7' }, is: { model: 'CP-7841', firmware: '11.3.7' } },
    { hints: { sipUserAgent: 'Cisco-ATA191-MPP/11.2.2' }, is: { model: 'ATA191' } },
    { hints: { file: 'CP-8851-3PCC.cfg' }, is: { model: 'CP-8851' } },
  ], // prettier-ignore
});
