/**
 * One phone's `name: value` file (Aastra and Mitel SIP phones administrator guides 3.x to 6.x). Pure: same profile, same bytes.
 * A `#` begins a comment and quotes may enclose a value, so neither can stand in a text.
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
import { keyValueLines, lineText, type Setting } from '../key-value.ts';
import {
  checkedQos,
  checkedVlan,
  languageFor,
  notesOf,
  tonesFor,
  usesUsDates,
  withoutDoubles,
  type Said,
} from '../said.ts';
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';
import { mitelModels, type MitelModel } from './models.ts';
import { LANGUAGES, TONES } from './words.ts';

const TRANSPORTS = { udp: 1, tcp: 2, tls: 4 } as const;
/** RFC 3551 payload numbers. */
const PAYLOADS: Readonly<Partial<Record<PhoneCodec, number>>> = { pcmu: 0, pcma: 8, g722: 9, g729: 18 };
/** IEEE 802.1Q: frames of the computer go out as they came. */
const UNTAGGED = 4095;

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

function text(value: string, field: string): string {
  if (/[#"]/.test(value)) throw new CannotRender(field, 'this phone cannot be told a text with # or "');
  return lineText(value, field, 128);
}

/** The phones take digits only, and keep the password they have when they are told anything else. */
function passwordSettings({ adminPassword }: PhoneProfile): { settings: Setting[]; notes: string[] } {
  return /^\d{1,16}$/.test(adminPassword)
    ? { settings: [['admin password', adminPassword]], notes: [] }
    : {
        settings: [],
        notes: [
          'This phone takes digits only as its administrator password and keeps the one it has (22222 from the factory); change it at the phone.',
        ],
      };
}

/** The part of a file's address before its name. */
function placeSettings(profile: PhoneProfile): Setting[] {
  const { scheme, host, port, path } = urlParts(profile.provisioningUrl, 'provisioningUrl');
  const { firmware } = profile;
  return [
    ['download protocol', scheme.toUpperCase()],
    [`${scheme} server`, host],
    [`${scheme} path`, path.replaceAll(/^\/|\/$/g, '')],
    [`${scheme} port`, port],
    // The maker's redirection service: the office alone says where the phone asks.
    ['contact rcs', 0],
    ['auto resync mode', 1],
    ['auto resync time', '03:00'],
    ...(firmware === undefined
      ? []
      : ([['firmware server', checkedUrl(firmware.url, 'firmware.url').replace(/\/[^/]*$/, '')]] as const)),
  ];
}

/** Days count from 1 for Sunday, -1 is the last week. */
const change = (name: 'start' | 'end', { month, week, weekday, minutesOfDay }: ClockChange): Setting[] => [
  [`dst ${name} relative date`, 1],
  [`dst ${name} month`, month],
  [`dst ${name} week`, week === 5 ? -1 : week],
  [`dst ${name} day`, weekday + 1],
  [`dst ${name} hour`, Math.floor(minutesOfDay / 60)],
];

function timeSettings(profile: PhoneProfile): { settings: Setting[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const isUs = usesUsDates(profile.language);
  return {
    notes,
    settings: [
      ['time server disabled', 0],
      ['time server1', checkedHost(profile.ntpServer, 'ntpServer')],
      ['time zone name', 'Custom'],
      // Counted westwards.
      ['time zone minutes', rule.standardMinutes === 0 ? 0 : -rule.standardMinutes],
      ['dst config', rule.summer === undefined ? 0 : 3],
      ...(rule.summer === undefined
        ? []
        : [
            ['dst minutes', rule.summer.saveMinutes] as const,
            ...change('start', rule.summer.start),
            ...change('end', rule.summer.end),
          ]),
      ['time format', isUs ? 0 : 1],
      ['date format', isUs ? 0 : 3],
    ],
  };
}

function networkSettings({ vlan, qos, syslog }: PhoneProfile): { settings: Setting[]; notes: string[] } {
  const settings: Setting[] = [];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    settings.push(['tagging enabled', 1], ['vlan id', id], ['priority non-ip', priority]);
    settings.push(['vlan id port 1', computerId ?? UNTAGGED]);
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push(['tos sip', signaling], ['tos rtp', media]);
  }
  if (syslog !== undefined)
    settings.push(
      ['log server ip', checkedHost(syslog.host, 'syslog.host')],
      ['log server port', checkedInteger(syslog.port, 'syslog.port', 1, 65535)],
      ['log module sip', 65535],
    ); // prettier-ignore
  return {
    settings,
    notes:
      vlan === undefined
        ? []
        : ['The priority of calls on the network follows the phone’s own table from DSCP to priority.'],
  };
}

/** One transport and one encryption for the whole phone. */
function sharedSettings(lines: readonly PhoneLine[]): Setting[] {
  const [first, ...others] = lines;
  for (const line of others)
    for (const field of ['transport', 'srtp'] as const)
      if (line[field] !== first?.[field])
        throw new CannotRender(field, 'all lines of this phone have to use the same transport and encryption');
  return [
    ['sip transport protocol', TRANSPORTS[first?.transport ?? 'udp']],
    // 2: calls are refused rather than made in the clear.
    ['sip srtp mode', first?.srtp === true ? 2 : 0],
  ];
}

function lineSettings(line: PhoneLine, profile: PhoneProfile): Setting[] {
  const at = `sip line${line.position}`;
  return [
    [`${at} user name`, line.authUser],
    [`${at} auth name`, line.authUser],
    [`${at} password`, text(line.secret, 'secret')],
    [`${at} display name`, text(line.displayName, 'displayName')],
    [`${at} screen name`, text(profile.label, 'label')],
    [`${at} screen name 2`, text(line.number, 'number')],
    [`${at} proxy ip`, line.server],
    [`${at} proxy port`, line.port],
    [`${at} registrar ip`, line.server],
    [`${at} registrar port`, line.port],
    [`${at} vmail`, line.voicemailNumber ?? ''],
    // RFC 4733.
    [`${at} dtmf method`, 0],
    ...(profile.ringTone === undefined
      ? []
      : ([[`line${line.position} ring tone`, checkedInteger(profile.ringTone, 'ringTone', 1, 5) - 1]] as const)),
  ];
}

const KEY_TYPES = { line: 'line', blf: 'blf', speed: 'speeddial', none: 'none' } as const;

function slotOf(position: number, row: MitelModel | undefined): { at: string; isLabelled: boolean } {
  let before = 0;
  for (const [kind, count] of row?.slots ?? []) {
    if (position <= before + count) return { at: `${kind}${position - before}`, isLabelled: kind !== 'prgkey' };
    before += count;
  }
  const each = row?.expansion?.keysEach ?? 1;
  const index = position - before - 1;
  return { at: `expmod${Math.floor(index / each) + 1} key${(index % each) + 1}`, isLabelled: true };
}

function keySettings(
  keys: readonly PhoneKey[],
  lines: readonly PhoneLine[],
  row: MitelModel | undefined,
): { settings: Setting[]; notes: string[] } {
  const { prefix, note } = pickupPrefix(keys);
  let nextLine = 0;
  return {
    notes: note === undefined ? [] : [note],
    settings: [
      ...(prefix === undefined
        ? []
        : ([
            ['directed call pickup', 1],
            ['directed call pickup prefix', text(prefix, 'keys')],
          ] as const)),
      ...keys.flatMap((key): Setting[] => {
        const { at, isLabelled } = slotOf(key.position, row);
        const settings: Setting[] = [[`${at} type`, KEY_TYPES[key.kind]]];
        if (key.kind === 'none') return settings;
        if (key.kind === 'line') {
          nextLine += 1;
          settings.push([`${at} line`, key.line ?? lines[Math.min(nextLine, lines.length) - 1]?.position ?? 1]);
        } else {
          settings.push([`${at} value`, text(key.number, `keys.${key.position}`)], [`${at} line`, 1]);
        }
        if (isLabelled && key.label !== undefined && key.label !== '')
          settings.push([`${at} label`, text(key.label, `keys.${key.position}`)]);
        return settings;
      }),
    ],
  };
}

function languageSettings(language: Said): { settings: Setting[]; notes: string[] } {
  if (language.value === '') return { settings: [['language', 0], ['web language', 0]], notes: notesOf(language) }; // prettier-ignore
  return {
    settings: [['language 1', language.value], ['language', 1], ['web language', 1]],
    notes: [`The phone fetches ${language.value} from its maker’s language pack; as long as it finds none, it speaks English.`],
  }; // prettier-ignore
}

function phoneSettings(profile: PhoneProfile, tones: Said, row: MitelModel | undefined): Setting[] {
  const codecs = codecsFor(profile, row).flatMap((codec) => PAYLOADS[codec] ?? []);
  return [
    ['tone set', tones.value],
    ['sip customized codec', codecs.map((payload) => `payload=${payload};ptime=20;silsupp=off`).join(',')],
    ['sip explicit mwi subscription', 1],
    // Lets the office show a text on the screen.
    ['sip xml notify event', 1],
    ['sip allow auto answer', 1],
    ['call waiting', flag(profile.lines[0]?.callWaiting ?? true)],
    ...(profile.phoneBookUrl === undefined
      ? []
      : ([['directory script', checkedUrl(profile.phoneBookUrl, 'phoneBookUrl')]] as const)),
  ];
}

const commented = (path: string, aliases: readonly string[] = []): RenderedFile => ({
  path,
  aliases,
  contentType: 'text/plain; charset=utf-8',
  text: '# Each phone has its own file.\n',
  isSecret: false,
  notes: [],
});

export const ownFile = (mac: string): string => `${mac.toUpperCase()}.cfg`;

export function renderMitel(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(mitelModels, profile.model) as MitelModel | undefined;
  const { lines, notes: lineNotes } = linesFor(profile, row?.lines ?? 1);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const isEnglish = profile.language.toLowerCase().startsWith('en');
  const language = languageSettings(isEnglish ? { value: '' } : languageFor(LANGUAGES, profile.language, ''));
  const tones = tonesFor(TONES, profile.dialToneCountry, 'Europe');
  const parts = [
    passwordSettings(profile),
    { settings: placeSettings(profile), notes: [] },
    language,
    timeSettings(profile),
    networkSettings(profile),
    { settings: phoneSettings({ ...profile, lines }, tones, row), notes: notesOf(tones) },
    { settings: sharedSettings(lines), notes: [] },
    { settings: lines.flatMap((line) => lineSettings(line, profile)), notes: lineNotes },
    keySettings(keys, lines, row),
  ];
  return [
    {
      path: ownFile(profile.mac),
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: keyValueLines(
        parts.flatMap(({ settings }) => settings),
        ': ',
      ),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Mitel'),
        ...parts.flatMap(({ notes }) => notes),
        ...keyNotes,
        ...(lines.length === 0 ? ['Without a line this phone shows no name on its screen.'] : []),
      ],
    },
    // Asked for first; `aastra.cfg` by firmware before 4.
    commented('startup.cfg', ['aastra.cfg']),
    ...(row === undefined ? [] : [commented(`${row.model}.cfg`)]),
  ];
}
