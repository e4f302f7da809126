import type { Vocabulary } from '../define.ts';
import { flatKeyVocabulary, flatVocabulary } from '../flat-profile.ts';

/** Names of elements, gathered from the guides; README.md says from which. */
const tos = (word: string) => [`SIP_${word}_DiffServ_Value_#_`, `RTP_${word}_DiffServ_Value_#_`];

export const mppVocabulary: readonly Vocabulary[] = [
  {
    families: ['mpp'],
    guide: 'Cisco IP Phone Multiplatform Administration Guides; XML Reference Guide for Cisco IP Phones',
    firmware: '11.x to 12.0(7)',
    names: [
      ...flatVocabulary,
      ...flatKeyVocabulary,
      ...tos('TOS'),
      'Admin_Password', 'Enable_Web_Server', 'Enable_Web_Admin_Access', 'Webex_Onboard_Enable', 'Station_Name', 'Voice_Mail_Number',
      'CW_Setting', 'Auto_Answer_Page', 'Secure_Call_Serv', 'Secure_Call_Option_#_', 'XML_Directory_Service_Name',
      'XML_Directory_Service_URL', 'Enable_VLAN', 'VLAN_ID', 'PC_Port_VLAN_ID', 'Syslog_Server', 'Debug_Level', 'Default_Ring_#_',
    ], // prettier-ignore
  },
  {
    families: ['ata'],
    guide: 'ATA 191 and ATA 192 Provisioning Guide for Multiplatform Firmware',
    firmware: '11.3',
    names: [
      ...flatVocabulary,
      ...tos('ToS'),
      'Use_Auth_ID_#_',
      ...[
        'Web_Login_Admin_Name',
        'Web_Login_Admin_Password',
        'Time_Setup/Time_Server',
        'Time_Setup/Time_Server_Mode',
      ].map((name) => `router-configuration/${name}`),
    ],
  },
];
