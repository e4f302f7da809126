/**
 * One phone's `NAME="value"` file (KX-HDV and KX-UT administrator guides, "Configuration file specifications"): a fixed first
 * line, CRLF, names up to 32 and values up to 500 characters, an empty last line. Pure: same profile, same bytes.
 */

import {
  checkedHost,
  checkedInteger,
  checkedUrl,
  codecsFor,
  keysFor,
  linesFor,
  modelByName,
  pickupPrefix,
  roomForKeys,
  unknownModel,
} from '../checked.ts';
import type { PhoneCodec, PhoneKey, PhoneLine, PhoneProfile, RenderedFile } from '../define.ts';
import { quotedText, type QuotedSetting } from '../quoted-lines.ts';
import { checkedPassword, checkedQos, checkedVlan, languageFor, notesOf, withoutDoubles } from '../said.ts';
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';
import { tonesOf, type Tone } from '../tones.ts';
import { panasonicModels, type PanasonicModel } from './models.ts';

type Family = PanasonicModel['family'];

const HEADERS: Readonly<Record<Family, string>> = {
  hdv: '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!',
  ut: '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!',
  dect: '# PCC Standard Format File # DO NOT CHANGE THIS LINE!',
};
const LANGUAGES: Readonly<Record<string, string>> = { de: 'de', en: 'en', es: 'es', fr: 'fr', it: 'it', ru: 'ru' };
const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;
/** The phone's own numbers for codecs. */
const CODECS: Readonly<Partial<Record<PhoneCodec, number>>> = { g722: 0, pcma: 1, 'g726-32': 2, g729: 3, pcmu: 4 };
const KEYS = {
  hdv: { line: 'X_PANASONIC_IPTEL_LINE', blf: 'X_PANASONIC_IPTEL_BLF', speed: 'X_PANASONIC_IPTEL_ONETOUCH', none: '' },
  ut: { line: 'X_PANASONIC_IPTEL_DN', blf: 'X_PANASONIC_IPTEL_CONTACT', speed: 'X_PANASONIC_IPTEL_ONETOUCH', none: '' },
} as const;
const SIP_PORT = 5060;

const yesNo = (value: boolean): 'Y' | 'N' => (value ? 'Y' : 'N');

export const ownFile = (mac: string): string => `Config${mac.toUpperCase()}.cfg`;

/** Weeks of the month with 5 for the last, days from 0 for Sunday, minutes of the day. */
const change = (name: 'START' | 'STOP', { month, week, weekday, minutesOfDay }: ClockChange): QuotedSetting[] => [
  [`DST_${name}_MONTH`, month],
  [`DST_${name}_ORDINAL_DAY`, week],
  [`DST_${name}_DAY_OF_WEEK`, weekday],
  [`DST_${name}_TIME`, minutesOfDay],
];

function timeSettings(profile: PhoneProfile): { settings: QuotedSetting[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  return {
    notes,
    settings: [
      ['NTP_ADDR', checkedHost(profile.ntpServer, 'ntpServer')],
      ['TIME_ZONE', rule.standardMinutes],
      ['DST_ENABLE', yesNo(rule.summer !== undefined)],
      ...(rule.summer === undefined
        ? []
        : [
            ['DST_OFFSET', rule.summer.saveMinutes] as const,
            ...change('START', rule.summer.start),
            ...change('STOP', rule.summer.end),
          ]),
    ],
  };
}

/** A tone begins with 60 ms of silence, which its last pause lacks; `0`: it does not end. */
const toneSettings = (name: string, { frequencies, cadence }: Tone): QuotedSetting[] => [
  [`${name}_FRQ`, frequencies.join(',')],
  [
    `${name}_TIMING`,
    cadence.length === 0 ? '60,0' : [60, ...cadence.slice(0, -1), (cadence.at(-1) ?? 60) - 60].join(','),
  ],
];

function countrySettings(country: string, family: Family): { settings: QuotedSetting[]; notes: string[] } {
  const tones = tonesOf(country);
  if (tones === undefined)
    return { settings: [], notes: [`The tones of "${country}" are not known here; the phone keeps its own.`] };
  const isNew = family === 'hdv';
  return {
    notes: [],
    settings: [
      ...toneSettings(isNew ? 'DIAL_TONE1' : 'DIAL_TONE', tones.dial),
      ...toneSettings('BUSY_TONE', tones.busy),
      ...toneSettings('REORDER_TONE', tones.congestion),
      ...toneSettings(isNew ? 'RINGBACK_TONE' : 'RINGING_TONE', tones.ringing),
    ],
  };
}

function networkSettings({ vlan, syslog }: PhoneProfile): QuotedSetting[] {
  const settings: QuotedSetting[] = [];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    settings.push(['VLAN_ENABLE', 'Y'], ['VLAN_ID_IP_PHONE', id], ['VLAN_PRI_IP_PHONE', priority]);
    if (computerId !== undefined) settings.push(['VLAN_ID_PC', computerId], ['VLAN_PRI_PC', 0]);
  }
  if (syslog !== undefined)
    settings.push(
      ['SYSLOG_ADDR', checkedHost(syslog.host, 'syslog.host')],
      ['SYSLOG_PORT', checkedInteger(syslog.port, 'syslog.port', 1, 65535)],
      ['SYSLOG_EVENT_SIP', 6],
    ); // prettier-ignore
  return settings;
}

