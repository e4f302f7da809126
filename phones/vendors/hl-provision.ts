/**
 * Htek's settings by number (`<hl_provision>`), which Sangoma's S-series took over with the platform. Older firmware has a server for
 * each account, newer has profiles that accounts point to: both numbers are written, all accounts point to the first profile, and
 * so all lines have to use the same server. Numbers from public templates; sources in htek/README.md.
 */

import {
  checkedHost, checkedUrl, codecsFor, keysFor, linesFor, pickupPrefix,
} from './checked.ts'; // prettier-ignore
import type { PhoneCodec, PhoneKey, PhoneLine, PhoneModel, PhoneProfile, RenderedFile } from './define.ts';
import { lineText } from './key-value.ts';
import { pCodeDocument, type PCode } from './p-codes.ts';
import {
  checkedPassword, checkedVlan, languageFor, linesOfKeys, notesOf, ringToneUpTo, sharedServer, tonesFor, usesUsDates, withoutDoubles,
} from './said.ts'; // prettier-ignore
import { zoneRuleOrUtc, type ClockChange } from './summer-time.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  en: '0', fr: '1', de: '2', es: '3', pt: '4', ru: '5', it: '6', pl: '7', tr: '8', zh: '9', nl: '10',
}; // prettier-ignore

const TONES: Readonly<Record<string, string>> = {
  AU: '1', AT: '2', BR: '3', BE: '4', CN: '5', CL: '6', CZ: '7', DK: '8', FI: '9', FR: '10', DE: '11', GB: '12', GR: '13', HU: '14', LT: '15', IN: '16',
  IT: '17', JP: '18', MX: '19', NZ: '20', NL: '21', NO: '22', PT: '23', ES: '24', CH: '25', SE: '26', RU: '27', US: '28', SK: '7', CA: '28', IE: '12',
}; // prettier-ignore

/** The phone's number of a zone with these minutes from UTC; its summer time is said apart. */
const ZONES: Readonly<Record<number, number>> = {
  [-660]: 105, [-600]: 2, [-540]: 3, [-480]: 6, [-420]: 10, [-360]: 14, [-300]: 18, [-240]: 20, [-210]: 30, [-180]: 30, [-120]: 31, [-60]: 32, 0: 33,
  60: 49, 120: 57, 180: 73, 210: 74, 240: 77, 300: 83, 330: 84, 360: 85, 420: 88, 480: 89, 540: 93, 570: 94, 600: 96, 630: 100, 660: 101, 720: 102,
  765: 103, 780: 104,
}; // prettier-ignore

const PAYLOADS: Readonly<Partial<Record<PhoneCodec, number>>> = {
  pcmu: 0,
  pcma: 8,
  g722: 9,
  g729: 18,
  g723: 4,
  'g726-32': 2,
  opus: 120,
};
const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;
const KEY_TYPES = { none: 0, line: 1, speed: 2, blf: 3 } as const;

type Numbers = {
  active: number;
  server: number;
  transport: number;
  label: number;
  user: number;
  auth: number;
  password: number;
  display: number;
  voicemail: number;
  profile: number;
  srtp?: number;
  mwi?: number;
  answers?: number;
  ring?: number;
  codecs?: number;
  pickup?: number;
};

export const HL_MOST_LINES = 6;

function numbersOf(account: number): Numbers {
  const profile = 24_081 + account;
  if (account === 1)
    return {
      active: 271, server: 47, transport: 130, label: 20_000, user: 35, auth: 36, password: 34, display: 3, voicemail: 33, profile, srtp: 183, mwi: 99,
      answers: 298, ring: 104, codecs: 57, pickup: 4705,
    }; // prettier-ignore
  if (account === 2)
    return {
      active: 401, server: 747, transport: 830, label: 20_001, user: 735, auth: 736, password: 734, display: 703, voicemail: 426, profile, srtp: 443,
      mwi: 709, answers: 438, ring: 423, codecs: 757, pickup: 4715,
    }; // prettier-ignore
  const base = account <= 4 ? (account + 2) * 100 : (account + 12) * 100;
  return {
    active: account <= 4 ? base + 1 : 20_355 + account,
    server: base + 2,
    transport: base + 48,
    label: account <= 4 ? 19_999 + account : 20_373 + account,
    user: base + 4,
    auth: base + 5,
    password: base + 6,
    display: base + 7,
    voicemail: base + 26,
    profile,
  };
}

