import type { Vocabulary } from '../define.ts';

/** Names that public templates for the FIP and P series hold; README.md. */
export const flyingvoiceVocabulary: readonly Vocabulary[] = [
  {
    families: ['ip'],
    guide: 'Templates of fusionpbx for FIP10 to FIP16PLUS and P10 to P58',
    firmware: '0.7 to 1.x (not stated there)',
    names: [
      'static.auto_provision.server.url', 'static.auto_provision.pnp_enable', 'static.auto_provision.power_on',
      'static.auto_provision.repeat.enable', 'static.auto_provision.repeat.minutes', 'static.zero_touch.enable',
      'static.security.user_name.admin', 'static.security.user_password', 'local_time.ntp_server#', 'local_time.manual_ntp_srv_prior',
      'local_time.time_zone', 'local_time.time_format', 'local_time.date_format', 'call_waiting.enable', 'sip.trust_ctrl',
      'sip.notify_reboot_enable', 'features.intercom.allow', 'features.station_name.value', 'static.network.vlan.internet_port_enable',
      'static.network.vlan.internet_port_vid', 'static.network.vlan.internet_port_priority', 'static.network.vlan.pc_port_enable',
      'static.network.vlan.pc_port_vid', 'static.network.vlan.pc_port_priority', 'static.network.qos.signaltos',
      'static.network.qos.audiotos', 'static.firmware.url', 'remote_phonebook.data.#.url', 'remote_phonebook.data.#.name',
      'voice_mail.number.#',
      ...[
        'enable', 'label', 'display_name', 'auth_name', 'user_name', 'password', 'sip_server.#.address', 'sip_server.#.port',
        'sip_server.#.transport_type', 'srtp_encryption', 'dtmf.type', 'subscribe_mwi',
        ...['g#', 'g#_#', 'pcma', 'pcmu', 'opus', 'ilbc_#_#kbps'].flatMap((codec) => [`codec.${codec}.enable`, `codec.${codec}.priority`]),
      ].map((name) => `account.#.${name}`),
      ...['type', 'line', 'value', 'label', 'pickup_value'].map((name) => `linekey.#.${name}`),
    ], // prettier-ignore
  },
];