/** What belongs to the phone, and where it asks from now on. */
function phoneSettings(profile: PhoneProfile): QuotedSetting[] {
  const { firmware } = profile;
  return [
    ['PROVISION_ENABLE', 'Y'],
    ['CFG_STANDARD_FILE_PATH', `${checkedUrl(profile.provisioningUrl, 'provisioningUrl')}Config{MAC}.cfg`],
    ['CFG_CYCLIC', 'Y'],
    // Minutes.
    ['CFG_CYCLIC_INTVL', 1440],
    ['CFG_RESYNC_FROM_SIP', 'check-sync'],
    ['SIPPNP_PROV_ENABLE', yesNo(profile.pnpAfterSetup ?? true)],
    ['FIRM_UPGRADE_ENABLE', yesNo(firmware !== undefined)],
    ...(firmware === undefined
      ? []
      : ([
          ['FIRM_VERSION', firmware.version, 'firmware.version'],
          ['FIRM_FILE_PATH', checkedUrl(firmware.url, 'firmware.url')],
        ] as const)),
    ['ADMIN_ID', 'admin'],
    ['ADMIN_PASS', checkedPassword(profile.adminPassword, 64, 'adminPassword', `"&':<>`)],
    ['HTTPD_PORTOPEN_AUTO', 'Y'],
    ['VM_SUBSCRIBE_ENABLE', yesNo(profile.lines.some(({ voicemailNumber }) => voicemailNumber !== undefined))],
  ];
}

function codecSettings(position: number, profile: PhoneProfile, row: PanasonicModel | undefined): QuotedSetting[] {
  const codecs = codecsFor(profile, row);
  return Object.entries(CODECS).flatMap(([codec, number]): QuotedSetting[] => {
    const place = codecs.indexOf(codec as PhoneCodec);
    const enabled: QuotedSetting = [`CODEC_ENABLE${number}_${position}`, yesNo(place !== -1)];
    return place === -1 ? [enabled] : [enabled, [`CODEC_PRIORITY${number}_${position}`, place + 1]];
  });
}

function lineSettings(line: PhoneLine, profile: PhoneProfile): QuotedSetting[] {
  const at = (name: string): string => `${name}_${line.position}`;
  const { server, port } = line;
  return [
    [at('LINE_ENABLE'), 'Enabled'],
    [at('PROFILE_ENABLE'), 'Enabled'],
    [at('PHONE_NUMBER'), line.number, 'number'],
    [at('SIP_URI'), `${line.authUser}@${server}`],
    [at('SIP_AUTHID'), line.authUser],
    [at('SIP_PASS'), line.secret, 'secret'],
    [at('DISPLAY_NAME'), line.displayName, 'displayName'],
    // Each line listens on a port of its own.
    [at('SIP_SRC_PORT'), SIP_PORT + (line.position - 1) * 10],
    [at('SIP_RGSTR_ADDR'), server],
    [at('SIP_RGSTR_PORT'), port],
    [at('SIP_PRXY_ADDR'), server],
    [at('SIP_PRXY_PORT'), port],
    [at('SIP_PRSNC_ADDR'), server],
    [at('SIP_PRSNC_PORT'), port],
    [at('SIP_SVCDOMAIN'), server],
    [at('SIP_DNSSRV_ENA'), 'N'],
    [at('SIP_TRANSPORT'), TRANSPORTS[line.transport]],
    // 1: sip: in the URIs also over TLS.
    ...(line.transport === 'tls' ? ([[at('SIP_TLS_MODE'), 1]] as const) : []),
    // 0: calls are encrypted or not made.
    [at('SRTP_CONNECT_MODE'), line.srtp ? 0 : 2],
    [at('VM_NUMBER'), line.voicemailNumber ?? ''],
    [at('CW_ENABLE'), yesNo(line.callWaiting)],
    ...(profile.qos === undefined ? [] : qosSettings(profile.qos, at)),
  ];
}

