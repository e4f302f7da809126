import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from the vendor wiki's lists of settings; README.md says from which pages. */
const shared = [
  'setting_server', 'update_policy', 'settings_refresh_timer', 'pnp_config', 'phone_name', 'language', 'web_language', 'tone_scheme', 'timezone',
  'ntp_server', 'date_us_format', 'time_24_format', 'xml_notify', 'http_user', 'http_pass',
  ...[
    'active', 'realname', 'idle_text', 'idle_number', 'name', 'pname', 'pass', 'host', 'outbound', 'srtp', 'savp', 'auth_tag', 'dtmf_info', 'mailbox',
  ].map((name) => `user_${name}.#`),
  'codec_priority_list.#', 'call_waiting.#',
]; // prettier-ignore
const desk = [...shared, 'admin_mode_password', 'admin_mode_password_confirm', 'dkey_retrieve', 'fkey.#'];

export const snomVocabulary: readonly Vocabulary[] = [
  { families: ['desk'], guide: 'Snom wiki: settings of desk phones', firmware: '8.7 to 10.1', names: desk },
  {
    families: ['d8'],
    guide: 'Snom wiki: settings of desk phones; field reports for the renamed passwords',
    firmware: '10.1',
    names: [...desk, 'webserver_admin_name', 'webserver_admin_password'],
  },
  { families: ['dect'], guide: 'Snom wiki: settings of M-series bases', firmware: '05.20', names: shared },
];
