/** One phone's settings in AudioCodes' `path/to/name=value` lines (administrator's manual, chapter "Configuration File"). */

import { checkedHost, checkedUrl, codecsFor, linesFor, modelByName, unknownModel } from '../checked.ts';
import { CannotRender, type PhoneCodec, type PhoneLine, type PhoneProfile, type RenderedFile } from '../define.ts';
import { keyValueLines, lineText, type Setting } from '../key-value.ts';
import {
  checkedPassword,
  languageFor,
  notesOf,
  sharedServer,
  usesUsDates,
  wantsKeys,
  withoutDoubles,
} from '../said.ts';
import { offsetText, zoneRuleOrUtc } from '../summer-time.ts';
import { audiocodesModels } from './models.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English', es: 'Spanish', ru: 'Russian', pt: 'Portuguese', de: 'German', uk: 'Ukrainian', fr: 'French', it: 'Italian', he: 'Hebrew', pl: 'Polish',
  ko: 'Korean', fi: 'Finnish', zh: 'Simplified Chinese', 'zh-tw': 'Traditional Chinese', tr: 'Turkish', ja: 'Japanese', sk: 'Slovak', cs: 'Czech',
}; // prettier-ignore
const CODECS: Readonly<Partial<Record<PhoneCodec, string>>> = { g722: 'G722_8000', pcma: 'PCMA', pcmu: 'PCMU' };

/** Lines count from 0. */
const lineSettings = (line: PhoneLine): Setting[] => {
  const at = `voip/line/${line.position - 1}`;
  return [
    [`${at}/enabled`, 1],
    [`${at}/id`, line.authUser],
    [`${at}/description`, lineText(line.displayName, 'displayName', 64)],
    [`${at}/auth_name`, line.authUser],
    [`${at}/auth_password`, lineText(line.secret, 'secret', 64)],
    [`${at}/extension_display`, lineText(line.number, 'number', 64)],
  ];
};

const withoutLine = (position: number): Setting[] => [
  [`voip/line/${position - 1}/enabled`, 0],
  [`voip/line/${position - 1}/auth_name`, ''],
  [`voip/line/${position - 1}/auth_password`, ''],
];

function serverSettings(server: PhoneLine | undefined): Setting[] {
  if (server === undefined) return [['voip/signalling/sip/sip_registrar/enabled', 0]];
  return [
    ['voip/signalling/sip/use_proxy', 1],
    ['voip/signalling/sip/proxy_address', server.server],
    ['voip/signalling/sip/proxy_port', server.port],
    ['voip/signalling/sip/sip_registrar/enabled', 1],
    ['voip/signalling/sip/sip_registrar/addr', server.server],
    ['voip/signalling/sip/sip_registrar/port', server.port],
    ['voip/signalling/sip/transport_protocol', server.transport.toUpperCase()],
    ['voip/signalling/sip/registration_expires', 300],
    ['voip/services/msg_waiting_ind/enabled', server.voicemailNumber === undefined ? 0 : 1],
    ['voip/services/msg_waiting_ind/subscribe', server.voicemailNumber === undefined ? 0 : 1],
    ['voip/services/msg_waiting_ind/voice_mail_number', server.voicemailNumber ?? ''],
  ];
}

function deviceSettings(profile: PhoneProfile, language: string, minutes: number): Setting[] {
  const isUs = usesUsDates(profile.language);
  return [
    ['provisioning/method', (profile.pnpAfterSetup ?? true) ? 'DYNAMIC' : 'STATIC'],
    ['provisioning/configuration/url', `${checkedUrl(profile.provisioningUrl, 'provisioningUrl')}<MAC>.cfg`],
    ['provisioning/period/type', 'HOURLY'],
    ['provisioning/period/hourly/hours_interval', 24],
    ...(profile.firmware === undefined
      ? []
      : ([['provisioning/firmware/url', checkedUrl(profile.firmware.url, 'firmware.url')]] as const)),
    ['system/password', checkedPassword(profile.adminPassword, 32, 'adminPassword')],
    ['personal_settings/language', language],
    ['system/ntp/enabled', 1],
    ['system/ntp/primary_server_address', checkedHost(profile.ntpServer, 'ntpServer')],
    // Else the hours that the router names would win.
    ['network/lan/dhcp/ntp/gmt_offset/enabled', 0],
    ['system/ntp/gmt_offset', offsetText(minutes)],
    ['system/ntp/date_display_format', isUs ? 'AMERICAN' : 'EUROPEAN'],
    ['system/ntp/time_display_format', isUs ? '12HOUR' : '24HOUR'],
    [
      'system/syslog/server_address',
      profile.syslog === undefined ? '' : checkedHost(profile.syslog.host, 'syslog.host'),
    ],
    ['voip/services/notify/check_sync/force_reboot_enabled', 0],
    ['voip/auto_answer/enabled', 1],
  ];
}

function leftOut(profile: PhoneProfile): string[] {
  const said: readonly (readonly [unknown, string])[] = [
    [wantsKeys(profile) || undefined, 'The keys of this phone are set at the phone.'],
    [profile.vlan, 'The network (VLAN) of this phone is set at the phone.'],
    [profile.qos, 'DSCP values of this phone are set at the phone.'],
    [profile.phoneBookUrl, 'This phone cannot be told of the office’s phone book.'],
    [profile.ringTone, 'The ring tone of this phone is chosen at the phone.'],
    [profile.lines.some(({ callWaiting }) => !callWaiting) || undefined, 'Call waiting is set at the phone.'],
  ];
  return [
    'The tones of this phone are set at the phone.',
    ...said.flatMap(([value, note]) => (value === undefined ? [] : [note])),
  ];
}

export function renderAudiocodes(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(audiocodesModels, profile.model);
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  if (lines.some(({ srtp }) => srtp))
    throw new CannotRender('srtp', 'this phone cannot be told to encrypt calls; give its line no encryption');
  const language = languageFor(LANGUAGES, profile.language, 'English');
  const { rule, notes: zoneNotes } = zoneRuleOrUtc(profile.timeZone);
  const codecs = codecsFor(profile, row).flatMap((codec) => CODECS[codec] ?? []);
  const settings: Setting[] = [
    ...deviceSettings(profile, language.value, rule.standardMinutes),
    ...serverSettings(sharedServer(lines)),
    ...codecs.flatMap((name, index): Setting[] => [
      [`voip/codec/codec_info/${index}/enabled`, 1],
      [`voip/codec/codec_info/${index}/name`, name],
      [`voip/codec/codec_info/${index}/ptime`, 20],
    ]),
    ...Array.from({ length: count }, (_, index) => {
      const line = lines.find(({ position }) => position === index + 1);
      return line === undefined ? withoutLine(index + 1) : lineSettings(line);
    }).flat(),
  ];
  return [
    {
      path: `${profile.mac.toUpperCase()}.cfg`,
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: keyValueLines(settings, '='),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'AudioCodes'),
        ...zoneNotes,
        ...(rule.summer === undefined
          ? []
          : ['AudioCodes phones take only the hours from UTC here: the clock will not follow summer time.']),
        ...notesOf(language),
        ...lineNotes,
        ...leftOut(profile),
      ],
    },
  ];
}