function accountCodes(
  line: PhoneLine,
  codecs: readonly number[],
  prefix: string | undefined,
  ringTone: number | undefined,
): PCode[] {
  const at = numbersOf(line.position);
  const codes: PCode[] = [
    [at.active, 1],
    [at.profile, 0],
    [at.server, `${line.server}:${line.port}`],
    [at.transport, TRANSPORTS[line.transport]],
    [at.label, lineText(line.number, 'number', 99)],
    [at.user, line.authUser],
    [at.auth, line.authUser],
    [at.password, lineText(line.secret, 'secret', 99)],
    [at.display, lineText(line.displayName, 'displayName', 99)],
    [at.voicemail, line.voicemailNumber ?? ''],
  ];
  if (at.srtp !== undefined) codes.push([at.srtp, line.srtp ? 2 : 0]);
  if (at.mwi !== undefined) codes.push([at.mwi, line.voicemailNumber === undefined ? 0 : 1]);
  if (at.answers !== undefined) codes.push([at.answers, 1]);
  if (at.ring !== undefined && ringTone !== undefined) codes.push([at.ring, ringTone]);
  if (at.pickup !== undefined && prefix !== undefined) codes.push([at.pickup, prefix]);
  // Six places; those left over repeat the last.
  const first = at.codecs;
  if (first !== undefined)
    codes.push(...Array.from({ length: 6 }, (_, index): PCode => [first + index, codecs[index] ?? codecs.at(-1) ?? 0]));
  return codes;
}

function withoutAccount(position: number): PCode[] {
  const { active, user, auth, password } = numbersOf(position);
  return [
    [active, 0],
    [user, ''],
    [auth, ''],
    [password, ''],
  ];
}

function keyCodes(keys: readonly PhoneKey[], lines: readonly PhoneLine[]): PCode[] {
  const lineOf = linesOfKeys(keys, lines);
  return keys.flatMap((key): PCode[] => {
    const isFirst = key.position < 5;
    const base = isFirst ? 41_199 + key.position : 20_200 + 5 * (key.position - 5);
    const step = isFirst ? 100 : 1;
    const account = (lineOf.get(key.position) ?? 1) - 1;
    return [
      [base, KEY_TYPES[key.kind]],
      [base + step, key.kind === 'blf' || key.kind === 'speed' ? key.number : ''],
      [base + 2 * step, lineText(key.label ?? '', `keys.${key.position}`, 99)],
      [base + 3 * step, account],
      [base + 4 * step, key.kind === 'blf' ? (key.pickup ?? '') : ''],
    ];
  });
}

function timeCodes(profile: PhoneProfile): { codes: PCode[]; notes: string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const { standardMinutes, summer } = rule;
  const zone = ZONES[standardMinutes];
  const change = (first: number, { month, week, weekday, minutesOfDay }: ClockChange): PCode[] => [
    [first, month],
    [first + 1, week],
    [first + 2, weekday],
    [first + 3, Math.floor(minutesOfDay / 60)],
  ];
  return {
    codes: [
      [30, checkedHost(profile.ntpServer, 'ntpServer')],
      [144, 0],
      [143, 0],
      [64, zone ?? 33],
      [75, summer === undefined ? 0 : 1],
      ...(summer === undefined
        ? []
        : ([[23_117, 0], ...change(23_118, summer.start), ...change(23_122, summer.end)] as PCode[])),
    ],
    notes: [...notes, ...(zone === undefined ? [`This phone has no zone for ${profile.timeZone}; it shows UTC.`] : [])],
  };
}