function qosSettings(qos: NonNullable<PhoneProfile['qos']>, at: (name: string) => string): QuotedSetting[] {
  const { signaling, media } = checkedQos(qos);
  return [
    [at('DSCP_SIP'), signaling],
    [at('DSCP_RTP'), media],
  ];
}

const withoutLine = (position: number): QuotedSetting[] => [
  [`LINE_ENABLE_${position}`, 'Disabled'],
  [`PHONE_NUMBER_${position}`, ''],
  [`SIP_AUTHID_${position}`, ''],
  [`SIP_PASS_${position}`, ''],
];

function keySettings(
  keys: readonly PhoneKey[],
  lines: readonly PhoneLine[],
  row: PanasonicModel | undefined,
): { settings: QuotedSetting[]; notes: string[] } {
  const words = KEYS[row?.family === 'ut' ? 'ut' : 'hdv'];
  const own = row?.keys ?? 0;
  const { prefix, note } = pickupPrefix(keys);
  let nextLine = 0;
  return {
    notes: note === undefined ? [] : [note],
    settings: [
      ...(prefix === undefined ? [] : ([['NUM_PLAN_PICKUP_DIRECT', prefix]] as const)),
      ...keys.flatMap((key): QuotedSetting[] => {
        const [button, place] = key.position <= own ? ['FLEX', key.position] : ['DSS', key.position - own];
        const at = (name: string): string => `${button}_BUTTON_${name}${place}`;
        if (key.kind === 'line') nextLine += 1;
        const argument =
          key.kind === 'line'
            ? (key.line ?? lines[Math.min(nextLine, lines.length) - 1]?.position ?? 1)
            : key.kind === 'blf'
              ? key.number
              : '';
        return [
          [at('FACILITY_ACT'), words[key.kind]],
          [at('FACILITY_ARG'), argument],
          [at('QUICK_DIAL'), key.kind === 'speed' ? key.number : ''],
          [at('LABEL'), key.label ?? '', `keys.${key.position}`],
        ];
      }),
    ],
  };
}

function notesFor(profile: PhoneProfile, family: Family): string[] {
  return [
    ...(profile.ringTone === undefined ? [] : ['Ring tones are chosen on the phone itself.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['This phone reads no phone book from a web address.']),
    ...(family === 'dect'
      ? ['A DECT base: register each handset at the base itself, and choose there which lines it has.']
      : []),
    ...(profile.lines.length === 0 ? ['Without a line this phone shows no name on its screen.'] : []),
  ];
}

export function renderPanasonic(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(panasonicModels, profile.model) as PanasonicModel | undefined;
  const family = row?.family ?? 'hdv';
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const language = languageFor(LANGUAGES, profile.language, 'en');
  const time = timeSettings(profile);
  const country = countrySettings(profile.dialToneCountry, family);
  const placed = keySettings(keys, lines, row);
  const settings: QuotedSetting[] = [
    ...phoneSettings({ ...profile, lines }),
    ['DEFAULT_LANGUAGE', language.value],
    ...time.settings,
    ...country.settings,
    ...networkSettings(profile),
    ...Array.from({ length: row?.lines ?? 1 }, (_, index) => index + 1).flatMap((position) => {
      const line = lines.find((one) => one.position === position);
      return line === undefined
        ? withoutLine(position)
        : [...lineSettings(line, profile), ...codecSettings(position, profile, row)];
    }),
    ...placed.settings,
  ];
  const written = settings.map(
    ([name, value, field = name]) => `${name}="${quotedText(String(value), field, 500)}"\r\n`,
  );
  return [
    {
      path: ownFile(profile.mac),
      // What the factory asks for, by model only: served under the secret path or to a phone that is expected.
      aliases: row === undefined ? [] : [`${row.model}.cfg`],
      contentType: 'text/plain; charset=utf-8',
      text: `${HEADERS[family]}\r\n${written.join('')}\r\n`,
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Panasonic'),
        ...notesOf(language),
        ...time.notes,
        ...country.notes,
        ...lineNotes,
        ...keyNotes,
        ...placed.notes,
        ...notesFor({ ...profile, lines }, family),
      ],
    },
  ];
}
