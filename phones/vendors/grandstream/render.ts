/**
 * One device's settings in Grandstream's numbers (`<gs_provision>`, configuration version 1). Every family has a firmware that takes
 * numbers; the newer named items (version 2) are never mixed in. Pure: same profile, same bytes. Sources: README.md.
 */

import {
  checkedHost, checkedUrl, codecsFor, keysFor, linesFor, modelByName, unknownModel, checkedInteger,
} from '../checked.ts'; // prettier-ignore
import type { PhoneProfile, RenderedFile } from '../define.ts';
import { lineText } from '../key-value.ts';
import { pCodeDocument, type PCode } from '../p-codes.ts';
import {
  checkedPassword, checkedQos, checkedVlan, languageFor, notesOf, posixZone, ringToneUpTo, sharedServer, usesUsDates, wantsKeys, withoutDoubles,
} from '../said.ts'; // prettier-ignore
import { zoneRuleOrUtc } from '../summer-time.ts';
import { tonesOf, type Tone } from '../tones.ts';
import { accountCodes, sharedCodes, withoutAccount } from './accounts.ts';
import { keyCodes, keysAreKnown } from './keys.ts';
import { grandstreamModels, type GrandstreamFamily, type GrandstreamModel } from './models.ts';

// prettier-ignore
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'en', ar: 'ar', cs: 'cz', de: 'de', es: 'es', fr: 'fr', he: 'he', hr: 'hr', hu: 'hu', it: 'it', ja: 'ja', ko: 'ko', lv: 'lv', nl: 'nl', pl: 'pl',
  pt: 'pt', ru: 'ru', sl: 'sl', sv: 'se', tr: 'tr', zh: 'zh', 'zh-tw': 'zh-tw',
};

type Part = { codes: PCode[]; notes: readonly string[] };

const isPhone = (family: GrandstreamFamily): boolean => family !== 'ht' && family !== 'shared';

/** The phone wants the place without scheme; the scheme is a number of its own. */
const placeOf = (url: string, field: string): string =>
  checkedUrl(url, field)
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/+$/, '');
const folderOf = (url: string): string => url.slice(0, url.lastIndexOf('/') + 1);
const protocolOf = (url: string): 1 | 2 => (url.startsWith('https:') ? 2 : 1);

function deviceCodes(profile: PhoneProfile, family: GrandstreamFamily, row: GrandstreamModel | undefined): PCode[] {
  const { firmware, syslog, provisioningUrl } = profile;
  const hasCloud = !/^GXP1[67]/i.test(row?.model ?? '');
  return [
    [2, checkedPassword(profile.adminPassword, 30, 'adminPassword')],
    [212, protocolOf(provisioningUrl)],
    [237, placeOf(provisioningUrl, 'provisioningUrl')],
    [1414, (profile.pnpAfterSetup ?? true) ? 1 : 0],
    // Asks again once a day.
    [194, 1],
    [193, 1440],
    // Second hardware version of the adapters counts that differently.
    ...(isPhone(family) ? [] : ([[22296, 1]] as const)),
    // The maker's cloud by TR-069: the office alone says what the phone does.
    ...(hasCloud ? [[1409, 0] as const] : []),
    // 2: never looks for firmware of its own accord.
    [238, firmware === undefined ? 2 : 0],
    ...(firmware === undefined
      ? []
      : ([
          [6767, protocolOf(firmware.url)],
          [192, placeOf(folderOf(firmware.url), 'firmware.url')],
        ] as const)),
    [207, syslog === undefined ? '' : syslogPlace(syslog)],
    [208, syslog === undefined ? 0 : 1],
    [1387, syslog === undefined ? 0 : 1],
    ...(isPhone(family) ? ([[4428, 1]] as const) : []),
  ];
}

function syslogPlace({ host, port }: NonNullable<PhoneProfile['syslog']>): string {
  const place = checkedHost(host, 'syslog.host');
  return checkedInteger(port, 'syslog.port', 1, 65535) === 514 ? place : `${place}:${port}`;
}

function timeCodes(profile: PhoneProfile, family: GrandstreamFamily): Part {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const ntp: PCode[] = [
    [30, checkedHost(profile.ntpServer, 'ntpServer')],
    // Else a time server that the router names would win.
    [144, 0],
  ];
  if (family === 'android-old')
    return { codes: ntp, notes: ['The time zone of this model is set at the phone.', ...notes] };
  if (family === 'android')
    return { codes: [...ntp, [143, 0], [64, lineText(profile.timeZone, 'timeZone', 64)]], notes };
  return { codes: [...ntp, [143, 0], [64, 'customize'], [246, posixZone(rule)]], notes };
}

/** Two frequencies at most, three pairs of on and off in milliseconds at most. */
function toneText({ frequencies, cadence }: Tone): string {
  const pairs = Array.from({ length: Math.floor(cadence.length / 2) }, (_, index) =>
    cadence.slice(2 * index, 2 * index + 2).join('/'),
  );
  return `${frequencies.map((hertz, index) => `f${index + 1}=${hertz}@-19`).join(',')},c=${pairs.join('-') || '0/0'};`;
}

