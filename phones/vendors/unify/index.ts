/**
 * Unify (Siemens): OpenStage and OpenScape Desk Phone CP. They are set up in a conversation with a management server (DLS), whose
 * form no open source shows, so they get the sheet for their own web page. Sources: README.md beside this file.
 */

import { definePhoneVendor, mac, sipUserAgent, type IdentifyRule, type PhoneModel } from '../define.ts';
import { renderSheet, sheetActions, sheetName, sheetVocabulary } from '../sheet.ts';

/** One line is what every one of them has; the guides count further ones by the keys that somebody makes line keys. */
const phone = (model: string): PhoneModel => ({
  model,
  family: 'sheet',
  lines: 1,
  keys: 0,
  codecs: ['g722', 'pcma', 'pcmu', 'g729'],
});

const models: readonly PhoneModel[] = [
  ...['15', '20', '40', '60', '80'].map((number) => phone(`OpenStage ${number}`)),
  ...['110', '200', '205', '210', '400', '410', '600', '710'].map((number) => phone(`CP${number}`)),
];

const said = sipUserAgent(/^OpenStage_(?<model>15|20|40|60|80)(?:_V\d+)? (?<firmware>[RV][\w.]+)/);
/** It says "OpenStage_40" where everybody else writes "OpenStage 40". */
const openStage: IdentifyRule = {
  ...said,
  match(hints) {
    const found = said.match(hints);
    return found && { ...found, model: `OpenStage ${found.model ?? ''}` };
  },
};

const prefixes = ['001ae8', '60dbef'] as const;

export const unify = definePhoneVendor({
  id: 'unify',
  name: 'Unify',
  oui: prefixes,
  identify: [
    openStage,
    sipUserAgent(/^Desk_Phone_IP_(?<model>CP\d{3})(?:_V\d+)? (?<firmware>[RV][\w.]+)/),
    mac(...prefixes),
  ],
  models,
  vocabulary: [sheetVocabulary],
  filesAskedFor: (who) => [sheetName(who.mac)],
  render: renderSheet(models),
  actions: sheetActions,
  examples: [
    // Both are the grammar of the fingerprints with numbers of our own.
    {
      hints: { sipUserAgent: 'Desk_Phone_IP_CP200_V1 R4.12.0  SIP  180731' },
      is: { model: 'CP200', firmware: 'R4.12.0' },
    },
    { hints: { sipUserAgent: 'OpenStage_40_V3 R5.14.0 SIP' }, is: { model: 'OpenStage 40', firmware: 'R5.14.0' } },
    { hints: { mac: '001ae8aabbcc' }, is: {} },
  ],
});
