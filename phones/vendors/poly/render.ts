/**
 * One phone's files for UC Software (administrator's guides 4.0 to 8.x): a master file that names the settings file, settings
 * as XML attributes, and the directory with the speed dials. Pure: same profile, same bytes.
 */

import {
  checkedHost,
  checkedInteger,
  checkedUrl,
  codecsFor,
  keysFor,
  linesFor,
  modelByName,
  roomForKeys,
  unknownModel,
} from '../checked.ts';
import type { PhoneCodec, PhoneLine, PhoneProfile, RenderedFile } from '../define.ts';
import { checkedPassword, checkedQos, checkedVlan, languageFor, notesOf, withoutDoubles } from '../said.ts';
import { attributesElement, type Attribute } from '../xml-attributes.ts';
import { keySettings } from './keys.ts';
import { polyModels, type PolyModel } from './models.ts';
import { LANGUAGES, timeSettings } from './places.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TRANSPORTS = { udp: 'UDPOnly', tcp: 'TCPOnly', tls: 'TLS' } as const;
/** `voice.codecPref`: 1 is tried first, 0 is switched off. */
const CODECS: Readonly<Partial<Record<PhoneCodec, string>>> = {
  g722: 'G722',
  opus: 'Opus',
  pcma: 'G711_A',
  pcmu: 'G711_Mu',
  g729: 'G729_AB',
};

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

export const settingsFile = (mac: string): string => `${mac}-office.cfg`;
export const directoryFile = (mac: string): string => `${mac}-directory.xml`;

function lineSettings(line: PhoneLine, profile: PhoneProfile): Attribute[] {
  const reg = `reg.${line.position}`;
  const mwi = `msg.mwi.${line.position}`;
  return [
    [`${reg}.address`, line.authUser],
    [`${reg}.auth.userId`, line.authUser],
    [`${reg}.auth.password`, line.secret, 'secret'],
    [`${reg}.displayName`, line.displayName, 'displayName'],
    [`${reg}.label`, line.number, 'number'],
    [`${reg}.type`, 'private'],
    [`${reg}.lineKeys`, 1],
    [`${reg}.server.1.address`, line.server],
    [`${reg}.server.1.port`, line.port],
    [`${reg}.server.1.transport`, TRANSPORTS[line.transport]],
    [`${reg}.server.1.register`, 1],
    [`${reg}.srtp.enable`, flag(line.srtp)],
    [`${reg}.srtp.offer`, flag(line.srtp)],
    // Calls are refused rather than made in the clear.
    [`${reg}.srtp.require`, flag(line.srtp)],
    // The first built-in tone is silence.
    ...(profile.ringTone === undefined
      ? []
      : ([[`${reg}.ringType`, `ringer${checkedInteger(profile.ringTone, 'ringTone', 1, 23) + 1}`]] as const)),
    [`${mwi}.callBackMode`, line.voicemailNumber === undefined ? 'disabled' : 'contact'],
    [`${mwi}.callBack`, line.voicemailNumber ?? ''],
    [`${mwi}.subscribe`, ''],
  ];
}

/** `device.*` survives a reset of the settings, and is taken only when `device.set` and its own `.set` say so. */
const device = (name: string, value: string | number, field = name): Attribute[] => [
  [`device.${name}.set`, 1],
  [`device.${name}`, value, field],
];

function deviceSettings(profile: PhoneProfile): Attribute[] {
  const { vlan, syslog } = profile;
  const [, scheme = 'http', place = ''] =
    /^(\w+):\/\/(.*)$/.exec(checkedUrl(profile.provisioningUrl, 'provisioningUrl')) ?? [];
  return [
    ['device.set', 1],
    ...device('auth.localAdminPassword', checkedPassword(profile.adminPassword, 32, 'adminPassword')),
    ...device('prov.serverType', scheme.toUpperCase()),
    ...device('prov.serverName', place),
    ...(vlan === undefined ? [] : device('net.vlanId', checkedVlan(vlan).id)),
    ...(syslog === undefined
      ? []
      : [
          ...device('syslog.serverName', checkedHost(syslog.host, 'syslog.host')),
          ...device('syslog.transport', 'UDP'),
          ...device('syslog.renderLevel', 4),
        ]),
  ];
}

