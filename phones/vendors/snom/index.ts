/** Snom: desk phones 3xx to D8xx and M-series DECT bases. Sources and what was tried: README.md beside this file. */

import { definePhoneVendor, fileName, httpUserAgent, mac, pnpVendor, sipUserAgent } from '../define.ts';
import { xmlElement } from '../xml.ts';
import { snomModels } from './models.ts';
import { renderSnom } from './render.ts';
import { snomPhoneBook } from './phone-book.ts';
import { snomVocabulary } from './vocabulary.ts';

export const snom = definePhoneVendor({
  id: 'snom',
  name: 'Snom',
  oui: ['000413', '1c7126'],
  identify: [
    // The text between firmware and address may hold blanks and a date, so the address is found by shape, not by place.
    httpUserAgent(
      /^Mozilla\/4\.0 \(compatible; snom(?<model>[A-Z]?\d{3}W?|PA1)-SIP (?<firmware>\d[\d.]*)(?:[^)]*? (?<mac>[0-9A-F]{12})(?![0-9A-Za-z]))?/,
    ),
    httpUserAgent(
      /^Mozilla\/4\.0 \(compatible; Snom (?<model>M\d{3}) (?<firmware>\d[\d.]*)(?: (?<mac>[0-9A-Fa-f]{12}))?\)/,
    ),
    sipUserAgent(/^snom(?<model>[A-Z]?\d{3}W?|PA1)\/(?<firmware>\d[\d.]*)$/i),
    sipUserAgent(/^Snom ?(?<model>M\d{3})[ /](?<firmware>\d[\d.]*)(?: \(MAC=(?<mac>[0-9A-F]{12});|$)/i),
    sipUserAgent(/^snom$/i),
    pnpVendor(/^snom/i, /^(?:snom)?(?<model>[A-Z]?\d{3}W?|PA1)$/i),
    fileName(/^snom(?<model>[A-Z]?\d{3}W?|PA1)(?:-(?<mac>[0-9A-F]{12}))?\.(?:htm|xml)$/i),
    mac('000413', '1c7126'),
  ],
  models: snomModels,
  vocabulary: snomVocabulary,
  dhcp: {
    options: [66, 67, 43],
    form: 'folder',
    note: 'Option 66 alone is enough. Options 66 and 67 within 43 win over direct ones.',
  },
  filesAskedFor: (who) => [
    `snom${who.model}.htm`,
    `snom${who.model}-${who.mac.toUpperCase()}.htm`,
    `snom${who.model}-firmware.htm`,
  ],
  render: renderSnom,
  phoneBook: snomPhoneBook,
  actions: {
    resync: {
      via: 'sip-notify',
      event: 'check-sync;reboot=false',
      note: 'The phone may still restart when a changed setting needs it.',
    },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: {
      via: 'sip-notify',
      contentType: 'application/snomxml',
      body: (text) =>
        `<?xml version="1.0" encoding="UTF-8"?>\n<IPPhoneText>${xmlElement('Title', {}, 'Switchroom')}${xmlElement('Text', {}, text)}</IPPhoneText>\n`,
      note: 'Shown only while the phone is registered with the office.',
    },
  },
  examples: [
    {
      hints: {
        httpUserAgent:
          'Mozilla/4.0 (compatible; snomD785-SIP 10.1.33.33 2010.12-00004-g9ba52f5 000413922D24 SXM:0 UXM:0)',
      },
      is: { model: 'D785', firmware: '10.1.33.33', mac: '000413922d24' },
    },
    {
      hints: { httpUserAgent: 'Mozilla/4.0 (compatible; snom320-SIP 8.4.18 1.1.3-s)' },
      is: { model: '320', firmware: '8.4.18' },
    },
    {
      hints: { httpUserAgent: 'Mozilla/4.0 (compatible; snom710-SIP 8.7.5.35 1.1.5-IFX-05.01.12 000413741767)' },
      is: { model: '710', firmware: '8.7.5.35', mac: '000413741767' },
    },
    {
      hints: { httpUserAgent: 'Mozilla/4.0 (compatible; snom870-SIP 8.4.35 SPEAr300 SNOM 1.4)' },
      is: { model: '870', firmware: '8.4.35' },
    },
    {
      hints: { httpUserAgent: 'Mozilla/4.0 (compatible; snomPA1-SIP 8.4.35 1.1.3-s)' },
      is: { model: 'PA1', firmware: '8.4.35' },
    },
    {
      hints: { httpUserAgent: 'Mozilla/4.0 (compatible; Snom M900 05.20.0001 000413a1b2c3)' },
      is: { model: 'M900', firmware: '05.20.0001', mac: '000413a1b2c3' },
    },
    { hints: { sipUserAgent: 'snomD785/10.1.198.19' }, is: { model: 'D785', firmware: '10.1.198.19' } },
    { hints: { sipUserAgent: 'snom300/8.7.3.25' }, is: { model: '300', firmware: '8.7.3.25' } },
    {
      hints: { sipUserAgent: 'snomM700/03.23.0005 (MAC=000413612345; SER= 00000; HW=255)' },
      is: { model: 'M700', firmware: '03.23.0005', mac: '000413612345' },
    },
    { hints: { sipUserAgent: 'snom' }, is: {} },
    {
      hints: { pnp: { vendor: 'snom', model: 'snomD120', version: '10.1.39.11' } },
      is: { model: 'D120', firmware: '10.1.39.11' },
    },
    { hints: { mac: '000413aabbcc', pnp: { vendor: 'OEM', model: 'OEM', version: '8.7.5.48' } }, is: {} },
    { hints: { file: 'snomD735-000413AABBCC.htm' }, is: { model: 'D735', mac: '000413aabbcc' } },
  ],
});
