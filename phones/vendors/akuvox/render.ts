/** One device's settings in Akuvox's `Config.… = value` lines (template of a public engine; README.md). */

import {
  checkedHost, checkedUrl, codecsFor, keysFor, linesFor, modelByName, unknownModel,
} from '../checked.ts'; // prettier-ignore
import type { PhoneCodec, PhoneKey, PhoneLine, PhoneProfile, RenderedFile } from '../define.ts';
import { keyValueLines, lineText, type Setting } from '../key-value.ts';
import {
  checkedPassword, checkedQos, checkedVlan, hoursText, languageFor, linesOfKeys, notesOf, ringToneUpTo, withoutDoubles,
} from '../said.ts'; // prettier-ignore
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';
import { akuvoxModels } from './models.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  en: '0', ru: '3', ko: '4', pt: '5', es: '6', it: '7', nl: '8', fr: '9', de: '10', pl: '13', tr: '14',
}; // prettier-ignore
/** Place in the phone's own table, name there, RTP payload number. */
const CODECS: readonly (readonly [codec: PhoneCodec | undefined, name: string, payload: number])[] = [
  ['g729', 'G729', 18], ['pcmu', 'PCMU', 0], ['pcma', 'PCMA', 8], [undefined, 'G723_53', 4], ['g723', 'G723_63', 4], ['g722', 'G722', 9],
  [undefined, 'G726-16', 112], [undefined, 'G726-24', 102], ['g726-32', 'G726-32', 2], ['opus', 'opus', 111], ['ilbc', 'iLBC_13_3', 97],
  [undefined, 'iLBC_15_2', 97],
]; // prettier-ignore
const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;
const KEY_TYPES = { none: 0, speed: 10, line: 14, blf: 16 } as const;

function accountSettings(line: PhoneLine, codecs: readonly PhoneCodec[]): Setting[] {
  const account = `Config.Account${line.position}`;
  return [
    [`${account}.GENERAL.Enable`, 1],
    [`${account}.GENERAL.Label`, lineText(line.number, 'number', 63)],
    [`${account}.GENERAL.DisplayName`, lineText(line.displayName, 'displayName', 63)],
    [`${account}.GENERAL.UserName`, line.authUser],
    [`${account}.GENERAL.AuthName`, line.authUser],
    [`${account}.GENERAL.Pwd`, lineText(line.secret, 'secret', 63)],
    [`${account}.SIP.Server`, line.server],
    [`${account}.SIP.Port`, line.port],
    [`${account}.SIP.TransType`, TRANSPORTS[line.transport]],
    [`${account}.ENCRYPTION.SRTPEncryption`, line.srtp ? 2 : 0],
    [`${account}.DTMF.Type`, 1],
    [`${account}.VOICEMSG.Number`, line.voicemailNumber ?? ''],
    // The name is misspelt by the maker.
    [`${account}.SUBSCRIBE.SubsribeMWI`, line.voicemailNumber === undefined ? 0 : 1],
    [`${account}.REG.Timeout`, 300],
    ...CODECS.flatMap(([codec, name, payload], index): Setting[] => {
      const priority = codec === undefined ? 0 : codecs.indexOf(codec) + 1;
      return [
        [`${account}.Audio${index}.Enable`, priority > 0 ? 1 : 0],
        [`${account}.Audio${index}.Name`, name],
        [`${account}.Audio${index}.Priority`, priority],
        [`${account}.Audio${index}.Payload`, payload],
      ];
    }),
  ];
}

const withoutAccount = (position: number): Setting[] => [
  [`Config.Account${position}.GENERAL.Enable`, 0],
  [`Config.Account${position}.GENERAL.UserName`, ''],
  [`Config.Account${position}.GENERAL.AuthName`, ''],
  [`Config.Account${position}.GENERAL.Pwd`, ''],
];

function keySettings(keys: readonly PhoneKey[], lines: readonly PhoneLine[]): Setting[] {
  const lineOf = linesOfKeys(keys, lines);
  return keys.flatMap((key): Setting[] => {
    const at = `Config.Programable.LINEKEY${key.position}`;
    const account = lineOf.get(key.position) ?? 1;
    return [
      [`${at}.Type`, KEY_TYPES[key.kind]],
      [`${at}.Label`, lineText(key.label ?? '', `keys.${key.position}`, 63)],
      [`${at}.Param1`, key.kind === 'blf' || key.kind === 'speed' ? key.number : ''],
      [`${at}.Param2`, account],
      [`${at}.Param3`, key.kind === 'blf' ? (key.pickup ?? '') : ''],
    ];
  });
}

