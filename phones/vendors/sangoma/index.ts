/** Sangoma: S-series on Htek's platform, P- and D-series (Digium). Sources and what was tried: README.md. */

import { modelByName, unknownModel } from '../checked.ts';
import {
  definePhoneVendor,
  fileName,
  httpUserAgent,
  mac,
  pnpVendor,
  sipUserAgent,
  type PhoneModel,
} from '../define.ts';
import { HL_NAMES, hlProvisionFile } from '../hl-provision.ts';
import { digiumFile } from './digium.ts';
import { sangomaModels } from './models.ts';

const MAC = '(?: (?<mac>[0-9a-fA-F]{12}|(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}))?';
const S_SERIES = new RegExp(`^Sangoma (?<model>S\\d{3}) V?(?<firmware>\\d{1,3}(?:\\.\\d{1,4}){2,5})${MAC}$`);
const D_SERIES = new RegExp(
  `^(?:Digium|Sangoma) (?<model>[DP]\\d{2,3}) (?<firmware>\\d{1,3}(?:[._]\\d{1,6}){2,5})${MAC}$`,
);

const row = (model: string): PhoneModel | undefined => modelByName(sangomaModels, model);
const isDigium = (model: string): boolean => row(model)?.family === 'digium' || /^[DP]\d/i.test(model);

export const sangoma = definePhoneVendor({
  id: 'sangoma',
  name: 'Sangoma',
  oui: ['005058', '000fd3'],
  identify: [
    httpUserAgent(S_SERIES),
    httpUserAgent(D_SERIES),
    sipUserAgent(S_SERIES),
    sipUserAgent(D_SERIES),
    pnpVendor(/^(?:sangoma|digium)$/i, /^(?<model>[SDP]\d{2,3})$/),
    fileName(/^cfg(?<mac>005058[0-9a-f]{6})\.xml$/i),
    fileName(/^(?<mac>000fd3[0-9a-f]{6})\.cfg$/i),
    mac('005058', '000fd3'),
  ],
  models: sangomaModels,
  vocabulary: [
    {
      families: ['s'],
      guide: 'Template of nethesis/tancredi for the S-series',
      firmware: '3.0.4',
      names: HL_NAMES,
    },
    {
      families: ['digium'],
      guide: 'Templates of wazo-provd-plugins for Digium phones',
      firmware: '1.4 to 4.x',
      names: [
        ...['login_password', 'time_zone', 'time_source', 'ntp_server', 'ntp_resync', 'locale', 'network_vlan_id', 'network_vlan_qos'].map((id) => `setting.${id}`),
        ...['index', 'status', 'register', 'account_id', 'username', 'authname', 'password', 'line_label', 'voicemail', 'conflict'].map((name) => `account.#.${name}`),
        ...['server', 'port', 'transport', 'reregister', 'retry', 'num_retries'].map((name) => `account.#.host_primary.${name}`),
      ], // prettier-ignore
    },
  ],
  dhcp: {
    options: [128, 150, 66],
    form: 'folder',
    note: 'P- and D-series read option 66 only, and look for a server by mDNS.',
  },
  filesAskedFor: (who) => [isDigium(who.model) ? `${who.mac}.cfg` : `cfg${who.mac}.xml`],
  render: (profile) => {
    const model = row(profile.model);
    const notes = unknownModel(model, profile.model, 'Sangoma');
    return isDigium(profile.model)
      ? [digiumFile(profile, model ?? { model: profile.model, family: 'digium', lines: 1, keys: 0, codecs: [] }, notes)]
      : [hlProvisionFile(profile, model, notes)];
  },
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync;reboot=false', note: 'P- and D-series may restart.' },
    reboot: { via: 'sip-notify', event: 'check-sync;reboot=true' },
    showText: { via: 'none', note: 'Sangoma phones take no text from the office; let the phone ring instead.' },
  },
  examples: [
    { hints: { httpUserAgent: 'Sangoma S500 V3.0.4.66' }, is: { model: 'S500', firmware: '3.0.4.66' } },
    { hints: { sipUserAgent: 'Sangoma S705 V3.0.4.66' }, is: { model: 'S705' } },
    { hints: { sipUserAgent: 'Digium D40 1_4_0_0_57389' }, is: { model: 'D40', firmware: '1_4_0_0_57389' } },
    { hints: { file: 'cfg005058aabbcc.xml' }, is: { mac: '005058aabbcc' } },
    { hints: { mac: '000fd3001122' }, is: {} },
  ],
});
