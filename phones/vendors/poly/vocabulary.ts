import type { Vocabulary } from '../define.ts';

/** Names of parameters, gathered from the administrator's guides; README.md says from which. */
const device = ['auth.localAdminPassword', 'prov.serverType', 'prov.serverName', 'net.vlanId', 'syslog.serverName', 'syslog.transport', 'syslog.renderLevel']; // prettier-ignore
const reg = [
  'address', 'auth.userId', 'auth.password', 'displayName', 'label', 'type', 'lineKeys', 'server.#.address', 'server.#.port',
  'server.#.transport', 'server.#.register', 'srtp.enable', 'srtp.offer', 'srtp.require', 'ringType',
]; // prettier-ignore
const savings = ['month', 'time', 'date', 'dayOfWeek', 'dayOfWeek.lastInMonth'];
const shared = [
  'APP_FILE_PATH', 'CONFIG_FILES', 'MISC_FILES', 'LOG_FILE_DIRECTORY', 'OVERRIDES_DIRECTORY', 'CONTACTS_DIRECTORY',
  'device.set',
  ...device.flatMap((name) => [`device.${name}`, `device.${name}.set`]),
  ...reg.map((name) => `reg.#.${name}`),
  'msg.mwi.#.callBackMode', 'msg.mwi.#.callBack', 'msg.mwi.#.subscribe',
  'lcl.ml.lang',
  ...['address', 'address.overrideDHCP', 'gmtOffset', 'gmtOffset.overrideDHCP', 'daylightSavings.enable', 'daylightSavings.fixedDayEnable'].map((name) => `tcpIpApp.sntp.${name}`),
  ...['start', 'stop'].flatMap((end) => savings.map((name) => `tcpIpApp.sntp.daylightSavings.${end}.${name}`)),
  'call.callWaiting.enable', 'call.directedCallPickupMethod', 'call.directedCallPickupString', 'feature.directedCallPickup.enabled',
  ...['G#', 'Opus', 'G#_A', 'G#_Mu', 'G#_AB'].map((codec) => `voice.codecPref.${codec}`),
  'voIpProt.SIP.specialEvent.checkSync.alwaysReboot', 'voIpProt.SIP.alertInfo.#.value', 'voIpProt.SIP.alertInfo.#.class',
  'prov.polling.enabled', 'prov.polling.mode', 'prov.polling.time', 'up.oneTouchVoiceMail', 'qos.ip.callControl.dscp', 'qos.ip.rtp.dscp',
  'attendant.resourceList.#.address', 'attendant.resourceList.#.label', 'attendant.resourceList.#.type',
]; // prettier-ignore

export const polyVocabulary: readonly Vocabulary[] = [
  {
    families: ['soundpoint'],
    guide: 'Polycom UC Software Administrator’s Guide',
    firmware: '4.0 to 4.1',
    names: shared,
  },
  {
    families: ['uc'],
    guide: 'Polycom UC Software Administrator’s Guide; Poly UC Software and PVOS parameter references',
    firmware: '5.x to 8.x',
    names: [...shared, 'lineKey.reassignment.enabled', 'lineKey.#.category', 'lineKey.#.index'],
  },
];
