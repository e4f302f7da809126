/**
 * Cisco's flat profile, which SPA and multiplatform phones share: one XML element a setting, a few in sections, and small
 * grammars inside the values (tones, clock changes, key functions). What differs between the generations is in their folders.
 */

import { checkedHost, checkedInteger, checkedUrl, codecsFor, pickupPrefix } from './checked.ts';
import {
  CannotRender,
  type BookEntry,
  type PhoneCodec,
  type PhoneKey,
  type PhoneLine,
  type PhoneModel,
  type PhoneProfile,
  type RenderedFile,
} from './define.ts';
import { lineText } from './key-value.ts';
import { checkedQos } from './said.ts';
import { offsetText, zoneRuleOrUtc, type ClockChange } from './summer-time.ts';
import { tonesOf, type Tone } from './tones.ts';
import { xmlElement, xmlText } from './xml.ts';

/** `path`: the element, or `section/section/element`. `field`: the part of the profile that the value comes from. */
export type Element = readonly [path: string, value: string | number, field?: string];

export const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

/** Phones drop blanks around a value, so such texts are refused. */
function written([path, value, field = path]: Element, ua: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return `<${name}${ua}>${xmlText(lineText(String(value), field.replaceAll('/', '.')), field)}</${name}>`;
}

function section(elements: readonly Element[], depth: number, ua: string): string[] {
  const indent = ' '.repeat(depth + 1);
  const part = ([path]: Element): string | undefined => {
    const parts = path.split('/');
    return parts.length > depth + 1 ? parts[depth] : undefined;
  };
  const plain = elements.filter((element) => part(element) === undefined);
  const sections = new Set(elements.flatMap((element) => part(element) ?? []));
  return [
    ...plain.map((element) => indent + written(element, ua)),
    ...[...sections].flatMap((name) => [
      `${indent}<${name}>`,
      ...section(
        elements.filter((element) => part(element) === name),
        depth + 1,
        ua,
      ),
      `${indent}</${name}>`,
    ]),
  ];
}

/** `userRights`: multiplatform phones are told of each setting that people at the phone cannot change it (`ua="na"`). */
export const flatProfile = (elements: readonly Element[], userRights = false): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<flat-profile>',
    ...section(elements, 0, userRights ? ' ua="na"' : ''),
    '</flat-profile>',
    '',
  ].join('\n');

/** `start=3/-1/7/2:0:0`: month, day (-1: the last week), weekday on or after that day (1 Monday to 7 Sunday), time. */
const change = ({ month, week, weekday, minutesOfDay }: ClockChange): string =>
  `${month}/${week === 5 ? -1 : (week - 1) * 7 + 1}/${weekday === 0 ? 7 : weekday}/${Math.floor(minutesOfDay / 60)}:${minutesOfDay % 60}:0`;

export function clockElements(profile: PhoneProfile): { elements: Element[]; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const { summer } = rule;
  return {
    notes,
    elements: [
      ['Primary_NTP_Server', checkedHost(profile.ntpServer, 'ntpServer')],
      ['Time_Zone', `GMT${offsetText(rule.standardMinutes)}`],
      ['Daylight_Saving_Time_Enable', yesNo(summer !== undefined)],
      [
        'Daylight_Saving_Time_Rule',
        summer === undefined
          ? ''
          : `start=${change(summer.start)};end=${change(summer.end)};save=${Math.floor(summer.saveMinutes / 60)}:${summer.saveMinutes % 60}:0`,
      ],
    ],
  };
}

/** `425@-19;10(.33/.33/1,.66/.66/1)`: frequencies with level, seconds in all, then on, off and which frequencies. */
function toneScript({ frequencies, cadence }: Tone, seconds: number | '*'): string {
  const level = frequencies.map((frequency) => `${frequency}@-19`).join(',');
  const together = frequencies.map((_, index) => index + 1).join('+');
  const short = (milliseconds: number): string => String(milliseconds / 1000).replace(/^0\./, '.');
  if (cadence.length === 0) return `${level};${seconds}(*/0/${together})`;
  const pairs = Array.from({ length: cadence.length / 2 }, (_, pair) => cadence.slice(pair * 2, pair * 2 + 2));
  return `${level};${seconds}(${pairs.map(([on = 0, off = 0]) => `${short(on)}/${short(off)}/${together}`).join(',')})`;
}

export function toneElements(country: string): { elements: Element[]; notes: readonly string[] } {
  const tones = tonesOf(country);
  if (tones === undefined)
    return { elements: [], notes: [`The tones of "${country}" are not known here; the phone keeps its own.`] };
  return {
    notes: [],
    elements: [
      ['Dial_Tone', toneScript(tones.dial, 10)],
      ['Busy_Tone', toneScript(tones.busy, 10)],
      ['Reorder_Tone', toneScript(tones.congestion, 10)],
      ['Ring_Back_Tone', toneScript(tones.ringing, '*')],
    ],
  };
}

