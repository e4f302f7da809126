import type { Vocabulary } from '../define.ts';

/** Ids of settings, gathered from public templates; README.md says from which. */
export const alcatelVocabulary: readonly Vocabulary[] = [
  {
    families: ['myriad'],
    guide: 'ALE Myriad Series SIP phones, administrator manual',
    firmware: '2.11 to 2.13',
    names: [
      'DeviceProvisionServerUrl', 'DeviceProvisionPnpEnable', 'DeviceProvisionDhcpEnable', 'DeviceSecurityAdminName', 'DeviceSecurityAdminPwd',
      'DeviceAutoUpgradeEnable', 'DeviceFirmwareUpgradeUrl', 'DeviceNetworkLanVlanEnable', 'DeviceNetworkLanVlanNumber',
      'DeviceNetworkPcVlanEnable', 'DeviceNetworkPcVlanNumber', 'SettingLanguage', 'SettingSntpServer', 'SettingTimeZone',
      'SettingTimeZoneLocation', 'SettingDstEnable', 'FeatureCallWaitingEnable',
      ...['Enable', 'RegName', 'UserName', 'Password', 'Label', 'DisplayName', 'Server#Address', 'Server#Port', 'Server#Transport',
        'SrtpWorkingMode', 'VmNumber', 'AudioCodec', 'IntercomEnable'].map((name) => `Account#${name}`),
      ...['Type', 'Account', 'Label', 'Value', 'Extension'].map((name) => `ProgramKey#${name}`),
    ], // prettier-ignore
  },
];
