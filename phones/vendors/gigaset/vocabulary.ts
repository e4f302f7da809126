import type { Vocabulary } from '../define.ts';

/** Names of parameters, gathered from the maker's wiki and public templates; README.md says from which. */
const at = (place: string, ...names: string[]): string[] => names.map((name) => `${place}.${name}`);

export const gigasetVocabulary: readonly Vocabulary[] = [
  {
    families: ['nx70'],
    guide: 'Gigaset PRO wiki: Auto-provisioning of N610, N670, N870',
    firmware: '2.11 to 2.49',
    names: [
      'WebUIAccounts.#.Password', 'Provisioning.global.ProvisioningServer', 'SystemSettings.global.SipMulticastEnabled',
      'Telephony.#.ToneScheme', 'DmGlobal.#.NtpServer', 'DmGlobal.#.TimeZone', 'Netdir.#.Activated',
      ...at('XMLDir.#', 'ServerURL', 'ProviderName', 'WhitePagesDirName', 'StartWithListWP'),
      ...at('SipProvider.#', 'Name', 'Domain', 'ProxyServerAddress', 'ProxyServerPort', 'RegServerAddress', 'RegServerPort',
        'TransportProtocol', 'UseSIPS', 'SRTP_Enabled', 'AcceptNonSRTPCalls', 'OutboundProxyMode', 'MWISubscription'),
      ...at('SipAccount.#', 'ProviderId', 'AuthName', 'AuthPassword', 'UserName', 'DisplayName', 'VoiceMailActive', 'VoiceMailMailbox'),
      'add_hs.#.hs.RegStatus',
    ], // prettier-ignore
  },
  {
    families: ['maxwell'],
    guide: 'Gigaset PRO wiki: Auto-provisioning of Maxwell',
    firmware: '2.x to 3.x',
    names: [
      'WebUI.AdminPassword', 'WebUI.Language', 'PhoneUI.Settings.Language', 'System.Provision.ProvisioningServer', 'System.Provision.Period',
      ...at('System.DateAndTime', 'TimeServer', 'TimeZone', 'AutoAdjustClockForDST'), 'Telephony.ToneScheme',
      ...at('NET.VLAN', 'Tagging', 'LAN.Identifier', 'LAN.Priority', 'PC.Identifier', 'PC.Priority'),
      'SIP.TransportProtocol', ...at('SIP.Security', 'UseSIPS', 'SRTP', 'AcceptNonSRTPCalls'),
      ...at('SIP.Account.#', 'AccountName', 'Active', 'AuthName', 'AuthPassword', 'Username', 'DisplayName', 'Domain', 'ProxyServer.Address',
        'ProxyServer.Port', 'RegistrationServer.Address', 'RegistrationServer.Port', 'VoiceMail.Active', 'VoiceMail.Mailbox'),
      ...at('PhoneUI.Keys.FunctionKeys.#', 'Type', 'PhoneNumber', 'Connection', 'DisplayName'),
    ], // prettier-ignore
  },
];