const CODECS: Readonly<Partial<Record<PhoneCodec, string>>> = {
  pcmu: 'G711u',
  pcma: 'G711a',
  g729: 'G729a',
  g722: 'G722',
  'g726-32': 'G726-32',
  opus: 'OPUS',
  ilbc: 'iLBC',
};

const TRANSPORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const;

/** TOS bytes carry the DSCP in their upper six bits. */
const tos = (dscp: number): string => `0x${(dscp * 4).toString(16)}`;

/** What a line says alike in all generations. Anything that is dialled goes to the office, which decides. */
export function lineElements(
  line: PhoneLine,
  profile: PhoneProfile,
  model: PhoneModel | undefined,
  words: { tos: 'TOS' | 'ToS'; useAuthId: boolean },
): Element[] {
  const at = (name: string): string => `${name}_${line.position}_`;
  const [first, second, third] = codecsFor(profile, model).flatMap((codec) => CODECS[codec] ?? []);
  return [
    [at('Line_Enable'), 'Yes'],
    [at('SIP_Transport'), TRANSPORTS[line.transport]],
    [at('Proxy'), `${line.server}:${line.port}`],
    [at('Register'), 'Yes'],
    [at('Display_Name'), line.displayName, 'displayName'],
    [at('User_ID'), line.authUser],
    [at('Password'), line.secret, 'secret'],
    ...(words.useAuthId ? ([[at('Use_Auth_ID'), 'Yes']] as const) : []),
    [at('Auth_ID'), line.authUser],
    [at('Preferred_Codec'), first ?? 'G711u'],
    [at('Second_Preferred_Codec'), second ?? 'Unspecified'],
    [at('Third_Preferred_Codec'), third ?? 'Unspecified'],
    [at('Use_Pref_Codec_Only'), 'No'],
    // NOTIFY check-sync is obeyed without a password: the phone takes it from its registrar.
    [at('Auth_Resync-Reboot'), 'No'],
    [at('Dial_Plan'), '(x.|*x.|**x.|#x.)'],
    ...(profile.qos === undefined ? [] : qosElements(profile.qos, at, words.tos)),
  ];
}

function qosElements(
  qos: NonNullable<PhoneProfile['qos']>,
  at: (name: string) => string,
  word: 'TOS' | 'ToS',
): Element[] {
  const { signaling, media } = checkedQos(qos);
  return [
    [at(`SIP_${word}_DiffServ_Value`), tos(signaling)],
    [at(`RTP_${word}_DiffServ_Value`), tos(media)],
  ];
}

/** A line that is nobody's, and nothing of an earlier one left behind. */
export const emptyLine = (position: number): Element[] => [
  [`Line_Enable_${position}_`, 'No'],
  [`User_ID_${position}_`, ''],
  [`Password_${position}_`, ''],
];

/** One setting of the phone for all its lines, where it has no other. */
export function sameSrtp(lines: readonly PhoneLine[]): boolean {
  const [first] = lines;
  if (lines.some(({ srtp }) => srtp !== first?.srtp))
    throw new CannotRender('srtp', 'this phone encrypts all its lines or none');
  return first?.srtp ?? false;
}

/** `fnc=...;nme=...`: a semicolon begins the next part, `$` a variable. */
function label(key: PhoneKey): string {
  const text = lineText(key.label ?? '', `keys.${key.position}`, 64);
  if (/[;$]/.test(text)) throw new CannotRender(`keys.${key.position}`, 'a label on this phone cannot hold ; or $');
  return text;
}

function keyFunction(key: PhoneKey): string {
  const name = key.label === undefined || key.label === '' ? '' : `;nme=${label(key)}`;
  switch (key.kind) {
    case 'line':
    case 'none':
      return '';
    case 'speed':
      return `fnc=sd;ext=${key.number}@$PROXY${name}`;
    case 'blf':
      return `fnc=blf+sd${key.pickup === undefined ? '' : '+cp'};sub=${key.number}@$PROXY;ext=${key.number}@$PROXY${name}`;
  }
}

/**
 * Line keys are the phone's own; keys of attached consoles know functions only. Without any key in the profile each line has
 * its key, as from the factory.
 */
