import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from the administrator guides; README.md says from which. */
const device = [
  'auto_provision.server.url', 'auto_provision.pnp_enable', 'auto_provision.power_on', 'auto_provision.repeat.enable',
  'auto_provision.repeat.minutes', 'zero_touch.enable', 'security.user_password', 'network.vlan.internet_port_enable',
  'network.vlan.internet_port_vid', 'network.vlan.internet_port_priority', 'network.vlan.pc_port_enable', 'network.vlan.pc_port_vid',
  'network.vlan.pc_port_priority', 'network.qos.signaltos', 'network.qos.audiotos', 'firmware.url', 'syslog.server',
]; // prettier-ignore
const shared = [
  'lang.gui', 'lang.wui', 'voice.tone.country', 'call_waiting.enable', 'sip.trust_ctrl', 'sip.notify_reboot_enable', 'push_xml.sip_notify',
  'features.intercom.allow', 'phone_setting.ring_type', 'remote_phonebook.data.#.url', 'remote_phonebook.data.#.name',
  'local_time.ntp_server#', 'local_time.manual_ntp_srv_prior', 'local_time.time_zone', 'local_time.summer_time', 'local_time.dst_time_type',
  'local_time.start_time', 'local_time.end_time', 'local_time.offset_time', 'local_time.time_format', 'local_time.date_format',
  ...[
    'enable', 'label', 'display_name', 'auth_name', 'user_name', 'password', 'sip_server.#.address', 'sip_server.#.port', 'srtp_encryption',
    'dtmf.type', 'subscribe_mwi',
  ].map((name) => `account.#.${name}`),
  'voice_mail.number.#',
]; // prettier-ignore
const keys = ['type', 'line', 'value', 'label', 'extension'];
const named = ['g#', 'pcma', 'pcmu', 'opus', 'g#_#', 'ilbc'].flatMap((codec) => [
  `account.#.codec.${codec}.enable`,
  `account.#.codec.${codec}.priority`,
]);
const later = [
  ...device.map((name) => `static.${name}`),
  'static.syslog.enable',
  'static.syslog.server_port',
  ...shared,
  'account.#.sip_server.#.transport_type',
  ...named,
];

export const yealinkVocabulary: readonly Vocabulary[] = [
  {
    families: ['v7'],
    guide: 'Yealink IP Phones Auto Provisioning Guide, versions 70 to 73',
    firmware: 'x.70 to x.73',
    names: [
      ...device,
      ...shared,
      'syslog.mode',
      'account.#.transport',
      ...['enable', 'payload_type', 'priority', 'rtpmap'].map((name) => `account.#.codec.#.${name}`),
      ...keys.map((name) => `linekey.#.${name}`),
    ],
  },
  {
    families: ['v8'],
    guide: 'Yealink SIP IP Phones Administrator Guide, versions 83, 84 and 86',
    firmware: 'x.81 to x.87, 185.87',
    names: [
      ...later,
      'features.station_name.value',
      ...keys.flatMap((name) => [`linekey.#.${name}`, `expansion_module.#.key.#.${name}`]),
    ],
  },
  {
    families: ['dect'],
    guide: 'Yealink DECT phones Administrator Guide, version 83',
    firmware: '25.81, 77.83, 146.85, 103.83, 130.85',
    names: [
      ...later,
      ...['name', 'incoming_lines', 'dial_out_lines', 'dial_out_default_line'].map((name) => `handset.#.${name}`),
    ],
  },
];
