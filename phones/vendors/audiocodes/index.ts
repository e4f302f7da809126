/** AudioCodes: 400HD series with generic SIP firmware. Sources and what was tried: README.md. */

import { definePhoneVendor, fileName, httpUserAgent, mac, sipUserAgent } from '../define.ts';
import { audiocodesModels } from './models.ts';
import { renderAudiocodes } from './render.ts';

const OUI = ['00908f', '0005e7', '001719'] as const;
const MODEL = String.raw`(?<model>(?:C?\d{3}(?:HD)?|RX50))`;
const FIRMWARE = String.raw`(?<firmware>[\w.]{3,40})`;

export const audiocodes = definePhoneVendor({
  id: 'audiocodes',
  name: 'AudioCodes',
  oui: OUI,
  identify: [
    httpUserAgent(new RegExp(`^AUDC-IPPhone/${FIRMWARE} \\(${MODEL}(?:-[\\w]{1,12})?; ?(?<mac>[0-9A-Fa-f]{12})\\)$`)),
    httpUserAgent(new RegExp(`^AUDC-IPPhone-${MODEL}(?:_[A-Z]{2,6})?[_/]${FIRMWARE}$`)),
    sipUserAgent(new RegExp(`^AUDC-IPPhone-${MODEL}(?:_[A-Z]{2,6})?[_/]${FIRMWARE}$`)),
    fileName(/^(?<mac>(?:00908f|0005e7|001719)[0-9a-f]{6})\.cfg$/i),
    mac(...OUI),
  ],
  models: audiocodesModels,
  vocabulary: [
    {
      families: ['400hd'],
      guide:
        'AudioCodes 400HD Series Administrator’s Manual (Generic SIP) 2.2.16, 3.4.3, 3.5.1; public engines for names',
      firmware: '2.2.16 to 3.5.1',
      names: [
        ...['enabled', 'id', 'description', 'auth_name', 'auth_password', 'extension_display'].map((name) => `voip/line/#/${name}`),
        ...['use_proxy', 'proxy_address', 'proxy_port', 'sip_registrar/enabled', 'sip_registrar/addr', 'sip_registrar/port', 'transport_protocol', 'registration_expires'].map((name) => `voip/signalling/sip/${name}`),
        ...['enabled', 'name', 'ptime'].map((name) => `voip/codec/codec_info/#/${name}`),
        'voip/services/msg_waiting_ind/enabled', 'voip/services/msg_waiting_ind/subscribe', 'voip/services/msg_waiting_ind/voice_mail_number',
        'voip/services/notify/check_sync/force_reboot_enabled', 'voip/auto_answer/enabled',
        'system/ntp/enabled', 'system/ntp/primary_server_address', 'system/ntp/gmt_offset', 'system/ntp/date_display_format', 'system/ntp/time_display_format',
        'network/lan/dhcp/ntp/gmt_offset/enabled', 'system/syslog/server_address', 'personal_settings/language', 'system/password',
        'provisioning/method', 'provisioning/configuration/url', 'provisioning/firmware/url', 'provisioning/period/type', 'provisioning/period/hourly/hours_interval',
      ], // prettier-ignore
    },
  ],
  dhcp: { options: [160, 66, 67], form: 'folder' },
  filesAskedFor: (who) => [`${who.mac.toUpperCase()}.cfg`],
  render: renderAudiocodes,
  actions: {
    resync: { via: 'sip-notify', event: 'check-sync', note: 'The phone may restart.' },
    reboot: {
      via: 'none',
      note: 'AudioCodes phones restart by their own web page: sign in as admin and choose Restart.',
    },
    showText: { via: 'none', note: 'AudioCodes phones take no text from the office; let the phone ring instead.' },
  },
  examples: [
    {
      hints: { httpUserAgent: 'AUDC-IPPhone/2.2.16.142 (405HD; 00908F5B1035)' },
      is: { model: '405HD', firmware: '2.2.16.142', mac: '00908f5b1035' },
    },
    { hints: { httpUserAgent: 'AUDC-IPPhone-450HD_UC_3.4.6.604' }, is: { model: '450HD', firmware: '3.4.6.604' } },
    { hints: { file: '00908F5B1035.cfg' }, is: { mac: '00908f5b1035' } },
    { hints: { mac: '00908f001122' }, is: {} },
  ],
});
