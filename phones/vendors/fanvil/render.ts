/** One device's settings in the dialect of its firmware. Pure: same profile, same bytes. Sources: README.md. */

import { keysFor, linesFor, modelByName, unknownModel } from '../checked.ts';
import { CannotRender, type PhoneProfile, type RenderedFile } from '../define.ts';
import { languageFor, notesOf, ringToneUpTo, tonesFor, wantsKeys, withoutDoubles } from '../said.ts';
import { classicFile } from './classic.ts';
import { fanvilModels, type FanvilModel } from './models.ts';
import { RING_TONES, sysConf, type Meant } from './sysconf.ts';
import { CLASSIC_LANGUAGES, fanvilTime, LANGUAGES, TONES } from './words.ts';

const EMPTY = {
  sysconf: '<?xml version="1.0" encoding="UTF-8"?>\n<sysConf>\n  <Version>2.0000000000</Version>\n</sysConf>\n',
  classic:
    '<?xml version="1.0" encoding="UTF-8"?>\n<VOIP_CONFIG_FILE>\n  <version>2.0000000000</version>\n</VOIP_CONFIG_FILE>\n',
} as const;

function leftOut({ profile, row, lines }: Meant): string[] {
  const { vlan, qos, firmware, phoneBookUrl, ringTone, codecs } = profile;
  const isClassic = row?.family === 'classic';
  return [
    ...(vlan?.computerId === undefined ? [] : ['The network of the computer behind this phone is set at the phone.']),
    ...(qos === undefined ? [] : ['DSCP values of this phone are set at the phone.']),
    ...(firmware !== undefined && !isClassic ? ['Firmware of this phone is loaded on its own web page.'] : []),
    ...(isClassic && phoneBookUrl !== undefined ? ['This older phone reads no phone book of the office.'] : []),
    ...(isClassic && ringTone !== undefined ? ['The ring tone of this older phone is chosen at the phone.'] : []),
    ...(isClassic && codecs !== undefined ? ['Codecs of this older phone are chosen at the phone.'] : []),
    ...(isClassic && lines.some(({ callWaiting }) => !callWaiting)
      ? ['Call waiting of this older phone is set at the phone.']
      : []),
    ...(isClassic ? ['The tones of this older phone are chosen at the phone.'] : []),
  ];
}

export function renderFanvil(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(fanvilModels, profile.model) as FanvilModel | undefined;
  const isClassic = row?.family === 'classic';
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  const { keys, notes: keyNotes } = keysFor(profile, row?.keys ?? 0);
  const { time, notes: zoneNotes } = fanvilTime(profile);
  const language = isClassic
    ? languageFor(CLASSIC_LANGUAGES, profile.language, '0')
    : languageFor(LANGUAGES, profile.language, 'en');
  const tones = tonesFor(TONES, profile.dialToneCountry, '13');
  if (isClassic && lines.some(({ srtp }) => srtp))
    throw new CannotRender('srtp', 'this older phone cannot be told to encrypt calls; give its line no encryption');
  const meant: Meant = { profile, row, lines, keys, count, time, language, tones };
  return [
    {
      path: `${profile.mac}.cfg`,
      aliases: [],
      contentType: 'text/xml; charset=utf-8',
      text: isClassic ? classicFile(meant) : sysConf(meant),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Fanvil'),
        ...zoneNotes,
        ...notesOf(language, ...(isClassic ? [] : [tones])),
        ...lineNotes,
        ...(row?.keys === 0 && wantsKeys(profile) ? ['The keys of this model are set at the phone.'] : keyNotes),
        ...(isClassic ? [] : ringToneUpTo(profile, RING_TONES).notes),
        ...leftOut(meant),
      ],
    },
    // Asked for first, by hardware: it may be guessed, so it holds nothing.
    ...(row?.common === undefined
      ? []
      : [
          {
            path: row.common,
            aliases: [],
            contentType: 'text/xml; charset=utf-8',
            text: EMPTY[row.family],
            isSecret: false,
            notes: [],
          },
        ]),
  ];
}