export function keyElements(
  keys: readonly PhoneKey[],
  lines: readonly PhoneLine[],
  model: PhoneModel | undefined,
): { elements: Element[]; notes: string[] } {
  const own = model?.keys ?? 0;
  const each = model?.expansion?.keysEach ?? 1;
  const { prefix, note } = pickupPrefix(keys);
  let nextLine = 0;
  const lineOf = (key: PhoneKey & { kind: 'line' }): number => {
    nextLine += 1;
    return key.line ?? lines[Math.min(nextLine, lines.length) - 1]?.position ?? 1;
  };
  const ownKey = (position: number): Element[] => {
    const key = keys.find((one) => one.position === position);
    const line =
      key === undefined
        ? lines.find((one) => keys.length === 0 && one.position === position)?.position
        : key.kind === 'line'
          ? lineOf(key)
          : undefined;
    const shown = lines.find((one) => one.position === line)?.number ?? '';
    return [
      [`Extension_${position}_`, line ?? 'Disabled'],
      [
        `Short_Name_${position}_`,
        key?.kind === 'line' && key.label !== undefined ? label(key) : shown,
        key?.kind === 'line' && key.label !== undefined ? `keys.${position}` : 'number',
      ],
      [`Extended_Function_${position}_`, key === undefined ? '' : keyFunction(key)],
    ];
  };
  const beside = keys.filter(({ position }) => position > own);
  return {
    elements: [
      ...Array.from({ length: own }, (_, index) => ownKey(index + 1)).flat(),
      ...(prefix === undefined ? [] : ([['Attendant_Console_Call_Pickup_Code', prefix]] as const)),
      ...(beside.length === 0 ? [] : ([['Server_Type', 'Asterisk']] as const)),
      ...beside.map((key): Element => {
        const index = key.position - own - 1;
        return [`Unit_${Math.floor(index / each) + 1}_Key_${(index % each) + 1}_`, keyFunction(key)];
      }),
    ],
    notes: [
      ...(note === undefined ? [] : [note]),
      ...(beside.some(({ kind }) => kind === 'line') ? ['A key of an attached console cannot be a line.'] : []),
    ],
  };
}

/** Where the phone finds its own file from now on, and that it looks once a day. `$MA`: its address in lower case. */
export const provisioningElements = (profile: PhoneProfile): Element[] => [
  ['Provision_Enable', 'Yes'],
  ['Resync_On_Reset', 'Yes'],
  ['Resync_Periodic', 86400],
  ['Resync_From_SIP', 'Yes'],
  ['Profile_Rule', `${checkedUrl(profile.provisioningUrl, 'provisioningUrl')}$MA.xml`],
  ['Profile_Rule_B', ''],
  ...firmwareElements(profile),
];

/** Without a rule the phone keeps its firmware and asks nobody. */
function firmwareElements({ firmware }: PhoneProfile): Element[] {
  if (firmware === undefined) return [['Upgrade_Enable', 'No'], ['Upgrade_Rule', '']]; // prettier-ignore
  if (!/^[\w.()-]{1,64}$/.test(firmware.version))
    throw new CannotRender('firmware.version', 'letters, digits and . - _ ( ) only');
  return [
    ['Upgrade_Enable', 'Yes'],
    ['Upgrade_Rule', `( $SWVER ne ${firmware.version} )? ${checkedUrl(firmware.url, 'firmware.url')}`],
  ];
}

export const ringElement = (name: string, tone: number | undefined, highest: number): Element[] =>
  tone === undefined ? [] : [[name, checkedInteger(tone, 'ringTone', 1, highest)]];

export const bookElements = (url: string | undefined): Element[] =>
  url === undefined
    ? []
    : [
        ['XML_Directory_Service_Name', 'Office'],
        ['XML_Directory_Service_URL', checkedUrl(url, 'phoneBookUrl')],
      ];

/** `CiscoIPPhoneDirectory`, as Cisco's XML services define it. */
export function ciscoPhoneBook(entries: readonly BookEntry[]): RenderedFile {
  const lines = entries.map(
    ({ name, number }) =>
      ` <DirectoryEntry>${xmlElement('Name', {}, name)}${xmlElement('Telephone', {}, number)}</DirectoryEntry>\n`,
  );
  return {
    path: 'directory.xml',
    aliases: [],
    contentType: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<CiscoIPPhoneDirectory>\n ${xmlElement('Title', {}, 'Phone book')}\n ${xmlElement('Prompt', {}, 'Dial')}\n${lines.join('')}</CiscoIPPhoneDirectory>\n`,
    isSecret: true,
    notes: [],
  };
}

export const flatVocabulary: readonly string[] = [
  'Primary_NTP_Server', 'Time_Zone', 'Daylight_Saving_Time_Enable', 'Daylight_Saving_Time_Rule',
  'Dial_Tone', 'Busy_Tone', 'Reorder_Tone', 'Ring_Back_Tone',
  ...[
    'Line_Enable', 'SIP_Transport', 'Proxy', 'Register', 'Display_Name', 'User_ID', 'Password', 'Auth_ID', 'Preferred_Codec',
    'Second_Preferred_Codec', 'Third_Preferred_Codec', 'Use_Pref_Codec_Only', 'Auth_Resync-Reboot', 'Dial_Plan',
  ].map((name) => `${name}_#_`),
  'Provision_Enable', 'Resync_On_Reset', 'Resync_Periodic', 'Resync_From_SIP', 'Profile_Rule', 'Profile_Rule_B', 'Upgrade_Enable', 'Upgrade_Rule',
]; // prettier-ignore

export const flatKeyVocabulary: readonly string[] = [
  'Extension_#_', 'Short_Name_#_', 'Extended_Function_#_', 'Attendant_Console_Call_Pickup_Code', 'Server_Type', 'Unit_#_Key_#_',
]; // prettier-ignore
