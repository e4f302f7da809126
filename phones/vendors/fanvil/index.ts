/** Fanvil: X, V, H, i and PA series. Sources and what was tried: README.md. */

import { modelByName } from '../checked.ts';
import { definePhoneVendor, fileName, httpUserAgent, mac, pnpVendor, sipUserAgent, type BookEntry } from '../define.ts';
import { xmlElement } from '../xml.ts';
import { fanvilModels, type FanvilModel } from './models.ts';
import { renderFanvil } from './render.ts';
import { fanvilVocabulary } from './vocabulary.ts';

const OUI = ['0c383e', '00a859', '00a85a'] as const;
const MODEL = String.raw`(?<model>(?:[VHXWCi]|PA)\d{1,3}(?:[WSGVUCAi]|S[PWGDV]|SV)?(?:-V\d|-R)?(?: ?(?:Pro|Lite))?)`;
const TEXT = new RegExp(
  `^Fanvil ${MODEL} (?<firmware>\\d{1,3}(?:\\.\\d{1,5}){1,4})(?: (?<mac>[0-9a-fA-F]{12}|(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}))?$`,
);

function phoneBook(entries: readonly BookEntry[]) {
  const lines = entries.map(
    ({ name, number }) =>
      ` <DirectoryEntry>${xmlElement('Name', {}, name)}${xmlElement('Telephone', {}, number)}</DirectoryEntry>\n`,
  );
  return {
    path: 'phonebook.xml',
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<FanvilIPPhoneDirectory>\n${lines.join('')}</FanvilIPPhoneDirectory>\n`,
    isSecret: true,
    notes: [],
  };
}

export const fanvil = definePhoneVendor({
  id: 'fanvil',
  name: 'Fanvil',
  oui: OUI,
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    // It may call itself "VOIP PHONE" there: then only the brand is known.
    pnpVendor(/^fanvil$/i, new RegExp(`^${MODEL}$`)),
    fileName(/^f0(?:V[0-9A-Zi]{9,10}|C\d{8}|X\d\w{0,3}hw1\.100|000X600000)\.cfg$/i),
    mac(...OUI),
  ],
  models: fanvilModels,
  vocabulary: fanvilVocabulary,
  dhcp: { options: [66, 43], form: 'folder', note: 'A custom option that somebody set on the phone is read as well.' },
  // The phone wants a file here, and fills in its own address.
  pnpUrl: (url) => `${url}$mac.cfg`,
  filesAskedFor: (who) => {
    const row = modelByName(fanvilModels, who.model) as FanvilModel | undefined;
    return [...(row?.common === undefined ? [] : [row.common]), `${who.mac}.cfg`];
  },
  render: renderFanvil,
  phoneBook,
  actions: {
    resync: {
      via: 'http',
      path: '/cgi-bin/ConfigManApp.com?key=AutoP',
      auth: 'basic',
      note: 'The phone asks for its settings at once; it restarts when they have changed.',
    },
    reboot: { via: 'sip-notify', event: 'check-sync', note: 'The phone restarts at once, also in a call.' },
    showText: { via: 'none', note: 'Fanvil phones take no text from the office; let the phone ring instead.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Fanvil X4 2.10.2.6887 0c383e07e16c' }, is: { model: 'X4', firmware: '2.10.2.6887', mac: '0c383e07e16c' } },
    { hints: { httpUserAgent: 'Fanvil X6U Pro 0.0.10 0c383e2cd782' }, is: { model: 'X6U Pro', firmware: '0.0.10' } },
    { hints: { httpUserAgent: 'Fanvil X6U Pro 2.4.5 0c383e112233' }, is: { model: 'X6U Pro', firmware: '2.4.5', mac: '0c383e112233' } },
    { hints: { httpUserAgent: 'Fanvil V67 2.6.6.187 0c383e391b5c' }, is: { model: 'V67' } },
    { hints: { httpUserAgent: 'Fanvil i10SV 2.12.10.1 0c383e391b5c' }, is: { model: 'i10SV' } },
    { hints: { httpUserAgent: 'Fanvil H2U-V2 2.12.0 0c383e391b5c' }, is: { model: 'H2U-V2' } },
    { hints: { httpUserAgent: 'Fanvil X5U-V2 2.12.16.17 0c383e391b5c' }, is: { model: 'X5U-V2' } },
    { hints: { sipUserAgent: 'Fanvil i53W 2.12.9' }, is: { model: 'i53W', firmware: '2.12.9' } },
    { hints: { pnp: { vendor: 'Fanvil', model: 'VOIP PHONE', version: '2.4.5' } }, is: { firmware: '2.4.5' } },
    { hints: { file: 'F0V00X700000.cfg' }, is: {} },
    { hints: { mac: '0c383e001122' }, is: {} },
  ], // prettier-ignore
});