function phoneSettings(profile: PhoneProfile, row: PolyModel | undefined): Attribute[] {
  const codecs = codecsFor(profile, row);
  const own = row?.codecs ?? codecs;
  return [
    ['call.callWaiting.enable', flag(profile.lines[0]?.callWaiting ?? true)],
    ...own.flatMap((codec) =>
      CODECS[codec] === undefined ? [] : ([[`voice.codecPref.${CODECS[codec]}`, codecs.indexOf(codec) + 1]] as const),
    ),
    // `check-sync` fetches, and restarts only when something changed.
    ['voIpProt.SIP.specialEvent.checkSync.alwaysReboot', 0],
    // The office may make an idle phone answer at once: it says so in Alert-Info.
    ['voIpProt.SIP.alertInfo.1.value', 'info=alert-autoanswer'],
    ['voIpProt.SIP.alertInfo.1.class', 'autoAnswer'],
    ['prov.polling.enabled', 1],
    ['prov.polling.mode', 'abs'],
    ['prov.polling.time', '03:00'],
    ['up.oneTouchVoiceMail', 1],
    ...(profile.qos === undefined ? [] : qosSettings(profile.qos)),
  ];
}

function qosSettings(qos: NonNullable<PhoneProfile['qos']>): Attribute[] {
  const { signaling, media } = checkedQos(qos);
  return [
    ['qos.ip.callControl.dscp', signaling],
    ['qos.ip.rtp.dscp', media],
  ];
}

function notesFor(profile: PhoneProfile): string[] {
  const { vlan, syslog } = profile;
  return [
    ...(profile.dialToneCountry.toUpperCase() === 'US'
      ? []
      : ['This phone plays its own tones; those of a country cannot be chosen.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['This phone reads no phone book from a web address.']),
    ...(vlan?.computerId === undefined
      ? []
      : ['The network of the computer behind this phone cannot be set from here.']),
    ...(vlan === undefined
      ? []
      : ['The priority on the network is that of the phone (5); it cannot be set from here.']),
    ...(syslog === undefined || syslog.port === 514 ? [] : ['This phone sends its log to port 514 only.']),
    ...(profile.lines.length === 0 ? ['Without a line this phone shows no name on its screen.'] : []),
  ];
}

const file = (path: string, text: string, notes: readonly string[] = []): RenderedFile => ({
  path,
  aliases: [],
  contentType: 'text/xml; charset=utf-8',
  text,
  isSecret: true,
  notes,
});

export function renderPoly(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(polyModels, profile.model) as PolyModel | undefined;
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const placed = keySettings(keys, lines, row?.family !== 'soundpoint');
  const language = languageFor(LANGUAGES, profile.language, 'English_United_Kingdom');
  const time = timeSettings(profile);
  const settings: Attribute[] = [
    ...deviceSettings(profile),
    ['lcl.ml.lang', language.value],
    ...time.settings,
    ...phoneSettings(profile, row),
    ...lines.flatMap((line) => lineSettings(line, profile)),
    ...placed.settings,
  ];
  const { firmware } = profile;
  return [
    file(settingsFile(profile.mac), `${HEAD}${attributesElement('polycomConfig', settings)}`, [
      ...unknownModel(row, profile.model, 'Poly'),
      ...notesOf(language),
      ...time.notes,
      ...lineNotes,
      ...keyNotes,
      ...placed.notes,
      ...notesFor(profile),
    ]),
    // Firmware comes from the office or not at all: an empty path asks nobody.
    file(
      `${profile.mac}.cfg`,
      `${HEAD}${attributesElement('APPLICATION', [
        ['APP_FILE_PATH', firmware === undefined ? '' : checkedUrl(firmware.url, 'firmware.url')],
        ['CONFIG_FILES', settingsFile(profile.mac)],
        ['MISC_FILES', ''],
        ['LOG_FILE_DIRECTORY', ''],
        ['OVERRIDES_DIRECTORY', ''],
        ['CONTACTS_DIRECTORY', ''],
      ])}`,
    ),
    file(directoryFile(profile.mac), placed.directory),
  ];
}
