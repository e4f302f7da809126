import type { Vocabulary } from '../define.ts';

/** Paths of settings below the root; `[#]` is the element's number. Gathered from exports and templates; README.md. */
const under = (path: string, names: string): string[] => names.split(' ').map((name) => `${path}.${name}`);
const change = (prefix: string): string[] =>
  ['Start', 'End'].flatMap((which) =>
    ['Mon', 'Week', 'Wday', 'Hour', 'Min'].map((name) => prefix.replace('*', which) + name),
  );

export const fanvilVocabulary: readonly Vocabulary[] = [
  {
    families: ['sysconf'],
    guide: 'Template of wazo-provd-plugins for firmware 2.x ("base-new"); a public catalogue of sysConf keys',
    firmware: '2.2.10 to 2.14',
    names: [
      'Version',
      ...under('ap', 'DownloadCommonConf DownloadDeviceConf SaveProvisionInfo FlashServerIP FlashFileName FlashProtocol FlashMode FlashInterval'),
      'ap.pnp.PNPEnable',
      'ota.FDPSEnable',
      'fwCheck.EnableAutoUpgrade',
      'sip.NotifyReboot',
      ...under('sip.line[#]', 'PhoneNumber DisplayName SipName RegisterAddr RegisterPort RegisterUser RegisterPswd RegisterTTL EnableReg Transport'),
      ...under('sip.line[#]', 'MediaCrypto DTMFMode MWINum Subscribe VoiceCodecMap RingType'),
      ...under('call.port[#]', 'CallWaiting EnableIntercom'),
      ...under('phone.display', 'LCDTitle DefaultLanguage'),
      ...under('phone.date', 'SNTPServer EnableSNTP TimeZone TimeZoneName EnableDST DSTFixedType DSTMinOffset'),
      ...change('phone.date.DST*'),
      ...under('phone.xmlContact[#]', 'Name Addr Sipline BindLine'),
      ...under('web.account[#]', 'Name Password Level'),
      'mm.SelectYourTone',
      ...under('qos', 'EnableVLAN VLANID SignallingPriority VoicePriority'),
      ...under('log', 'Level SyslogServer SyslogServerPort'),
      ...['dssSide', 'internal'].flatMap((place) => under(`dsskey.${place}[#].Fkey[#]`, 'Type Value Title')),
    ], // prettier-ignore
  },
  {
    families: ['classic'],
    guide: 'Fanvil VoIP Auto Provision Standard; templates of wazo-provd-plugins for older firmware ("base")',
    firmware: '1.2 to 2.10',
    names: [
      'version',
      ...under('GLOBAL_CONFIG_MODULE', 'SNTP_Server Enable_SNTP Language Time_Zone Time_Zone_Name Enable_DST DST_Min_Offset'),
      ...change('GLOBAL_CONFIG_MODULE.DST_*_'),
      ...under('SIP_CONFIG_MODULE.SIP_Line_List.SIP#', 'Phone_Number Display_Name Register_Addr Register_Port Register_User Register_Pswd'),
      ...under('SIP_CONFIG_MODULE.SIP_Line_List.SIP#', 'Register_TTL Enable_Reg Transport DTMF_Mode MWI_Num'),
      'PHONE_CONFIG_MODULE.LCD_Title',
      ...under('PHONE_CONFIG_MODULE.Function_Key.Fkey#', 'Type Value Title'),
      ...under('MMI_CONFIG_MODULE.MMI_Account.Account#', 'Name Password Level'),
      ...under('QOS_CONFIG_MODULE', 'Enable_VLAN VLAN_ID Signalling_Priority Voice_Priority'),
      ...under('AAA_CONFIG_MODULE', 'Enable_Syslog Syslog_address Syslog_port'),
      ...under('AUTOUPDATE_CONFIG_MODULE', 'Download_Server_IP Config_File_Name Download_Protocol Download_Mode Save_Provision_Info PNP_Enable Auto_Image_URL'),
    ], // prettier-ignore
  },
];
