/**
 * One phone's `SET NAME "value"` file (Installing and Administering Avaya J100 Series SIP Phones, open SIP). The upgrade file
 * and the settings file of all phones only lead to it. Pure: same profile, same bytes.
 */

import {
  checkedHost,
  codecsFor,
  keysFor,
  linesFor,
  modelByName,
  roomForKeys,
  unknownModel,
  urlParts,
} from '../checked.ts';
import {
  CannotRender,
  type PhoneCodec,
  type PhoneKey,
  type PhoneLine,
  type PhoneProfile,
  type RenderedFile,
} from '../define.ts';
import { quotedText, type QuotedSetting } from '../quoted-lines.ts';
import { checkedQos, checkedVlan, withoutDoubles } from '../said.ts';
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';
import { avayaModels } from './models.ts';

const CODECS: Readonly<Partial<Record<PhoneCodec, string>>> = {
  pcma: 'G711A', pcmu: 'G711U', g722: 'G722', g729: 'G729', 'g726-32': 'G726', opus: 'OPUS',
}; // prettier-ignore
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export const ownFile = (mac: string): string => `${mac}.txt`;

/** `LSunMar2L`: last Sunday of March at 2, local time. */
const change = ({ month, week, weekday, minutesOfDay }: ClockChange): string =>
  `${week === 5 ? 'L' : week}${DAYS[weekday] ?? 'Sun'}${MONTHS[month - 1] ?? 'Jan'}${Math.floor(minutesOfDay / 60)}L`;

function hours(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : ''}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
}

function timeSettings(profile: PhoneProfile): { settings: QuotedSetting[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const isWhole = rule.summer === undefined || rule.summer.saveMinutes === 60;
  const summer = isWhole ? rule.summer : undefined;
  return {
    notes: isWhole
      ? notes
      : [`Summer time in ${profile.timeZone} is not one hour; the phone cannot follow it and stays on standard time.`],
    settings: [
      ['SNTPSRVR', checkedHost(profile.ntpServer, 'ntpServer')],
      ['GMTOFFSET', hours(rule.standardMinutes)],
      ['DSTOFFSET', summer === undefined ? 0 : 1],
      ...(summer === undefined
        ? []
        : ([
            ['DSTSTART', change(summer.start)],
            ['DSTSTOP', change(summer.end)],
          ] as const)),
    ],
  };
}

/** The phones take 8 to 31 letters and digits, and keep the password they have when they are told anything else. */
function passwordSettings({ adminPassword }: PhoneProfile): { settings: QuotedSetting[]; notes: string[] } {
  return /^[A-Za-z0-9]{8,31}$/.test(adminPassword)
    ? { settings: [['FORCE_WEB_ADMIN_PASSWORD', adminPassword]], notes: [] }
    : {
        settings: [],
        notes: [
          'This phone takes 8 to 31 letters and digits as its administrator password and keeps the one it has; change it at the phone.',
        ],
      };
}

function placeSettings(profile: PhoneProfile): QuotedSetting[] {
  const { scheme, host, port, path } = urlParts(profile.provisioningUrl, 'provisioningUrl');
  const kind = scheme === 'https' ? 'TLS' : 'HTTP';
  return [
    [`${kind}SRVR`, host],
    [`${kind}PORT`, port],
    [`${kind}DIR`, path],
  ];
}

function networkSettings({ vlan, qos, syslog }: PhoneProfile): QuotedSetting[] {
  const settings: QuotedSetting[] = [];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    settings.push(['L2Q', 1], ['L2QVLAN', id], ['L2QAUD', priority], ['L2QSIG', priority]);
    if (computerId !== undefined) settings.push(['VLANSEP', 1], ['PHY2VLAN', computerId], ['PHY2PRIO', 0]);
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push(['DSCPSIG', signaling], ['DSCPAUD', media]);
  }
  if (syslog !== undefined) settings.push(['LOGSRVR', checkedHost(syslog.host, 'syslog.host')]);
  return settings;
}

/** Between firmware and maker's own servers stands a mode: without these lines the phone looks for Avaya's. */
const OPEN_SIP: readonly QuotedSetting[] = [
  ['ENABLE_3PCC_ENVIRONMENT', 1],
  ['3PCC_SERVER_MODE', 0],
  ['ENABLE_AVAYA_ENVIRONMENT', 0],
  ['DISCOVER_AVAYA_ENVIRONMENT', 0],
  ['ENABLE_IPOFFICE', 0],
  // The maker's redirection service: the office alone says where the phone asks.
  ['DES_STAT', 0],
  // check-sync is obeyed, also without TLS.
  ['ENABLE_OOD_RESET_NOTIFY', 1],
  ['ENABLE_OOD_MSG_TLS_ONLY', 0],
  ['ENABLE_WEBSERVER', 1],
  ['ENABLE_AUTO_ANSWER_SUPPORT', 1],
];

