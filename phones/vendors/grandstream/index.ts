/** Grandstream: desk, Wi-Fi, video and hotel phones, adapters, DECT bases. Sources and what was tried: README.md. */

import { definePhoneVendor, fileName, httpUserAgent, mac, pnpVendor, sipUserAgent, type BookEntry } from '../define.ts';
import { xmlElement } from '../xml.ts';
import { grandstreamModels } from './models.ts';
import { renderGrandstream } from './render.ts';
import { grandstreamVocabulary } from './vocabulary.ts';

const OUI = ['000b82', '144cff', 'c074ad', 'ec74d7'] as const;
/** Not the UCM, which is a telephone system and asks for nothing of ours. */
const MODEL = String.raw`(?<model>(?:GXP|GRP|GXV|GAC|GHP|GXW|GSC|GDS|WP|HT|DP)\d{3,4}[A-Z]{0,2}(?:V2)?)`;
const FIRMWARE = String.raw`(?<firmware>\d{1,3}(?:\.\d{1,3}){2,3})`;

function phoneBook(entries: readonly BookEntry[]) {
  const contacts = entries.map(
    ({ name, number }) =>
      `  <Contact>${xmlElement('LastName', {}, name)}<FirstName></FirstName><Phone>${xmlElement('phonenumber', {}, number)}<accountindex>0</accountindex></Phone></Contact>\n`,
  );
  return {
    path: 'phonebook.xml',
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<AddressBook>\n${contacts.join('')}</AddressBook>\n`,
    isSecret: true,
    notes: [],
  };
}

export const grandstream = definePhoneVendor({
  id: 'grandstream',
  name: 'Grandstream',
  oui: OUI,
  identify: [
    httpUserAgent(
      new RegExp(
        `^Grandstream Model HW ${MODEL} {1,2}(?:V[\\d.]{1,5}[A-Z] )?SW ${FIRMWARE} DevId (?<mac>[0-9a-fA-F]{12})$`,
      ),
    ),
    httpUserAgent(
      /^Grandstream (?<model>GXP\d{4}) \(gxp\w{1,10}\.bin:(?<firmware>[\d.]{5,15})\/boot[^)]{1,40}\) DevId (?<mac>[0-9a-f]{12})$/,
    ),
    sipUserAgent(new RegExp(`^Grandstream ${MODEL}(?: V[\\d.]{1,5}[A-Z])? ${FIRMWARE}$`)),
    pnpVendor(/^grandstream$/i, new RegExp(`^${MODEL}$`)),
    fileName(/^cfg(?<mac>(?:000b82|144cff|c074ad|ec74d7)[0-9a-f]{6})(?:\.xml|\.bin)?$/i),
    mac(...OUI),
  ],
  models: grandstreamModels,
  vocabulary: grandstreamVocabulary,
  dhcp: {
    options: [66, 43, 160],
    form: 'folder',
    note: 'Without http:// in front the phone may try TFTP or HTTPS first.',
  },
  // The binary `cfg<mac>` is asked for as well; 404 is the expected answer to it.
  filesAskedFor: (who) => [`cfg${who.mac}.xml`],
  // A path that does not end in a slash is cut at its last one.
  pnpUrl: (url) => (url.endsWith('/') ? url : `${url}/`),
  render: renderGrandstream,
  phoneBook,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync',
      note: 'The phone restarts when a changed setting needs it. Before its first settings from here it refuses the order.',
    },
    reboot: {
      via: 'none',
      note: 'Grandstream phones restart by their own web page only: sign in as admin and choose Reboot.',
    },
    showText: { via: 'none', note: 'Grandstream phones take no text from the office; let the phone ring instead.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Grandstream Model HW GXP1405 SW 1.0.4.23 DevId 000b8240d55c' }, is: { model: 'GXP1405', firmware: '1.0.4.23', mac: '000b8240d55c' } },
    { hints: { httpUserAgent: 'Grandstream Model HW GXP2200 V2.2A SW 1.0.1.33 DevId 000b82462d97' }, is: { model: 'GXP2200', firmware: '1.0.1.33' } },
    { hints: { httpUserAgent: 'Grandstream Model HW GXV3350  V1.3A SW 1.0.1.8 DevId c074ad2bd859' }, is: { model: 'GXV3350', firmware: '1.0.1.8' } },
    { hints: { httpUserAgent: 'Grandstream Model HW HT801 V1.1A SW 1.0.17.5 DevId c074ad273a10' }, is: { model: 'HT801', firmware: '1.0.17.5', mac: 'c074ad273a10' } },
    { hints: { httpUserAgent: 'Grandstream Model HW GRP2614 SW 1.0.5.15 DevId c074ad0b63ee' }, is: { model: 'GRP2614', firmware: '1.0.5.15' } },
    { hints: { httpUserAgent: 'Grandstream Model HW GXP2130 SW 1.0.7.25 DevId 000b826a1234' }, is: { model: 'GXP2130' } },
    { hints: { httpUserAgent: 'Grandstream GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8' }, is: { model: 'GXP2000', firmware: '1.2.5.3', mac: '000b822726c8' } },
    { hints: { sipUserAgent: 'Grandstream GXP2170 1.0.11.64' }, is: { model: 'GXP2170', firmware: '1.0.11.64' } },
    { hints: { sipUserAgent: 'Grandstream HT802 1.0.29.8' }, is: { model: 'HT802', firmware: '1.0.29.8' } },
    { hints: { file: 'cfg000b82abcdef.xml' }, is: { mac: '000b82abcdef' } },
    { hints: { mac: 'ec74d7001122' }, is: {} },
  ], // prettier-ignore
});
