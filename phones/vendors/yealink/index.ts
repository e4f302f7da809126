/** Yealink: desk phones T1x to T8x, conference phones, Wi-Fi and DECT. Sources and what was tried: README.md. */

import { definePhoneVendor, fileName, httpUserAgent, mac, pnpVendor, sipUserAgent, type BookEntry } from '../define.ts';
import { modelByName } from '../checked.ts';
import { xmlElement } from '../xml.ts';
import { yealinkModels, type YealinkModel } from './models.ts';
import { commonFile, renderYealink } from './render.ts';
import { yealinkVocabulary } from './vocabulary.ts';

const OUI = [
  '001565', '249ad8', '3497d7', '44dbd2', '644f56', '805e0c', '805ec0', 'b061a9', 'c4fc22', 'ec1da9', 'f01653', 'e434d7',
] as const; // prettier-ignore

const MODEL = String.raw`(?<model>T\d{2}(?:LTE|[A-Z]{0,2})(?:_E2)?|VP\d{2}|VP530(?=P?\b)|W\d{2}[A-Z]{1,2}|CP\d{3}W?|AX\d{2}[A-Z]|MP\d{2})`;
const MAC = '(?<mac>[0-9A-Fa-f]{12}|(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})';
const FIRMWARE = String.raw`(?<firmware>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})`;
/** With the brand; hardware numbers or the address may follow, and some firmware puts two blanks. */
const BRANDED = new RegExp(
  `^Yealink[ -](?:SIP[ -])?(?:VP-)?${MODEL}P? {1,2}${FIRMWARE}(?: ${MAC}| [\\d.]{1,40})?$`,
  'i',
);
/** The oldest video phones and DECT bases leave the brand out, but never their address. */
const BRANDLESS = new RegExp(`^(?<model>VP530(?=P?\\b)|W52P)P? ${FIRMWARE} ${MAC}$`);

const row = (model: string): YealinkModel | undefined => modelByName(yealinkModels, model) as YealinkModel | undefined;

function phoneBook(entries: readonly BookEntry[]) {
  const lines = entries.map(
    ({ name, number }) =>
      ` <DirectoryEntry>${xmlElement('Name', {}, name)}${xmlElement('Telephone', {}, number)}</DirectoryEntry>\n`,
  );
  return {
    path: 'phonebook.xml',
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<YealinkIPPhoneDirectory>\n${lines.join('')}</YealinkIPPhoneDirectory>\n`,
    isSecret: true,
    notes: [],
  };
}

export const yealink = definePhoneVendor({
  id: 'yealink',
  name: 'Yealink',
  oui: OUI,
  identify: [
    httpUserAgent(BRANDED),
    httpUserAgent(BRANDLESS),
    sipUserAgent(BRANDED),
    sipUserAgent(BRANDLESS),
    pnpVendor(/^yealink$/i, new RegExp(`^(?:SIP-)?(?:VP-)?${MODEL}$`)),
    // Not y000000000000: Flyingvoice asks for that as well.
    fileName(/^y(?!0{12})0{9}\d{3}\.(?:cfg|boot)$/),
    mac(...OUI),
  ],
  models: yealinkModels,
  vocabulary: yealinkVocabulary,
  dhcp: {
    options: [66, 43],
    form: 'folder',
    note: 'A custom option that somebody set on the phone comes before both.',
  },
  filesAskedFor: (who) => {
    const common = row(who.model)?.common;
    return [`${who.mac}.boot`, ...(common === undefined ? [] : [commonFile(common)]), `${who.mac}.cfg`];
  },
  render: renderYealink,
  phoneBook,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync;reboot=false',
      note: 'The phone may still restart when a changed setting needs it.',
    },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: {
      via: 'sip-notify',
      event: 'Yealink-xml',
      contentType: 'application/xml',
      body: (text) =>
        `<?xml version="1.0" encoding="UTF-8"?>\n<YealinkIPPhoneTextScreen Beep="no" Timeout="30">${xmlElement('Title', {}, 'Switchroom')}${xmlElement('Text', {}, text)}</YealinkIPPhoneTextScreen>\n`,
      note: 'Phones with a screen for XML only: not the T18 to T22, and no DECT base.',
    },
  },
  examples: [
    { hints: { httpUserAgent: 'yealink SIP-T28P 2.70.0.140 00:15:65:2a:5b:7c' }, is: { model: 'T28P', firmware: '2.70.0.140', mac: '0015652a5b7c' } },
    { hints: { httpUserAgent: 'Yealink SIP-T20P 9.72.0.30 00:15:65:5e:16:7c' }, is: { model: 'T20P', firmware: '9.72.0.30' } },
    { hints: { httpUserAgent: 'Yealink SIP-T21P_E2 52.80.0.3 00:15:65:4c:4c:26' }, is: { model: 'T21P_E2', firmware: '52.80.0.3', mac: '0015654c4c26' } },
    { hints: { httpUserAgent: 'Yealink SIP VP-T49G 51.80.0.10 00:15:65:9b:5a:44' }, is: { model: 'T49G', firmware: '51.80.0.10' } },
    { hints: { httpUserAgent: 'Yealink SIP-T31G 124.85.257.55 80:5e:c0:d5:7d:72' }, is: { model: 'T31G', firmware: '124.85.257.55' } },
    { hints: { httpUserAgent: 'Yealink SIP-T77U 185.87.0.10 44:db:d2:bd:b5:69' }, is: { model: 'T77U', mac: '44dbd2bdb569' } },
    { hints: { httpUserAgent: 'Yealink SIP-T34W 124.86.0.75 24:9a:d8:88:d0:f4' }, is: { model: 'T34W' } },
    { hints: { httpUserAgent: 'Yealink SIP-T54W 96.86.0.20 00:15:65:11:22:33' }, is: { model: 'T54W', firmware: '96.86.0.20' } },
    { hints: { httpUserAgent: 'Yealink W60B 77.81.0.35 80:5e:c0:09:ab:dc' }, is: { model: 'W60B' } },
    { hints: { httpUserAgent: 'Yealink W80B 103.83.0.90 80:5e:c0:71:01:38' }, is: { model: 'W80B', firmware: '103.83.0.90' } },
    { hints: { httpUserAgent: 'Yealink CP960 73.83.0.30 00:15:65:ab:cd:ef' }, is: { model: 'CP960' } },
    { hints: { httpUserAgent: 'Yealink-T46G 28.71.0.81 28.1.0.128.0.0.0' }, is: { model: 'T46G', firmware: '28.71.0.81' } },
    { hints: { httpUserAgent: 'VP530P 23.70.0.40 00:15:65:31:4b:c0' }, is: { model: 'VP530', firmware: '23.70.0.40' } },
    { hints: { httpUserAgent: 'W52P 25.30.0.2 00:15:65:40:ae:35' }, is: { model: 'W52P', firmware: '25.30.0.2' } },
    { hints: { sipUserAgent: 'Yealink SIP-T46G 28.83.0.120' }, is: { model: 'T46G', firmware: '28.83.0.120' } },
    { hints: { sipUserAgent: 'Yealink SIP-T38G  38.70.0.125' }, is: { model: 'T38G' } },
    { hints: { pnp: { vendor: 'yealink', model: 'T23G', version: '44.80.0.60' } }, is: { model: 'T23G', firmware: '44.80.0.60' } },
    { hints: { file: 'y000000000028.cfg' }, is: {} },
    { hints: { mac: '00156511aabb' }, is: {} },
  ], // prettier-ignore
});
