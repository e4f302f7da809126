/**
 * One phone's settings file in Yealink's `name = value` lines (administrator guides v73, v83, v86). Pure: same profile, same
 * bytes. Three dialects: see models.ts. Names and their sources stand in README.md and vocabulary.ts.
 */

import {
  checkedHost,
  checkedInteger,
  checkedUrl,
  keysFor,
  linesFor,
  modelByName,
  roomForKeys,
  unknownModel,
} from '../checked.ts';
import type { PhoneLine, PhoneProfile, RenderedFile } from '../define.ts';
import { CLEARED, dottedText, keyValueLines, type Setting } from '../key-value.ts';
import {
  checkedPassword,
  checkedQos,
  checkedVlan,
  languageFor,
  notesOf,
  ringToneUpTo,
  tonesFor,
  withoutDoubles,
} from '../said.ts';
import { keySettings } from './keys.ts';
import { yealinkModels, type YealinkModel } from './models.ts';
import { codecSettings, timeSettings } from './parts.ts';
import { LANGUAGES, TONES } from './words.ts';

type Family = YealinkModel['family'];

const HEADER = '#!version:1.0.0.1\n';
const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;

export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

function accountSettings(line: PhoneLine, family: Family): Setting[] {
  const account = `account.${line.position}`;
  const transport = TRANSPORTS[line.transport];
  return [
    [`${account}.enable`, 1],
    [`${account}.label`, dottedText(line.number, 'number')],
    [`${account}.display_name`, dottedText(line.displayName, 'displayName')],
    [`${account}.auth_name`, line.authUser],
    [`${account}.user_name`, line.authUser],
    [`${account}.password`, dottedText(line.secret, 'secret')],
    [`${account}.sip_server.1.address`, line.server],
    [`${account}.sip_server.1.port`, line.port],
    family === 'v7' ? [`${account}.transport`, transport] : [`${account}.sip_server.1.transport_type`, transport],
    // 2: calls are refused rather than made in the clear.
    [`${account}.srtp_encryption`, line.srtp ? 2 : 0],
    [`${account}.dtmf.type`, 1],
    [`${account}.subscribe_mwi`, flag(line.voicemailNumber !== undefined)],
    [`voice_mail.number.${line.position}`, line.voicemailNumber ?? CLEARED],
  ];
}

const withoutAccount = (position: number): Setting[] => [
  [`account.${position}.enable`, 0],
  [`account.${position}.password`, CLEARED],
];

const handsetSettings = ({ position, displayName }: PhoneLine): Setting[] => [
  [`handset.${position}.name`, dottedText(displayName, 'displayName')],
  [`handset.${position}.incoming_lines`, position],
  [`handset.${position}.dial_out_lines`, position],
  [`handset.${position}.dial_out_default_line`, position],
];

/** From firmware 81 on what belongs to the device, and not to its user, is called `static.`. */
function deviceSettings(profile: PhoneProfile, family: Family): Setting[] {
  const device = family === 'v7' ? '' : 'static.';
  const { vlan, qos, firmware, syslog } = profile;
  const settings: Setting[] = [
    [`${device}auto_provision.server.url`, checkedUrl(profile.provisioningUrl, 'provisioningUrl')],
    [`${device}auto_provision.pnp_enable`, flag(profile.pnpAfterSetup ?? true)],
    [`${device}auto_provision.power_on`, 1],
    [`${device}auto_provision.repeat.enable`, 1],
    [`${device}auto_provision.repeat.minutes`, 1440],
    // The maker's redirection service: the office alone says where the phone asks.
    [`${device}zero_touch.enable`, 0],
    [`${device}security.user_password`, `admin:${checkedPassword(profile.adminPassword, 32, 'adminPassword', ':')}`],
  ];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    settings.push(...portSettings(`${device}network.vlan.internet_port`, id, priority));
    if (computerId !== undefined && family !== 'dect')
      settings.push(...portSettings(`${device}network.vlan.pc_port`, computerId, 0));
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push([`${device}network.qos.signaltos`, signaling], [`${device}network.qos.audiotos`, media]);
  }
  if (firmware !== undefined) settings.push([`${device}firmware.url`, checkedUrl(firmware.url, 'firmware.url')]);
  settings.push([family === 'v7' ? 'syslog.mode' : 'static.syslog.enable', flag(syslog !== undefined)]);
  if (syslog !== undefined) {
    settings.push([`${device}syslog.server`, checkedHost(syslog.host, 'syslog.host')]);
    if (family !== 'v7')
      settings.push(['static.syslog.server_port', checkedInteger(syslog.port, 'syslog.port', 1, 65535)]);
  }
  return settings;
}

