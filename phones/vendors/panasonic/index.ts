/** Panasonic KX-HDV, KX-UT and KX-TGP. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, httpUserAgent, mac, pnpVendor, sipUserAgent } from '../define.ts';
import { panasonicModels } from './models.ts';
import { ownFile, renderPanasonic } from './render.ts';
import { panasonicVocabulary } from './vocabulary.ts';

const OUI = ['0080f0', '080023', 'bcc342'] as const;

/** `Panasonic_KX-UT670/01.302 (0080f0112233)`; letters behind the number name the country. */
const TEXT =
  /^Panasonic[_-](?<model>KX-(?:HDV|UTG|UT|TGP)\d{3})[A-Z]{0,3}\/(?<firmware>\d[\d.]{1,16})(?: \((?<mac>[0-9a-f]{12})\))?$/i;

export const panasonic = definePhoneVendor({
  id: 'panasonic',
  name: 'Panasonic',
  oui: OUI,
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    pnpVendor(/^panasonic$/i, /^(?<model>KX-(?:HDV|UTG|UT|TGP)\d{3})[A-Z]{0,3}$/i),
    mac(...OUI),
  ],
  models: panasonicModels,
  vocabulary: panasonicVocabulary,
  dhcp: {
    options: [160, 159, 66],
    form: 'folder',
    note: 'With a bare address the phone asks over TFTP. Write the whole URL with Config{MAC}.cfg at its end: the phone puts its address there.',
  },
  pnpUrl: (url, who) => `${url}${ownFile(who.mac)}`,
  filesAskedFor: (who) => [`${who.model}.cfg`, ownFile(who.mac)],
  render: renderPanasonic,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync',
      note: 'The phone fetches its file, and restarts when a changed setting needs it.',
    },
    reboot: { via: 'none', note: 'These phones obey no order to restart; they do so themselves when a changed setting needs it.' },
    showText: { via: 'none', note: 'These phones show no text sent to them.' },
  }, // prettier-ignore
  examples: [
    { hints: { httpUserAgent: 'Panasonic_KX-UT113/01.133 (0080f0c8c381)' }, is: { model: 'KX-UT113', firmware: '01.133', mac: '0080f0c8c381' } },
    { hints: { httpUserAgent: 'Panasonic_KX-UT670/01.302 (0080f0112233)' }, is: { model: 'KX-UT670', firmware: '01.302' } },
    { hints: { sipUserAgent: 'Panasonic-KX-TGP600RU/01.061 (080023e21a52)' }, is: { model: 'KX-TGP600', mac: '080023e21a52' } },
    { hints: { pnp: { vendor: 'Panasonic', model: 'KX-HDV130', version: '08.155' } }, is: { model: 'KX-HDV130', firmware: '08.155' } },
    { hints: { mac: 'bcc342112233' }, is: {} },
  ], // prettier-ignore
});
