/**
 * A SIP phone of a maker that has no folder here. Nothing is known of the files it would read, so none is made up: it gets a sheet
 * of settings in plain words, for the person who types them in at the phone. No text of a device is claimed for it; somebody chooses
 * it on purpose.
 */

import { definePhoneVendor, fileName, type PhoneModel } from '../define.ts';
import { renderSheet, sheetActions, sheetName, sheetVocabulary } from '../sheet.ts';

const models: readonly PhoneModel[] = [
  { model: 'SIP phone', family: 'sheet', lines: 4, keys: 12, codecs: ['g722', 'pcma', 'pcmu'] },
];

export const generic = definePhoneVendor({
  id: 'generic',
  name: 'Other SIP phone',
  oui: [],
  // Only the sheet itself is recognised, when somebody fetches it.
  identify: [fileName(/^settings-(?<mac>[0-9a-f]{12})\.txt$/)],
  models,
  vocabulary: [sheetVocabulary],
  filesAskedFor: (who) => [sheetName(who.mac)],
  render: renderSheet(models),
  actions: sheetActions,
  examples: [{ hints: { file: 'settings-02156511aabb.txt' }, is: { mac: '02156511aabb' } }],
});
