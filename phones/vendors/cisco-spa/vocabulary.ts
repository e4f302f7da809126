import type { Vocabulary } from '../define.ts';
import { flatKeyVocabulary, flatVocabulary } from '../flat-profile.ts';

/** Names of elements, gathered from the guides; README.md says from which. */
const each = ['Use_Auth_ID', 'Call_Waiting_Serv'].map((name) => `${name}_#_`);
const tos = (word: string) => [`SIP_${word}_DiffServ_Value_#_`, `RTP_${word}_DiffServ_Value_#_`];
const phone = [
  'Admin_Passwd', 'Syslog_Server', 'Debug_Level', 'Enable_VLAN', 'VLAN_ID', 'Enable_PC_Port_VLAN_Tagging', 'PC_Port_VLAN_ID', 'Station_Name',
  'Voice_Mail_Number', 'CW_Setting', 'Auto_Answer_Page', 'Secure_Call_Setting', 'SRTP_Method', 'XML_Directory_Service_Name',
  'XML_Directory_Service_URL', 'Default_Ring__#__', 'Mailbox_ID_#_',
]; // prettier-ignore

export const spaVocabulary: readonly Vocabulary[] = [
  {
    families: ['phone'],
    guide: 'Cisco SPA300 Series, SPA500 Series and WIP310 IP Phone Administration Guide (OL-19749)',
    firmware: '6.1 to 7.6',
    names: [...flatVocabulary, ...flatKeyVocabulary, ...each, ...tos('TOS'), ...phone],
  },
  {
    families: ['adapter'],
    guide: 'ATA Administration Guide for SPA2102, SPA3102, SPA8000 (OL-17901)',
    firmware: '3.x to 6.x',
    names: [...flatVocabulary, ...each, ...tos('ToS'), 'Admin_Passwd', 'Syslog_Server', 'Debug_Level'],
  },
  {
    families: ['router'],
    guide: 'Provisioning Guide for SPA100 and SPA200 Series ATAs (78-21581)',
    firmware: '1.3 to 1.4',
    names: [
      ...flatVocabulary,
      ...each,
      ...tos('ToS'),
      ...[
        'Web_Login_Admin_Name',
        'Web_Login_Admin_Password',
        'Time_Setup/Time_Server',
        'Time_Setup/Time_Server_Mode',
      ].map((name) => `router-configuration/${name}`),
    ],
  },
];
