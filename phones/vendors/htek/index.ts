/** Htek: UC8xx and UC9xx. Sources and what was tried: README.md. */

import { modelByName, unknownModel } from '../checked.ts';
import { definePhoneVendor, fileName, httpUserAgent, mac, pnpVendor, sipUserAgent } from '../define.ts';
import { HL_NAMES, hlProvisionFile } from '../hl-provision.ts';
import { htekModels } from './models.ts';

const MODEL = String.raw`(?<model>UC[589]\d{2}[A-Z]{0,2})`;
const TEXT = new RegExp(
  `^Htek ${MODEL} V?(?<firmware>\\d{1,3}(?:\\.\\d{1,4}){2,5})(?: (?<mac>[0-9a-fA-F]{12}|(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}))?$`,
  'i',
);

export const htek = definePhoneVendor({
  id: 'htek',
  name: 'Htek',
  oui: ['001fc1'],
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    pnpVendor(/^htek$/i, new RegExp(`^${MODEL}$`)),
    // Sangoma's S-series is on the same platform and may carry this block: it names itself in its texts.
    fileName(/^cfg(?<mac>001fc1[0-9a-f]{6})\.xml$/i),
    mac('001fc1'),
  ],
  models: htekModels,
  vocabulary: [
    {
      families: ['uc'],
      guide: 'Templates of wazo-provd-plugins for 2.42.6; a public per-account template',
      firmware: '2.0.4 to 2.42.6',
      names: HL_NAMES,
    },
  ],
  dhcp: { options: [128, 150, 66], form: 'folder' },
  // Further names (`cfg<model>.xml`, `cfg000000000000.xml`) are asked for only when this one is missing.
  filesAskedFor: (who) => [`cfg${who.mac}.xml`],
  render: (profile) => {
    const row = modelByName(htekModels, profile.model);
    return [hlProvisionFile(profile, row, unknownModel(row, profile.model, 'Htek'))];
  },
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync;reboot=false' },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: { via: 'none', note: 'Htek phones take no text from the office; let the phone ring instead.' },
  },
  examples: [
    {
      hints: { httpUserAgent: 'Htek UC903 2.0.4.2 00:1f:c1:1c:22:a9' },
      is: { model: 'UC903', firmware: '2.0.4.2', mac: '001fc11c22a9' },
    },
    { hints: { sipUserAgent: 'Htek UC926 2.0.4.4.58' }, is: { model: 'UC926', firmware: '2.0.4.4.58' } },
    { hints: { file: 'cfg001fc11c22a9.xml' }, is: { mac: '001fc11c22a9' } },
    { hints: { mac: '001fc1001122' }, is: {} },
  ],
});
