/**
 * One phone's `<settings>` file with `<setting id value/>` (ALE Myriad and Halo SIP phones administrator manual). Pure: same
 * profile, same bytes.
 */

import {
  checkedHost,
  checkedUrl,
  codecsFor,
  keysFor,
  linesFor,
  modelByName,
  oneLine,
  roomForKeys,
} from '../checked.ts';
import {
  CannotRender,
  type PhoneCodec,
  type PhoneKey,
  type PhoneLine,
  type PhoneProfile,
  type RenderedFile,
} from '../define.ts';
import { checkedPassword, checkedVlan, hoursText, languageFor, notesOf, withoutDoubles } from '../said.ts';
import { zoneRuleOrUtc } from '../summer-time.ts';
import { xmlText } from '../xml.ts';
import { alcatelModels } from './models.ts';

/** `field`: the part of the profile that the value comes from. */
type Setting = readonly [id: string, value: string | number, field?: string];

const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;
/** RFC 3551 payload numbers. */
const PAYLOADS: Readonly<Partial<Record<PhoneCodec, number>>> = { pcmu: 0, pcma: 8, g722: 9, g729: 18 };
/** The phone's own numbers. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: '0', fr: '1', de: '2', it: '3', es: '4', nl: '5', pt: '6', hu: '7', cs: '8', sk: '9', sl: '10', et: '11', pl: '12', lt: '13', lv: '14',
  tr: '15', el: '16', sv: '17', no: '18', nb: '18', da: '19', fi: '20', is: '21', zh: '22',
}; // prettier-ignore
const KEY_TYPES = { speed: 1, blf: 59, none: 0 } as const;

const onOff = (value: boolean): 'true' | 'false' => (value ? 'true' : 'false');

export const ownFile = (mac: string): string => `config.${mac}.xml`;
export const modelFile = (model: string): string => `config.${model.toLowerCase()}.xml`;

function accountSettings(line: PhoneLine, codecs: readonly PhoneCodec[]): Setting[] {
  const at = (name: string): string => `Account${line.position}${name}`;
  return [
    [at('Enable'), 'true'],
    [at('RegName'), line.authUser],
    [at('UserName'), line.authUser],
    [at('Password'), line.secret, 'secret'],
    [at('Label'), line.number, 'number'],
    [at('DisplayName'), line.displayName, 'displayName'],
    [at('Server1Address'), line.server],
    [at('Server1Port'), line.port],
    [at('Server1Transport'), TRANSPORTS[line.transport]],
    // 2: calls are refused rather than made in the clear.
    [at('SrtpWorkingMode'), line.srtp ? 2 : 0],
    [at('VmNumber'), line.voicemailNumber ?? ''],
    [at('AudioCodec'), codecs.flatMap((codec) => PAYLOADS[codec] ?? []).join(';')],
    // The office may make an idle phone answer at once when it says so in the call.
    [at('IntercomEnable'), 'true'],
  ];
}

const withoutAccount = (position: number): Setting[] => [
  [`Account${position}Enable`, 'false'],
  [`Account${position}Password`, ''],
];

function keySettings(keys: readonly PhoneKey[]): Setting[] {
  return keys.flatMap((key): Setting[] => {
    const at = (name: string): string => `ProgramKey${key.position}${name}`;
    // Its lines the phone shows by itself; no source names a key of that kind.
    if (key.kind === 'line') return [];
    if (key.kind === 'none') return [[at('Type'), KEY_TYPES.none]];
    return [
      [at('Type'), KEY_TYPES[key.kind]],
      [at('Account'), 1],
      [at('Label'), key.label ?? '', `keys.${key.position}`],
      [at('Value'), key.number],
      ...(key.kind === 'blf' && key.pickup !== undefined ? ([[at('Extension'), key.pickup]] as const) : []),
    ];
  });
}

function deviceSettings(profile: PhoneProfile): Setting[] {
  const { vlan, firmware } = profile;
  const lan = (name: string): string => `DeviceNetwork${name}`;
  const settings: Setting[] = [
    ['DeviceProvisionServerUrl', checkedUrl(profile.provisioningUrl, 'provisioningUrl')],
    ['DeviceProvisionPnpEnable', onOff(profile.pnpAfterSetup ?? true)],
    ['DeviceProvisionDhcpEnable', 'true'],
    ['DeviceSecurityAdminName', 'admin'],
    ['DeviceSecurityAdminPwd', checkedPassword(profile.adminPassword, 63, 'adminPassword')],
    ['DeviceAutoUpgradeEnable', onOff(firmware !== undefined)],
  ];
  if (firmware !== undefined) settings.push(['DeviceFirmwareUpgradeUrl', checkedUrl(firmware.url, 'firmware.url')]);
  if (vlan !== undefined) {
    const { id, computerId } = checkedVlan(vlan);
    settings.push([lan('LanVlanEnable'), 'true'], [lan('LanVlanNumber'), id]);
    if (computerId !== undefined) settings.push([lan('PcVlanEnable'), 'true'], [lan('PcVlanNumber'), computerId]);
  }
  return settings;
}

function notesFor(profile: PhoneProfile, keys: readonly PhoneKey[]): string[] {
  return [
    'The tones of this phone are its own; those of a country are not set from here.',
    ...(keys.some(({ kind }) => kind === 'line')
      ? ['This phone shows its lines by itself; no key is set for them.']
      : []),
    ...(profile.ringTone === undefined ? [] : ['Ring tones are chosen on the phone itself.']),
    ...(profile.vlan === undefined
      ? []
      : ['The priority on the network is that of the phone; it is not set from here.']),
    ...(profile.qos === undefined ? [] : ['Priorities on the network (DSCP) are not set on this phone.']),
    ...(profile.syslog === undefined ? [] : ['Where this phone sends its log is not set from here.']),
    ...(profile.phoneBookUrl === undefined ? [] : ['The phone book of this phone is not set from here.']),
    ...(profile.lines.length === 0 ? ['Without a line this phone shows no name on its screen.'] : []),
  ];
}

export function renderAlcatel(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(alcatelModels, profile.model);
  if (row === undefined)
    throw new CannotRender('model', `the settings of an ALE "${profile.model}" are not known here; set it up by hand`);
  const { lines, notes: lineNotes } = linesFor(profile, row.lines);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const language = languageFor(LANGUAGES, profile.language, '0');
  const { rule, notes: timeNotes } = zoneRuleOrUtc(profile.timeZone);
  const zone = hoursText(rule.standardMinutes);
  const settings: Setting[] = [
    ...deviceSettings(profile),
    ['SettingLanguage', language.value],
    ['SettingSntpServer', checkedHost(profile.ntpServer, 'ntpServer')],
    ['SettingTimeZone', zone.includes(':') ? zone : `${zone}:00`],
    ['SettingTimeZoneLocation', profile.timeZone, 'timeZone'],
    // 2: by the rule of the place.
    ['SettingDstEnable', rule.summer === undefined ? 0 : 2],
    ['FeatureCallWaitingEnable', onOff(lines[0]?.callWaiting ?? true)],
    ...Array.from({ length: row.lines }, (_, index) => index + 1).flatMap((position) => {
      const line = lines.find((one) => one.position === position);
      return line === undefined ? withoutAccount(position) : accountSettings(line, codecsFor(profile, row));
    }),
    ...keySettings(keys),
  ];
  const written = settings.map(
    ([id, value, field = id]) =>
      ` <setting id="${id}" value="${xmlText(oneLine(String(value), field), field)}" override="true"/>\n`,
  );
  return [
    {
      path: ownFile(profile.mac),
      // Asked for first, by model only: served under the secret path or to a phone that is expected.
      aliases: [modelFile(row.model), 'config.xml'],
      contentType: 'text/xml; charset=utf-8',
      text: `<?xml version="1.0" encoding="UTF-8"?>\n<settings>\n${written.join('')}</settings>\n`,
      isSecret: true,
      notes: [...notesOf(language), ...timeNotes, ...lineNotes, ...keyNotes, ...notesFor({ ...profile, lines }, keys)],
    },
  ];
}