function soundCodes(profile: PhoneProfile, family: GrandstreamFamily): Part {
  const tones = tonesOf(profile.dialToneCountry);
  const language = languageFor(LANGUAGES, profile.language, 'en');
  const screen: PCode[] = [
    [1362, language.value],
    [102, usesUsDates(profile.language) ? 1 : 2],
    [122, usesUsDates(profile.language) ? 0 : 1],
    // Global, and the other way round: 1 refuses a second call.
    [91, (profile.lines[0]?.callWaiting ?? true) ? 0 : 1],
  ];
  if (family !== 'gxp' && family !== 'grp' && family !== 'grp260x')
    return { codes: screen, notes: [...notesOf(language), 'The tones of this model are set at the phone.'] };
  if (tones === undefined)
    return {
      codes: screen,
      notes: [...notesOf(language), `This phone has no tones for "${profile.dialToneCountry}"; it keeps its own.`],
    };
  return {
    codes: [
      ...screen,
      [343, toneText(tones.dial)],
      [346, toneText(tones.ringing)],
      [348, toneText(tones.busy)],
      [349, toneText(tones.congestion)],
    ],
    notes: notesOf(language),
  };
}

function networkCodes({ vlan, qos, model }: PhoneProfile, family: GrandstreamFamily, ports: number): PCode[] {
  const codes: PCode[] = [];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    // A switch that the template of this series alone has.
    if (/^GXP21[3-7]/i.test(model)) codes.push([22174, 1]);
    codes.push([51, id], [87, priority]);
    if (computerId !== undefined && isPhone(family)) codes.push([229, computerId], [230, 0]);
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    if (isPhone(family)) codes.push([1558, signaling], [1559, media]);
    else codes.push([5046, signaling], [5050, media]);
    if (family === 'ht' && ports > 1) codes.push([5047, signaling], [5051, media]);
  }
  return codes;
}

function bookCodes(url: string | undefined, family: GrandstreamFamily): PCode[] {
  if (url === undefined || !isPhone(family)) return [];
  // The phone adds `/phonebook.xml` itself; 1: HTTP, 3: HTTPS; once a day.
  return [
    [330, protocolOf(url) === 2 ? 3 : 1],
    [331, placeOf(folderOf(url), 'phoneBookUrl')],
    [332, 1440],
  ];
}

export function renderGrandstream(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(grandstreamModels, profile.model) as GrandstreamModel | undefined;
  const family = row?.family ?? 'gxp';
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  const { keys, notes: keyNotes } = keysFor(profile, row?.keys ?? 0);
  const keyed = keyCodes(keys, row, lines);
  const time = timeCodes(profile, family);
  const sound = isPhone(family) ? soundCodes(profile, family) : { codes: [], notes: [] };
  const ring = isPhone(family) ? ringToneUpTo(profile, 3) : { notes: [] };
  const wishes = {
    codecs: codecsFor(profile, row),
    ...(ring.tone === undefined ? {} : { ringTone: ring.tone }),
  };
  const accounts: PCode[] =
    family === 'shared'
      ? sharedCodes(lines, count, sharedServer(lines), row?.kind === 'adapter' && /^HT8/.test(row.model))
      : Array.from({ length: count }, (_, index) => {
          const line = lines.find(({ position }) => position === index + 1);
          return line === undefined ? withoutAccount(index + 1, family) : accountCodes(line, family, wishes);
        }).flat();
  const codes = [
    ...deviceCodes(profile, family, row),
    ...time.codes,
    ...sound.codes,
    ...networkCodes(profile, family, count),
    ...bookCodes(profile.phoneBookUrl, family),
    ...accounts,
    ...keyed.codes,
  ];
  return [
    {
      path: `cfg${profile.mac}.xml`,
      aliases: [],
      contentType: 'text/xml; charset=utf-8',
      text: pCodeDocument('gs_provision', codes, profile.mac),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Grandstream'),
        ...time.notes,
        ...sound.notes,
        ...lineNotes,
        ...(keysAreKnown(family) || !wantsKeys(profile) ? keyNotes : ['The keys of this model are set at the phone.']),
        ...keyed.notes,
        ...ring.notes,
        ...otherNotes(profile, family, row),
      ],
    },
  ];
}

function otherNotes(profile: PhoneProfile, family: GrandstreamFamily, row: GrandstreamModel | undefined): string[] {
  return [
    ...(profile.lines.length === 0 ? ['Without a line this device shows no name of its own.'] : []),
    ...(row?.kind === 'dect-base'
      ? ['A DECT base: register each handset at the base itself, then it takes its line.']
      : []),
    ...(!isPhone(family) && profile.ringTone !== undefined
      ? ['Ring tones are chosen at the telephone that hangs on it.']
      : []),
    ...(!isPhone(family) && profile.phoneBookUrl !== undefined ? ['This device shows no phone book.'] : []),
    ...(!isPhone(family) && profile.lines.some(({ callWaiting }) => !callWaiting)
      ? ['Call waiting stays as it is on this device.']
      : []),
  ];
}
