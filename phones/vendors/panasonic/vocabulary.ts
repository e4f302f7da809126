import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from the administrator guides; README.md says from which. */
const tones = (...names: string[]) => names.flatMap((name) => [`${name}_FRQ`, `${name}_TIMING`]);
const shared = [
  'PROVISION_ENABLE', 'CFG_STANDARD_FILE_PATH', 'CFG_CYCLIC', 'CFG_CYCLIC_INTVL', 'CFG_RESYNC_FROM_SIP', 'SIPPNP_PROV_ENABLE',
  'FIRM_UPGRADE_ENABLE', 'FIRM_VERSION', 'FIRM_FILE_PATH', 'ADMIN_ID', 'ADMIN_PASS', 'HTTPD_PORTOPEN_AUTO', 'VM_SUBSCRIBE_ENABLE',
  'DEFAULT_LANGUAGE', 'NTP_ADDR', 'TIME_ZONE', 'DST_ENABLE', 'DST_OFFSET',
  ...['START', 'STOP'].flatMap((end) => ['MONTH', 'ORDINAL_DAY', 'DAY_OF_WEEK', 'TIME'].map((name) => `DST_${end}_${name}`)),
  'VLAN_ENABLE', 'VLAN_ID_IP_PHONE', 'VLAN_PRI_IP_PHONE', 'VLAN_ID_PC', 'VLAN_PRI_PC', 'SYSLOG_ADDR', 'SYSLOG_PORT', 'SYSLOG_EVENT_SIP',
  ...[
    'LINE_ENABLE', 'PROFILE_ENABLE', 'PHONE_NUMBER', 'SIP_URI', 'SIP_AUTHID', 'SIP_PASS', 'DISPLAY_NAME', 'SIP_SRC_PORT', 'SIP_RGSTR_ADDR',
    'SIP_RGSTR_PORT', 'SIP_PRXY_ADDR', 'SIP_PRXY_PORT', 'SIP_PRSNC_ADDR', 'SIP_PRSNC_PORT', 'SIP_SVCDOMAIN', 'SIP_DNSSRV_ENA', 'SIP_TRANSPORT',
    'SIP_TLS_MODE', 'SRTP_CONNECT_MODE', 'VM_NUMBER', 'CW_ENABLE', 'DSCP_SIP', 'DSCP_RTP', 'CODEC_ENABLE#', 'CODEC_PRIORITY#',
  ].map((name) => `${name}_#`),
  ...tones('BUSY_TONE', 'REORDER_TONE'),
]; // prettier-ignore
const keys = ['FLEX', 'DSS'].flatMap((button) =>
  ['FACILITY_ACT', 'FACILITY_ARG', 'QUICK_DIAL', 'LABEL'].map((name) => `${button}_BUTTON_${name}#`),
);

export const panasonicVocabulary: readonly Vocabulary[] = [
  {
    families: ['hdv'],
    guide: 'Panasonic KX-HDV Series Administrator Guide',
    firmware: '06 to 08',
    names: [...shared, ...keys, ...tones('DIAL_TONE1', 'RINGBACK_TONE'), 'NUM_PLAN_PICKUP_DIRECT'],
  },
  {
    families: ['ut'],
    guide: 'Panasonic KX-UT Series Administrator Guide',
    firmware: '01',
    names: [...shared, ...keys, ...tones('DIAL_TONE', 'RINGING_TONE'), 'NUM_PLAN_PICKUP_DIRECT'],
  },
  {
    families: ['dect'],
    guide: 'Panasonic KX-TGP500/TGP550 and KX-TGP600 Administrator Guides',
    firmware: '12 and 01',
    names: [...shared, ...tones('DIAL_TONE', 'RINGING_TONE')],
  },
];