function timeSettings(profile: PhoneProfile): { settings: Setting[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const { standardMinutes, summer } = rule;
  const change = ({ month, week, weekday, minutesOfDay }: ClockChange): string =>
    `${month}/${week}/${weekday === 0 ? 7 : weekday}/${Math.floor(minutesOfDay / 60)}`;
  return {
    notes,
    settings: [
      ['Config.Settings.SNTP.Enable', 1],
      ['Config.Settings.SNTP.NTPServer1', checkedHost(profile.ntpServer, 'ntpServer')],
      ['Config.Settings.SNTP.TimeZone', standardMinutes === 0 ? '0' : hoursText(standardMinutes)],
      ['Config.Settings.SNTP.DTS', summer === undefined ? 0 : 1],
      ...(summer === undefined
        ? []
        : ([
            ['Config.Settings.SNTP.StartTime', change(summer.start)],
            ['Config.Settings.SNTP.EndTime', change(summer.end)],
          ] as const)),
    ],
  };
}

function networkSettings({ vlan, qos, firmware, syslog, phoneBookUrl }: PhoneProfile): Setting[] {
  const settings: Setting[] = [
    ['Config.Settings.LOGLEVEL.RemoteSyslog', syslog === undefined ? 0 : 1],
    ['Config.Settings.LOGLEVEL.RemoteServer', syslog === undefined ? '' : checkedHost(syslog.host, 'syslog.host')],
  ];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    settings.push(
      ['Config.Network.VLAN.LanVlanEnable', 1],
      ['Config.Network.VLAN.LanVid', id],
      ['Config.Network.VLAN.LanPriority', priority],
    );
    if (computerId !== undefined)
      settings.push(
        ['Config.Network.VLAN.PcVlanEnable', 1],
        ['Config.Network.VLAN.PcVid', computerId],
        ['Config.Network.VLAN.PcPriority', 0],
      );
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push(['Config.Network.QOS.SignalTos', signaling], ['Config.Network.QOS.RtpTos', media]);
  }
  if (firmware !== undefined) settings.push(['Config.Firmware.Url', checkedUrl(firmware.url, 'firmware.url')]);
  if (phoneBookUrl !== undefined)
    settings.push(
      ['Config.RemotePhoneBook.REMOTE_PHONE_BOOK0.DisplayName', 'Office'],
      ['Config.RemotePhoneBook.REMOTE_PHONE_BOOK0.Url', checkedUrl(phoneBookUrl, 'phoneBookUrl')],
    );
  return settings;
}

function deviceSettings(profile: PhoneProfile, language: string): Setting[] {
  const { tone } = ringToneUpTo(profile, 14);
  const password = checkedPassword(profile.adminPassword, 63, 'adminPassword');
  return [
    ['Config.Autoprovision.GENERAL.Url', checkedUrl(profile.provisioningUrl, 'provisioningUrl')],
    // At power-on and by schedule.
    ['Config.Autoprovision.MODE.Mode', 3],
    ['Config.Autoprovision.PNP.Enable', (profile.pnpAfterSetup ?? true) ? 1 : 0],
    // The maker's redirection service: the office alone says where the device asks.
    ['Config.Autoprovision.REDIRECT.Enable', 0],
    ['Config.Settings.LOGIN.User', 'admin'],
    ['Config.Settings.LOGIN.Password', password],
    ['Config.Settings.WEB_LOGIN.User', 'admin'],
    ['Config.Settings.WEB_LOGIN.Password', password],
    ['Config.Settings.LANGUAGE.Type', language],
    ...(tone === undefined ? [] : ([['Config.Settings.RINGTONE.Type', `Ring${tone}.wav`]] as const)),
    ['Config.Features.CALL_WAITING.Enable', (profile.lines[0]?.callWaiting ?? true) ? 1 : 0],
    ['Config.Features.INTERCOM.Enable', 1],
    ...networkSettings(profile),
  ];
}

export function renderAkuvox(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(akuvoxModels, profile.model);
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  const { keys, notes: keyNotes } = keysFor(profile, row?.keys ?? 0);
  const language = languageFor(LANGUAGES, profile.language, '0');
  const time = timeSettings(profile);
  const codecs = codecsFor(profile, row);
  const settings: Setting[] = [
    ...deviceSettings(profile, language.value),
    ...time.settings,
    ...Array.from({ length: count }, (_, index) => {
      const line = lines.find(({ position }) => position === index + 1);
      return line === undefined ? withoutAccount(index + 1) : accountSettings(line, codecs);
    }).flat(),
    ...keySettings(keys, lines),
  ];
  return [
    {
      path: `${profile.mac.toUpperCase()}.cfg`,
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: `#!version:1.0.0.1\n${keyValueLines(settings)}`,
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Akuvox'),
        ...time.notes,
        ...notesOf(language),
        'The tones of this device are set at the device.',
        ...lineNotes,
        ...keyNotes,
      ],
    },
  ];
}
