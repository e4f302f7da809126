import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from the vendor wiki's lists of settings; README.md says from which pages. */
const shared = [
  'setting_server', 'settings_refresh_timer', 'pnp_config', 'phone_name', 'language', 'web_language', 'tone_scheme', 'timezone', 'ntp_server',
  'http_user', 'http_pass', 'vlan_id', 'vlan_qos', 'signaling_tos', 'codec_tos', 'syslog_server', 'codec_priority_list.#', 'call_waiting.#',
  ...['active', 'realname', 'name', 'pname', 'pass', 'host', 'outbound', 'srtp', 'dtmf_info', 'mailbox'].map((name) => `user_${name}.#`),
]; // prettier-ignore
const desk = [
  ...shared, 'update_policy', 'firmware_status', 'date_us_format', 'time_24_format', 'xml_notify', 'answer_after_policy', 'challenge_checksync', 'challenge_reboot',
  'admin_mode_password', 'admin_mode_password_confirm', 'dkey_retrieve', 'dkey_directory', 'ring_sound', 'vlan_port_tagging', 'vlan_pc_id', 'vlan_pc_priority',
  ...['idle_text', 'idle_number', 'savp', 'auth_tag', 'ringer'].map((name) => `user_${name}.#`),
  'fkey.#',
]; // prettier-ignore
const dect = [
  ...shared, 'srv_sip_server_alias.#', 'srv_sip_transport.#', 'srv_srtp_auth.#', 'user_mailnumber.#', 'subscr_sip_line_name.#', 'subscr_sip_hs_idx.#',
  'subscr_sip_ua_data_server_id.#', 'phonebook_server_location', 'phonebook_location',
]; // prettier-ignore

export const snomVocabulary: readonly Vocabulary[] = [
  { families: ['desk'], guide: 'Snom wiki: settings of desk phones', firmware: '8.7 to 10.1', names: desk },
  {
    families: ['d8'],
    guide: 'Snom wiki: settings of desk phones; field reports for the renamed passwords',
    firmware: '10.1',
    names: [...desk, 'webserver_admin_name', 'webserver_admin_password'],
  },
  { families: ['dect'], guide: 'Snom wiki: settings of M-series bases', firmware: '05.20 to 07.40', names: dect },
];
