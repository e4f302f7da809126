import type { Vocabulary } from '../define.ts';

/** Names of settings, gathered from the guide; README.md says from which. */
export const avayaVocabulary: readonly Vocabulary[] = [
  {
    families: ['j100'],
    guide: 'Installing and Administering Avaya J100 Series SIP IP Phones in Third-Party Call Control Environment',
    firmware: '4.0 to 4.1',
    names: [
      'ENABLE_#PCC_ENVIRONMENT', '#PCC_SERVER_MODE', 'ENABLE_AVAYA_ENVIRONMENT', 'DISCOVER_AVAYA_ENVIRONMENT', 'ENABLE_IPOFFICE', 'DES_STAT',
      'ENABLE_OOD_RESET_NOTIFY', 'ENABLE_OOD_MSG_TLS_ONLY', 'ENABLE_WEBSERVER', 'ENABLE_AUTO_ANSWER_SUPPORT', 'FORCE_WEB_ADMIN_PASSWORD',
      'HTTPSRVR', 'HTTPPORT', 'HTTPDIR', 'TLSSRVR', 'TLSPORT', 'TLSDIR', 'SNTPSRVR', 'GMTOFFSET', 'DSTOFFSET', 'DSTSTART', 'DSTSTOP',
      'L2Q', 'L2QVLAN', 'L2QAUD', 'L2QSIG', 'VLANSEP', 'PHY2VLAN', 'PHY2PRIO', 'DSCPSIG', 'DSCPAUD', 'LOGSRVR',
      'SIP_CONTROLLER_LIST', 'SIPDOMAIN', 'MWISRVR', 'SIP_PROXY_SELECTION_POLICY', 'SIMULTANEOUS_REGISTRATIONS', 'FORCE_SIP_USERNAME',
      'FORCE_SIP_EXTENSION', 'FORCE_SIP_PASSWORD', 'DISPLAY_NAME', 'PSTN_VM_NUM', 'CODEC_PRIORITY', 'ENABLE_G722', 'ENABLE_G729', 'ENABLE_G726',
      'ENABLE_OPUS', 'MEDIAENCRYPTION', 'PHONEKEY.#',
    ], // prettier-ignore
  },
];
