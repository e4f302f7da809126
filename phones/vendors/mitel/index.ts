/** Mitel 68xx and 69xx, Aastra 67xx and 9xxx. Sources and what was tried: README.md beside this file. */

import {
  definePhoneVendor,
  mac,
  type BookEntry,
  type IdentifyRule,
  type PhoneHints,
  type RenderedFile,
} from '../define.ts';
import { xmlElement } from '../xml.ts';
import { mitelModels } from './models.ts';
import { ownFile, renderMitel } from './render.ts';
import { mitelVocabulary } from './vocabulary.ts';

const OUI = ['00085d', '08000f', '1400e9'] as const;

/** `Aastra6731i MAC:00-08-5D-23-74-29 V:3.2.0.70-SIP`; the oldest call the 6755i 55i. */
const HTTP =
  /^(?:Aastra|Mitel) ?(?<model>5[1357]i(?: ?CT)?|6[789]\d{2}(?:i|w|d)?|9143i|9480i(?: ?CT)?) MAC:(?<mac>(?:[0-9A-F]{2}-){5}[0-9A-F]{2}) V:(?<firmware>\d[\d.]{1,20})(?:-SIP)?$/i;
const SIP =
  /^(?:Aastra|Mitel) (?<model>5[1357]i(?:CT)?|6[789]\d{2}(?:i|w|d)?|9143i|9480i(?:CT)?)\/(?<firmware>\d[\d.]{1,20})$/i;

function modelOfText(text: string): string {
  const plain = text.toLowerCase().replaceAll(/ |ct$/g, '');
  return /^5\di$/.test(plain) ? `67${plain}` : plain;
}

const agent = (
  by: 'http-user-agent' | 'sip-user-agent',
  pattern: RegExp,
  pick: (hints: PhoneHints) => string | undefined,
) =>
  ({
    by,
    match: (hints) => {
      const { model, firmware, mac: address } = pattern.exec((pick(hints) ?? '').slice(0, 256))?.groups ?? {};
      if (model === undefined || firmware === undefined) return undefined;
      return {
        model: modelOfText(model),
        firmware,
        ...(address === undefined ? {} : { mac: address.replaceAll('-', '').toLowerCase() }),
      };
    },
  }) satisfies IdentifyRule;

/** Aastra XML API: `AastraIPPhoneDirectory`. */
function phoneBook(entries: readonly BookEntry[]): RenderedFile {
  const items = entries.map(
    ({ name, number }) => ` <MenuItem>${xmlElement('Prompt', {}, name)}${xmlElement('URI', {}, number)}</MenuItem>\n`,
  );
  return {
    path: 'directory.xml',
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<AastraIPPhoneDirectory>\n ${xmlElement('Title', {}, 'Phone book')}\n${items.join('')}</AastraIPPhoneDirectory>\n`,
    isSecret: true,
    notes: [],
  };
}

export const mitel = definePhoneVendor({
  id: 'mitel',
  name: 'Mitel',
  oui: OUI,
  identify: [
    agent('http-user-agent', HTTP, ({ httpUserAgent }) => httpUserAgent),
    agent('sip-user-agent', SIP, ({ sipUserAgent }) => sipUserAgent),
    mac(...OUI),
  ],
  models: mitelModels,
  vocabulary: mitelVocabulary,
  dhcp: {
    options: [43, 160, 159, 66],
    form: 'folder',
    note: 'With a bare address the phone asks over TFTP; write http:// before it.',
  },
  filesAskedFor: (who) => ['startup.cfg', `${who.model}.cfg`, ownFile(who.mac)],
  render: renderMitel,
  phoneBook,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync',
      note: 'The phone fetches its files and restarts when they are other than before.',
    },
    reboot: { via: 'none', note: 'The phone restarts by itself when what it fetches has changed, and not otherwise.' },
    showText: {
      via: 'sip-notify',
      event: 'aastra-xml',
      contentType: 'application/xml',
      body: (text) =>
        `<?xml version="1.0" encoding="UTF-8"?>\n<AastraIPPhoneTextScreen>${xmlElement('Title', {}, 'Switchroom')}${xmlElement('Text', {}, text)}</AastraIPPhoneTextScreen>\n`,
      note: 'Shown only while the phone is registered with the office.',
    },
  },
  examples: [
    { hints: { httpUserAgent: 'Aastra6731i MAC:00-08-5D-23-74-29 V:3.2.0.70-SIP' }, is: { model: '6731i', firmware: '3.2.0.70', mac: '00085d237429' } },
    { hints: { httpUserAgent: 'Aastra55i MAC:00-08-5D-20-DA-5B V:2.6.0.1008-SIP' }, is: { model: '6755i', firmware: '2.6.0.1008' } },
    { hints: { httpUserAgent: 'Mitel6915 MAC:14-00-E9-1B-E2-41 V:6.4.0.140-SIP' }, is: { model: '6915', mac: '1400e91be241' } },
    { hints: { sipUserAgent: 'Aastra 6867i/4.2.0.181' }, is: { model: '6867i', firmware: '4.2.0.181' } },
    { hints: { sipUserAgent: 'Mitel 6920/5.1.0.1024' }, is: { model: '6920' } },
    { hints: { mac: '00085d112233' }, is: {} },
  ], // prettier-ignore
});
