/** 2N: IP door phones. Sources and what was tried: README.md. */

import { modelByName } from '../checked.ts';
import { definePhoneVendor, fileName, httpUserAgent, mac, sipUserAgent } from '../define.ts';
import { twoNModels, type TwoNModel } from './models.ts';
import { fileOf, renderTwoN } from './render.ts';

const TEXT =
  /^2N (?<model>IP (?:Verso(?: 2\.0)?|Vario|Force|Safety|Base|Solo|Style|Uni|One)) (?<firmware>\d{1,2}(?:\.\d{1,4}){2,5})$/;

export const twoN = definePhoneVendor({
  id: '2n',
  name: '2N',
  oui: ['7c1eb3'],
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    fileName(/^hip[a-z0-9]{0,4}-(?<mac>7c-1e-b3(?:-[0-9a-f]{2}){3})\.xml$/i),
    mac('7c1eb3'),
  ],
  models: twoNModels,
  vocabulary: [
    {
      families: ['ip'],
      guide: 'Templates of fusionpbx for IP One, Solo, Style, Verso and Verso 2.0',
      firmware: '2.48, 2.49.1',
      names: [
        'WebServer.DeviceName',
        ...[
          'Enabled', 'User.DisplayName', 'User.Id', 'User.AuthId', 'User.PasswordString', 'User.CommunicationType', 'Client.Domain', 'Client.Port',
          'Proxy.Address', 'Proxy.Port', 'Registrar.Enabled', 'Registrar.Address', 'Registrar.Port', 'Registrar.ExpireTime', 'Misc.Dscp', 'Audio.Dscp',
          ...['PCMU', 'PCMA', 'G#'].flatMap((codec) => [`Audio.Codecs.${codec}.Priority`, `Audio.Codecs.${codec}.Enabled`]),
          'Dtmf.SendInAudio', 'Dtmf.SendInRtp', 'Dtmf.SendInSip',
        ].map((name) => `Phone.Sip[#].${name}`),
        'AutoUpdate.Firmware.Enabled',
        ...['Enabled', 'ServerAddress', 'FilePath', 'CheckAtBootTime'].map((name) => `AutoUpdate.Configuration.${name}`),
      ], // prettier-ignore
    },
  ],
  dhcp: { options: [66, 150], form: 'folder' },
  filesAskedFor: (who) => {
    const row = modelByName(twoNModels, who.model) as TwoNModel | undefined;
    return [fileOf(who.mac, row?.code ?? 'hip')];
  },
  render: renderTwoN,
  actions: {
    resync: {
      via: 'none',
      note: 'This door phone asks for its settings when it starts: restart it on its own web page.',
    },
    reboot: { via: 'none', note: 'Restart this door phone on its own web page, under System, Maintenance.' },
    showText: { via: 'none', note: 'This door phone takes no text from the office.' },
  },
  examples: [
    { hints: { sipUserAgent: '2N IP Verso 2.45.0.55.3' }, is: { model: 'IP Verso', firmware: '2.45.0.55.3' } },
    { hints: { sipUserAgent: '2N IP Verso 2.0 2.49.1.80.4' }, is: { model: 'IP Verso 2.0', firmware: '2.49.1.80.4' } },
    { hints: { file: 'hipve-7C-1E-B3-01-02-03.xml' }, is: { mac: '7c1eb3010203' } },
    { hints: { mac: '7c1eb3010203' }, is: {} },
  ],
});