function deviceCodes(profile: PhoneProfile, language: string, tones: string): PCode[] {
  const { vlan, firmware, syslog, provisioningUrl } = profile;
  const url = checkedUrl(provisioningUrl, 'provisioningUrl');
  const codes: PCode[] = [
    [8681, 'admin'],
    [2, checkedPassword(profile.adminPassword, 32, 'adminPassword')],
    [8951, lineText(profile.label, 'label', 99)],
    // 1 HTTP, 3 HTTPS; with the whole address as path.
    [212, url.startsWith('https:') ? 3 : 1],
    [237, url],
    // Firmware is looked for at the office or nowhere.
    [
      192,
      firmware === undefined
        ? url
        : checkedUrl(firmware.url.slice(0, firmware.url.lastIndexOf('/') + 1), 'firmware.url'),
    ],
    [194, 1],
    [193, 1440],
    [24_012, 1],
    [2525, language],
    [8621, language],
    [20_058, tones],
    [8849, (profile.lines[0]?.callWaiting ?? true) ? 1 : 0],
    [207, syslog === undefined ? '' : checkedHost(syslog.host, 'syslog.host')],
    [208, syslog === undefined ? 0 : 1],
  ];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    codes.push([24_053, 1], [51, id], [87, priority]);
    if (computerId !== undefined) codes.push([229, computerId]);
  }
  return codes;
}

function leftOut({ qos, pnpAfterSetup, phoneBookUrl, syslog, language }: PhoneProfile): string[] {
  return [
    ...(qos === undefined ? [] : ['DSCP values of this phone are set at the phone.']),
    ...(pnpAfterSetup === false
      ? ['This phone goes on asking the network at its start; that is switched off at the phone.']
      : []),
    ...(phoneBookUrl === undefined ? [] : ['This phone cannot be told of the office’s phone book.']),
    ...(syslog === undefined || syslog.port === 514 ? [] : ['This phone sends its log to port 514 only.']),
    ...(usesUsDates(language) ? ['Date and time are written as the phone is set.'] : []),
  ];
}

/** The one file of such a phone; `model` is its row, if the model is known. */
export function hlProvisionFile(
  profile: PhoneProfile,
  model: PhoneModel | undefined,
  notes: readonly string[],
): RenderedFile {
  withoutDoubles(profile);
  const count = model?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  sharedServer(lines);
  const { keys, notes: keyNotes } = keysFor(profile, model?.keys ?? 0);
  const { prefix } = pickupPrefix(keys);
  const language = languageFor(LANGUAGES, profile.language, '0');
  const tones = tonesFor(TONES, profile.dialToneCountry, '12');
  const time = timeCodes(profile);
  const codecs = codecsFor(profile, model).flatMap((codec) => PAYLOADS[codec] ?? []);
  const { tone: ringTone, notes: ringNotes } = ringToneUpTo(profile, 5);
  const accounts = Array.from({ length: count }, (_, index) => {
    const line = lines.find(({ position }) => position === index + 1);
    return line === undefined ? withoutAccount(index + 1) : accountCodes(line, codecs, prefix, ringTone);
  }).flat();
  return {
    path: `cfg${profile.mac}.xml`,
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: pCodeDocument('hl_provision', [
      ...deviceCodes(profile, language.value, tones.value),
      ...time.codes,
      ...accounts,
      ...keyCodes(keys, lines),
    ]),
    isSecret: true,
    notes: [
      ...notes,
      ...time.notes,
      ...notesOf(language, tones),
      ...lineNotes,
      ...keyNotes,
      ...ringNotes,
      ...leftOut(profile),
    ],
  };
}

const P = (...codes: readonly number[]): string[] => codes.map((code) => `P${code}`);
const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

/** Every number that these files may contain. */
export const HL_NAMES: readonly string[] = [
  ...P(2, 30, 51, 64, 75, 87, 143, 144, 192, 193, 194, 207, 208, 212, 229, 237, 2525, 8621, 8681, 8849, 8951, 20058, 24012, 24053),
  ...P(...range(23117, 9)),
  ...P(271, 47, 130, 20000, 35, 36, 34, 3, 33, 24082, 183, 99, 298, 104, ...range(57, 6), 4705),
  ...P(401, 747, 830, 20001, 735, 736, 734, 703, 426, 24083, 443, 709, 438, 423, ...range(757, 6), 4715),
  ...[500, 600, 1700, 1800].flatMap((base) => P(...[2, 4, 5, 6, 7, 26, 48].map((offset) => base + offset))),
  ...P(501, 601, 20360, 20361, 20002, 20003, 20378, 20379, ...range(24084, 4)),
  ...P(...[41200, 41300, 41400, 41500, 41600].flatMap((first) => range(first, 4)), ...range(20200, 160)),
]; // prettier-ignore