function lineSettings(line: PhoneLine, profile: PhoneProfile, codecs: readonly PhoneCodec[]): QuotedSetting[] {
  return [
    ['SIP_CONTROLLER_LIST', `${line.server}:${line.port};transport=${line.transport}`],
    ['SIPDOMAIN', line.server],
    ['MWISRVR', line.server],
    ['SIP_PROXY_SELECTION_POLICY', 1],
    ['SIMULTANEOUS_REGISTRATIONS', 1],
    ['FORCE_SIP_USERNAME', line.authUser],
    ['FORCE_SIP_EXTENSION', line.authUser],
    ['FORCE_SIP_PASSWORD', line.secret, 'secret'],
    ['DISPLAY_NAME', line.displayName, 'displayName'],
    ['PSTN_VM_NUM', line.voicemailNumber ?? ''],
    ['CODEC_PRIORITY', codecs.flatMap((codec) => CODECS[codec] ?? []).join(',')],
    ...(['g722', 'g729', 'g726-32', 'opus'] as const).map((codec): QuotedSetting => [
      `ENABLE_${CODECS[codec] ?? ''}`,
      codecs.includes(codec) ? 1 : 0,
    ]),
    // 1: AES-CM 128 with 80-bit tags; 9: none. One alone: calls are made so or not at all.
    ['MEDIAENCRYPTION', line.srtp ? 1 : 9],
  ];
}

/** `Key=4;Type=feature;Name=blf;Label=Bob;attr1=102;Forced`: a semicolon begins the next part. */
function keyText(key: PhoneKey): string {
  const field = `keys.${key.position}`;
  const text = quotedText(key.label ?? '', field, 64);
  if (text.includes(';') || text !== text.trim())
    throw new CannotRender(field, 'a label on this phone cannot hold ; or begin or end with a blank');
  const label = text === '' ? '' : `;Label=${text}`;
  switch (key.kind) {
    case 'line':
      return `Key=${key.position};Type=line;Name=primary${label};attr1=${key.line ?? 1};Forced`;
    case 'blf':
      return `Key=${key.position};Type=feature;Name=blf${label};attr1=${key.number};Forced`;
    case 'speed':
      return `Key=${key.position};Type=autodial;Name=autodial${label};attr1=${key.number};Forced`;
    case 'none':
      return '';
  }
}

function notesFor(profile: PhoneProfile, keys: readonly PhoneKey[]): string[] {
  const { syslog } = profile;
  return [
    'The code of the phone’s own administration menu is not set from here (27238 from the factory).',
    'This phone plays its own tones; those of a country are not set from here.',
    ...(profile.language.toLowerCase().startsWith('en')
      ? []
      : [`"${profile.language}" needs a language file that the office does not have; this phone speaks English.`]),
    ...(profile.ringTone === undefined ? [] : ['Ring tones are chosen on the phone itself.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['The phone book of this phone is not set from here.']),
    ...(profile.firmware === undefined
      ? []
      : ['Firmware of this phone comes in a signed package; it is not set from here.']),
    ...(syslog === undefined || syslog.port === 514 ? [] : ['This phone sends its log to port 514 only.']),
    ...(keys.some((key) => key.kind === 'blf' && key.pickup !== undefined)
      ? ['Picking up by key is not set; dial the pickup code.']
      : []),
    ...(profile.lines.length === 0 ? ['Without a line this phone shows no name on its screen.'] : []),
  ];
}

const leading = (path: string, text: string): RenderedFile => ({
  path,
  aliases: [],
  contentType: 'text/plain; charset=utf-8',
  text,
  isSecret: false,
  notes: [],
});

export function renderAvaya(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(avayaModels, profile.model);
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const time = timeSettings(profile);
  const password = passwordSettings(profile);
  const settings: QuotedSetting[] = [
    ...OPEN_SIP,
    ...placeSettings(profile),
    ...password.settings,
    ...time.settings,
    ...networkSettings(profile),
    ...lines.flatMap((line) => lineSettings(line, profile, codecsFor(profile, row))),
  ];
  const written = settings.map(
    ([name, value, field = name]) => `SET ${name} "${quotedText(String(value), field, 255)}"\n`,
  );
  const placed = keys.flatMap((key) => (key.kind === 'none' ? [] : [`SET PHONEKEY "${keyText(key)}"\n`]));
  return [
    {
      path: ownFile(profile.mac),
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: [...written, ...placed].join(''),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Avaya'),
        ...password.notes,
        ...time.notes,
        ...lineNotes,
        ...keyNotes,
        ...notesFor({ ...profile, lines }, keys),
      ],
    },
    leading('J100Supgrade.txt', '## Firmware stays as it is.\nGET 46xxsettings.txt\n'),
    leading('46xxsettings.txt', '## Each phone has its own file.\nGET $MACADDR.txt\n'),
  ];
}