const portSettings = (port: string, id: number, priority: number): Setting[] => [
  [`${port}_enable`, 1],
  [`${port}_vid`, id],
  [`${port}_priority`, priority],
];

/** Handsets of a base choose their own. */
const ringOf = (profile: PhoneProfile, family: Family) =>
  family === 'dect' ? { notes: [] } : ringToneUpTo(profile, family === 'v7' ? 5 : 8);

function userSettings(profile: PhoneProfile, family: Family, said: { language: string; tones: string }): Setting[] {
  const { phoneBookUrl } = profile;
  const { tone: ring } = ringOf(profile, family);
  return [
    ...(family === 'dect' ? [] : ([['lang.gui', said.language]] as const)),
    ['lang.wui', said.language],
    ['voice.tone.country', said.tones],
    ['call_waiting.enable', flag(profile.lines[0]?.callWaiting ?? true)],
    // Only the registrar may send NOTIFY; `check-sync` restarts the phone only when it says so.
    ['sip.trust_ctrl', 1],
    ['sip.notify_reboot_enable', 0],
    ['push_xml.sip_notify', 1],
    ['features.intercom.allow', 1],
    ...(family === 'v8' ? ([['features.station_name.value', dottedText(profile.label, 'label')]] as const) : []),
    ...(ring === undefined
      ? []
      : ([['phone_setting.ring_type', `${family === 'v7' ? 'Resource:' : ''}Ring${ring}.wav`]] as const)),
    ...(phoneBookUrl === undefined
      ? []
      : ([
          ['remote_phonebook.data.1.url', checkedUrl(phoneBookUrl, 'phoneBookUrl')],
          ['remote_phonebook.data.1.name', 'Office'],
        ] as const)),
  ];
}

function notesFor(profile: PhoneProfile, family: Family): string[] {
  return [
    ...(family === 'dect'
      ? ['A DECT base: register each handset at the base itself, then it takes the account with its number.']
      : []),
    ...ringOf(profile, family).notes,
    ...(family === 'dect' && profile.ringTone !== undefined ? ['Ring tones are chosen on each handset.'] : []),
    ...(family === 'v7' && profile.syslog !== undefined && profile.syslog.port !== 514
      ? ['This phone sends its log to port 514 only.']
      : []),
    ...(profile.lines.length === 0 && family !== 'v8'
      ? ['Without a line this phone shows no name on its screen.']
      : []),
  ];
}

export function renderYealink(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(yealinkModels, profile.model) as YealinkModel | undefined;
  const family = row?.family ?? 'v8';
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const language = languageFor(LANGUAGES, profile.language, 'English');
  const tones = tonesFor(TONES, profile.dialToneCountry, 'Great Britain');
  const time = timeSettings(profile);
  const byPosition = new Map(lines.map((line) => [line.position, line]));
  const settings: Setting[] = [
    ...deviceSettings(profile, family),
    ...userSettings(profile, family, { language: language.value, tones: tones.value }),
    ...time.settings,
    ...Array.from({ length: count }, (_, index) => {
      const line = byPosition.get(index + 1);
      return line === undefined
        ? withoutAccount(index + 1)
        : [...accountSettings(line, family), ...codecSettings(line.position, profile, row)];
    }).flat(),
    ...(family === 'dect' ? lines.flatMap(handsetSettings) : []),
    ...keySettings(keys, row, lines),
  ];
  const file = `${profile.mac}.cfg`;
  return [
    {
      path: file,
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: HEADER + keyValueLines(settings),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Yealink'),
        ...notesOf(language, tones),
        ...time.notes,
        ...lineNotes,
        ...keyNotes,
        ...notesFor(profile, family),
      ],
    },
    // Fetched first by firmware 81 and newer: what is no longer in our file goes back to the phone's default.
    plain(`${profile.mac}.boot`, `${HEADER}include:config <${file}>\noverwrite_mode = 1\n`),
    // Older firmware fetches the model's common file before its own. It may be guessed, so it holds nothing.
    ...(row?.common === undefined ? [] : [plain(commonFile(row.common), HEADER)]),
  ];
}

export const commonFile = (common: number): string => `y${String(common).padStart(12, '0')}.cfg`;

const plain = (path: string, content: string): RenderedFile => ({
  path,
  aliases: [],
  contentType: 'text/plain; charset=utf-8',
  text: content,
  isSecret: false,
  notes: [],
});
