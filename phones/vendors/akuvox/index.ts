/** Akuvox: desk phones, door phones, indoor monitors. Sources and what was tried: README.md. */

import { definePhoneVendor, fileName, httpUserAgent, mac, pnpVendor, sipUserAgent } from '../define.ts';
import { akuvoxModels } from './models.ts';
import { renderAkuvox } from './render.ts';

const OUI = ['0c1105'] as const;
const MODEL = String.raw`(?<model>(?:SP-R|[RECXS])\d{2,3}[A-Z]{0,2})`;
const TEXT = new RegExp(`^Akuvox ${MODEL} (?<firmware>\\d{1,4}(?:\\.\\d{1,4}){3,6})$`, 'i');

export const akuvox = definePhoneVendor({
  id: 'akuvox',
  name: 'Akuvox',
  oui: OUI,
  identify: [
    httpUserAgent(TEXT),
    sipUserAgent(TEXT),
    pnpVendor(/^akuvox$/i, new RegExp(`^${MODEL}$`)),
    fileName(/^(?<mac>0c1105[0-9a-f]{6})\.(?:cfg|conf)$/i),
    mac(...OUI),
  ],
  models: akuvoxModels,
  vocabulary: [
    {
      families: ['config'],
      guide: 'Template of nethesis/tancredi for the SP-R50P to SP-R63G; administrator guides of the R series for files',
      firmware: 'not stated there',
      names: [
        'Config.Autoprovision.GENERAL.Url', 'Config.Autoprovision.MODE.Mode', 'Config.Autoprovision.PNP.Enable',
        'Config.Autoprovision.REDIRECT.Enable', 'Config.Settings.LOGIN.User', 'Config.Settings.LOGIN.Password', 'Config.Settings.WEB_LOGIN.User',
        'Config.Settings.WEB_LOGIN.Password', 'Config.Settings.LANGUAGE.Type', 'Config.Settings.RINGTONE.Type', 'Config.Features.CALL_WAITING.Enable',
        'Config.Features.INTERCOM.Enable', 'Config.Settings.LOGLEVEL.RemoteSyslog', 'Config.Settings.LOGLEVEL.RemoteServer',
        ...['LanVlanEnable', 'LanVid', 'LanPriority', 'PcVlanEnable', 'PcVid', 'PcPriority'].map((name) => `Config.Network.VLAN.${name}`),
        'Config.Network.QOS.SignalTos', 'Config.Network.QOS.RtpTos', 'Config.Firmware.Url', 'Config.RemotePhoneBook.REMOTE_PHONE_BOOK#.DisplayName',
        'Config.RemotePhoneBook.REMOTE_PHONE_BOOK#.Url',
        ...['Enable', 'NTPServer#', 'TimeZone', 'DTS', 'StartTime', 'EndTime'].map((name) => `Config.Settings.SNTP.${name}`),
        ...['GENERAL.Enable', 'GENERAL.Label', 'GENERAL.DisplayName', 'GENERAL.UserName', 'GENERAL.AuthName', 'GENERAL.Pwd', 'SIP.Server', 'SIP.Port',
          'SIP.TransType', 'ENCRYPTION.SRTPEncryption', 'DTMF.Type', 'VOICEMSG.Number', 'SUBSCRIBE.SubsribeMWI', 'REG.Timeout', 'Audio#.Enable',
          'Audio#.Name', 'Audio#.Priority', 'Audio#.Payload'].map((name) => `Config.Account#.${name}`),
        ...['Type', 'Label', 'Param#'].map((name) => `Config.Programable.LINEKEY#.${name}`),
      ], // prettier-ignore
    },
  ],
  dhcp: { options: [66], form: 'folder', note: 'A custom option that somebody set on the device is read as well.' },
  filesAskedFor: (who) => [`${who.mac.toUpperCase()}.cfg`],
  render: renderAkuvox,
  actions: {
    resync: {
      via: 'http',
      path: '/fcgi/do?action=AutoPNow',
      auth: 'basic',
      note: 'Only from an address that the device’s own page allows.',
    },
    reboot: {
      via: 'http',
      path: '/fcgi/do?action=Reboot',
      auth: 'basic',
      note: 'Only from an address that the device’s own page allows.',
    },
    showText: { via: 'none', note: 'Akuvox devices take no text from the office.' },
  },
  examples: [
    { hints: { sipUserAgent: 'Akuvox R29 29.30.10.128' }, is: { model: 'R29', firmware: '29.30.10.128' } },
    { hints: { httpUserAgent: 'Akuvox SP-R63G 63.0.3.102' }, is: { model: 'SP-R63G' } },
    { hints: { file: '0C1105AABBCC.cfg' }, is: { mac: '0c1105aabbcc' } },
    { hints: { mac: '0c1105001122' }, is: {} },
  ],
});
