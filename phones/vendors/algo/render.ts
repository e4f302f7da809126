/** One device's `name = value` file (Algo provisioning guide; public templates for seven devices). Pure: same profile, same bytes. */

import { checkedHost, checkedUrl, codecsFor, linesFor, modelByName, unknownModel, urlParts } from '../checked.ts';
import { CannotRender, type PhoneLine, type PhoneProfile, type RenderedFile } from '../define.ts';
import { keyValueLines, lineText, type Setting } from '../key-value.ts';
import { checkedPassword, checkedQos, checkedVlan, withoutDoubles } from '../said.ts';
import { zoneRuleOrUtc } from '../summer-time.ts';
import { algoModels } from './models.ts';

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

export const ownFile = (mac: string): string => `algom${mac.toUpperCase()}.conf`;

/** `$MAC$` and the like are filled in by the device. */
function text(value: string, field: string): string {
  if (value.includes('$')) throw new CannotRender(field, 'this device cannot be told a text with $');
  return lineText(value, field, 128);
}

function lineSettings(line: PhoneLine): Setting[] {
  if (line.srtp)
    throw new CannotRender('srtp', 'encryption of calls is not set on this device from here; switch it off');
  return [
    ['sip.proxy', `${line.server}:${line.port}`],
    ['sip.transp', line.transport],
    ['sip.u1.user', line.authUser],
    ['sip.u1.auth', line.authUser],
    ['sip.u1.pwd', text(line.secret, 'secret')],
    ['sip.u1.dname', text(line.displayName, 'displayName')],
  ];
}

function networkSettings({ vlan, qos, syslog }: PhoneProfile): Setting[] {
  const settings: Setting[] = [];
  if (vlan !== undefined) {
    const { id, priority } = checkedVlan(vlan);
    settings.push(['net.vlan.use', 1], ['net.vlan.id', id], ['net.vlan.priority', priority]);
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push(['net.dscp.sip', signaling], ['net.dscp.rtp', media]);
  }
  if (syslog !== undefined)
    settings.push(['log.method', 'network'], ['log.server', checkedHost(syslog.host, 'syslog.host')]);
  return settings;
}

function firmwareSettings({ firmware }: PhoneProfile): Setting[] {
  if (firmware === undefined) return [];
  const { path } = urlParts(checkedUrl(firmware.url, 'firmware.url'), 'firmware.url');
  return [
    ['prov.download.fwpath', path.replace(/\/[^/]*$/, '').replace(/^\//, '')],
    ['prov.version.firmware', text(firmware.version, 'firmware.version')],
  ];
}

function notesFor(profile: PhoneProfile): string[] {
  return [
    ...(profile.vlan?.computerId === undefined ? [] : ['This device has no port for a computer.']),
    ...(profile.codecs === undefined
      ? []
      : ['Only G.722 can be switched on and off; the order of codecs is the device’s own.']),
    ...(profile.ringTone === undefined ? [] : ['Tones are chosen on the web page of the device.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['This device has no phone book.']),
    ...(profile.keys.length === 0 ? [] : ['This device has no keys.']),
    ...(profile.syslog === undefined || profile.syslog.port === 514
      ? []
      : ['This device sends its log to port 514 only.']),
  ];
}

export function renderAlgo(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(algoModels, profile.model);
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  for (const { number } of lines) text(number, 'number');
  const { scheme, host, port, path } = urlParts(profile.provisioningUrl, 'provisioningUrl');
  const { notes: timeNotes } = zoneRuleOrUtc(profile.timeZone);
  const settings: Setting[] = [
    ['admin.devname', text(profile.label, 'label')],
    ['admin.pwd', text(checkedPassword(profile.adminPassword, 63, 'adminPassword'), 'adminPassword')],
    ['admin.timezone', text(profile.timeZone, 'timeZone')],
    ['net.time', checkedHost(profile.ntpServer, 'ntpServer')],
    // Else what a router says about time would win.
    ['net.dhcp.c.ntp', 0],
    ['prov.use', 1],
    ['prov.server.method', 'static'],
    ['prov.server.static', port === (scheme === 'https' ? 443 : 80) ? host : `${host}:${port}`],
    ['prov.download.method', scheme],
    ['prov.download.cfgpath', path.replaceAll(/^\/|\/$/g, '')],
    ['prov.sync.frequency', 'daily'],
    // The maker's redirection service and its cloud: the office alone says where the device asks.
    ['prov.ztp.use', 0],
    ['iot.use', 0],
    ['sip.interop.checksync', 'conditional-reboot'],
    ['audio.codec.g722', flag(codecsFor(profile, row).includes('g722'))],
    ...firmwareSettings(profile),
    ...networkSettings(profile),
    ...lines.flatMap(lineSettings),
  ];
  return [
    {
      path: ownFile(profile.mac),
      aliases: [`algo${profile.mac.toUpperCase()}.conf`],
      contentType: 'text/plain; charset=utf-8',
      text: keyValueLines(settings),
      isSecret: true,
      notes: [...unknownModel(row, profile.model, 'Algo'), ...timeNotes, ...lineNotes, ...notesFor(profile)],
    },
  ];
}
