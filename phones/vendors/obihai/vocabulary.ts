import type { Vocabulary } from '../define.ts';

/** Objects and parameters, gathered from public templates; README.md says from which. */
const of = (object: string, ...names: string[]): string[] => names.map((name) => object + name);
const line = 'VoiceService.#.VoiceProfile.#.Line.#.';

export const obihaiVocabulary: readonly Vocabulary[] = [
  {
    families: ['obi'],
    guide: 'OBi Device Provisioning Guide; templates for OBi1062 and VVX D230',
    firmware: '3.2 to 7.x',
    names: [
      ...of('X_DeviceManagement.', 'WebServer.AdminPassword', 'ITSPProvisioning.Method', 'ITSPProvisioning.ConfigURL', 'Provisioning.Method',
        'FirmwareUpdate.Method', 'FirmwareUpdate.FirmwareURL', 'Syslog.Server', 'Syslog.Port'),
      ...of('DeviceInfo.', 'Time.NTPServer#', 'WAN.VLANEnable', 'WAN.VLANID', 'WAN.VLANPriority'),
      'VoiceService.#.VoiceProfile.#.DigitMap',
      ...of('VoiceService.#.VoiceProfile.#.SIP.', 'ProxyServer', 'ProxyServerPort', 'ProxyServerTransport', 'RegisterExpires'),
      ...of(line, 'Enable', 'X_DisplayLabel', 'X_DisplayNumber', 'SIP.AuthUserName', 'SIP.AuthPassword', 'CallingFeatures.CallerIDName'),
    ], // prettier-ignore
  },
];
