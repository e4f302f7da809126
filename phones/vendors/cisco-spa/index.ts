/** Cisco SPA phones and adapters, Linksys before. Sources and what was tried: README.md beside this file. */

import { modelByName } from '../checked.ts';
import { definePhoneVendor, fileName, mac, type IdentifyRule, type PhoneHints } from '../define.ts';
import { ciscoPhoneBook } from '../flat-profile.ts';
import { spaModels, type SpaModel } from './models.ts';
import { renderCiscoSpa } from './render.ts';
import { spaVocabulary } from './vocabulary.ts';

/** `Linksys/SPA-942-6.1.5(a) (88019FA42805)`, `Cisco/SPA525G-7.4.7 (CBT141900G7)`: the brackets hold address, serial number or both. */
const TEXT =
  /^(?:Cisco|Linksys|Sipura)\/(?<model>SPA-?\d{3,4}(?:G2?|D)?|PAP2T?|WRP400)-(?<firmware>\d[\d.]{0,16}(?:\(\w{1,8}\))?)(?<rest>(?: ?\(\w{1,24}\)){0,3})$/;

const agent = (by: 'http-user-agent' | 'sip-user-agent', pick: (hints: PhoneHints) => string | undefined) =>
  ({
    by,
    match: (hints) => {
      const { model, firmware, rest = '' } = TEXT.exec((pick(hints) ?? '').slice(0, 256))?.groups ?? {};
      if (model === undefined || firmware === undefined) return undefined;
      const address = /\(([0-9A-Fa-f]{12})\)/.exec(rest)?.[1]?.toLowerCase();
      return { model: model.replace('-', ''), firmware, ...(address === undefined ? {} : { mac: address }) };
    },
  }) satisfies IdentifyRule;

export const ciscoSpa = definePhoneVendor({
  id: 'cisco-spa',
  name: 'Cisco SPA',
  // Cisco SPA's own block. Later devices have any of Cisco's, which says nothing.
  oui: ['000e08'],
  identify: [
    agent('http-user-agent', ({ httpUserAgent }) => httpUserAgent),
    agent('sip-user-agent', ({ sipUserAgent }) => sipUserAgent),
    fileName(/^spa\d{3,4}(?:G2?|D)?\.cfg$/i),
    mac('000e08'),
  ],
  models: spaModels,
  vocabulary: spaVocabulary,
  // The phone puts its address where $MA stands.
  pnpUrl: (url) => `${url}$MA.xml`,
  dhcp: {
    options: [66, 160, 159, 150],
    form: 'folder',
    note: 'With a bare address the phone asks over TFTP for a file named after its model. In options 159 and 160 a whole URL may stand; write $MA.xml at its end.',
  },
  filesAskedFor: (who) => {
    const file = (modelByName(spaModels, who.model) as SpaModel | undefined)?.file;
    return [...(file === undefined ? [] : [file]), `${who.mac}.xml`];
  },
  render: renderCiscoSpa,
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
    { hints: { httpUserAgent: 'Linksys/SPA-942-6.1.5(a) (88019FA42805)' }, is: { model: 'SPA942', firmware: '6.1.5(a)', mac: '88019fa42805' } },
    { hints: { httpUserAgent: 'Cisco/SPA501G-7.4.4 (8843E157DDCC)(CBT141100HR)' }, is: { model: 'SPA501G', firmware: '7.4.4', mac: '8843e157ddcc' } },
    { hints: { httpUserAgent: 'Cisco/SPA525G-7.4.7 (CBT141900G7)' }, is: { model: 'SPA525G', firmware: '7.4.7' } },
    { hints: { sipUserAgent: 'Cisco/SPA504G-7.5.5' }, is: { model: 'SPA504G', firmware: '7.5.5' } },
    { hints: { sipUserAgent: 'Cisco/SPA112-1.3.5(004p)' }, is: { model: 'SPA112', firmware: '1.3.5(004p)' } },
    { hints: { sipUserAgent: 'Linksys/PAP2T-5.1.6(LS)' }, is: { model: 'PAP2T', firmware: '5.1.6(LS)' } },
    { hints: { file: 'spa504G.cfg' }, is: {} },
    { hints: { mac: '000e08d0a5b1' }, is: {} },
  ], // prettier-ignore
});
