/**
 * One phone's settings file in Flyingvoice's `name = value` lines. The names are those of Yealink's firmware 83 with a few of
 * their own (`pickup_value`, codec names), as public templates for these phones show; README.md says which are missing.
 */

import {
  checkedHost, checkedUrl, codecsFor, keysFor, linesFor, modelByName, roomForKeys, unknownModel,
} from '../checked.ts'; // prettier-ignore
import type { PhoneCodec, PhoneKey, PhoneLine, PhoneProfile, RenderedFile } from '../define.ts';
import { dottedText, keyValueLines, type Setting } from '../key-value.ts';
import {
  checkedPassword,
  checkedQos,
  checkedVlan,
  hoursText,
  linesOfKeys,
  usesUsDates,
  withoutDoubles,
} from '../said.ts';
import { zoneRuleOrUtc } from '../summer-time.ts';
import { flyingvoiceModels } from './models.ts';

const HEADER = '#!version:1.0.0.1\n';
const TRANSPORTS = { udp: 0, tcp: 1, tls: 2 } as const;
const KEY_TYPES = { none: 0, speed: 13, line: 15, blf: 16 } as const;

const CODECS: Readonly<Record<PhoneCodec, string>> = {
  g722: 'g722',
  pcma: 'pcma',
  pcmu: 'pcmu',
  opus: 'opus',
  g729: 'g729',
  'g726-32': 'g726_32',
  ilbc: 'ilbc_13_33kbps',
  g723: 'g723_63',
};

function accountSettings(line: PhoneLine, codecs: readonly PhoneCodec[]): Setting[] {
  const account = `account.${line.position}`;
  return [
    [`${account}.enable`, 1],
    [`${account}.label`, dottedText(line.number, 'number')],
    [`${account}.display_name`, dottedText(line.displayName, 'displayName')],
    [`${account}.auth_name`, line.authUser],
    [`${account}.user_name`, line.authUser],
    [`${account}.password`, dottedText(line.secret, 'secret')],
    [`${account}.sip_server.1.address`, line.server],
    [`${account}.sip_server.1.port`, line.port],
    [`${account}.sip_server.1.transport_type`, TRANSPORTS[line.transport]],
    [`${account}.srtp_encryption`, line.srtp ? 2 : 0],
    [`${account}.dtmf.type`, 1],
    [`${account}.subscribe_mwi`, line.voicemailNumber === undefined ? 0 : 1],
    [`voice_mail.number.${line.position}`, line.voicemailNumber ?? ''],
    ...Object.entries(CODECS).flatMap(([codec, name]): Setting[] => {
      const priority = codecs.indexOf(codec as PhoneCodec) + 1;
      return [
        [`${account}.codec.${name}.enable`, priority > 0 ? 1 : 0],
        [`${account}.codec.${name}.priority`, priority],
      ];
    }),
  ];
}

const withoutAccount = (position: number): Setting[] => [
  [`account.${position}.enable`, 0],
  [`account.${position}.password`, ''],
];

function keySettings(keys: readonly PhoneKey[], lines: readonly PhoneLine[]): Setting[] {
  const lineOf = linesOfKeys(keys, lines);
  return keys.flatMap((key): Setting[] => {
    const at = `linekey.${key.position}`;
    const settings: Setting[] = [[`${at}.type`, KEY_TYPES[key.kind]]];
    if (key.kind === 'none') return settings;
    settings.push([`${at}.line`, lineOf.get(key.position) ?? 1]);
    if (key.kind !== 'line') settings.push([`${at}.value`, key.number]);
    if (key.kind === 'blf' && key.pickup !== undefined) settings.push([`${at}.pickup_value`, key.pickup]);
    if (key.label !== undefined && key.label !== '')
      settings.push([`${at}.label`, dottedText(key.label, `keys.${key.position}`)]);
    return settings;
  });
}

function networkSettings({ vlan, qos, firmware, phoneBookUrl }: PhoneProfile): Setting[] {
  const settings: Setting[] = [];
  if (vlan !== undefined) {
    const { id, priority, computerId } = checkedVlan(vlan);
    for (const [port, network, level] of [
      ['internet_port', id, priority],
      ['pc_port', computerId, 0],
    ] as const) {
      if (network !== undefined)
        settings.push(
          [`static.network.vlan.${port}_enable`, 1],
          [`static.network.vlan.${port}_vid`, network],
          [`static.network.vlan.${port}_priority`, level],
        );
    }
  }
  if (qos !== undefined) {
    const { signaling, media } = checkedQos(qos);
    settings.push(['static.network.qos.signaltos', signaling], ['static.network.qos.audiotos', media]);
  }
  if (firmware !== undefined) settings.push(['static.firmware.url', checkedUrl(firmware.url, 'firmware.url')]);
  if (phoneBookUrl !== undefined)
    settings.push(
      ['remote_phonebook.data.1.url', checkedUrl(phoneBookUrl, 'phoneBookUrl')],
      ['remote_phonebook.data.1.name', 'Office'],
    );
  return settings;
}

function deviceSettings(profile: PhoneProfile, offset: number): Setting[] {
  const isUs = usesUsDates(profile.language);
  return [
    ['static.auto_provision.server.url', checkedUrl(profile.provisioningUrl, 'provisioningUrl')],
    ['static.auto_provision.pnp_enable', (profile.pnpAfterSetup ?? true) ? 1 : 0],
    ['static.auto_provision.power_on', 1],
    ['static.auto_provision.repeat.enable', 1],
    ['static.auto_provision.repeat.minutes', 1440],
    ['static.zero_touch.enable', 0],
    ['static.security.user_name.admin', 'admin'],
    ['static.security.user_password', `admin:${checkedPassword(profile.adminPassword, 32, 'adminPassword', ':')}`],
    ['local_time.ntp_server1', checkedHost(profile.ntpServer, 'ntpServer')],
    ['local_time.manual_ntp_srv_prior', 1],
    ['local_time.time_zone', offset === 0 ? '0' : hoursText(offset)],
    ['local_time.time_format', isUs ? 0 : 1],
    ['local_time.date_format', isUs ? 4 : 3],
    ['call_waiting.enable', (profile.lines[0]?.callWaiting ?? true) ? 1 : 0],
    ['sip.trust_ctrl', 1],
    ['sip.notify_reboot_enable', 0],
    ['features.intercom.allow', 1],
    ['features.station_name.value', dottedText(profile.label, 'label')],
    ...networkSettings(profile),
  ];
}

export function renderFlyingvoice(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(flyingvoiceModels, profile.model);
  const count = row?.lines ?? 1;
  const { lines, notes: lineNotes } = linesFor(profile, count);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const { rule, notes: zoneNotes } = zoneRuleOrUtc(profile.timeZone);
  const codecs = codecsFor(profile, row ?? flyingvoiceModels[0]);
  const settings: Setting[] = [
    ...deviceSettings(profile, rule.standardMinutes),
    ...Array.from({ length: count }, (_, index) => {
      const line = lines.find(({ position }) => position === index + 1);
      return line === undefined ? withoutAccount(index + 1) : accountSettings(line, codecs);
    }).flat(),
    ...keySettings(keys, lines),
  ];
  return [
    {
      path: `${profile.mac}.cfg`,
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: HEADER + keyValueLines(settings),
      isSecret: true,
      notes: [
        ...unknownModel(row, profile.model, 'Flyingvoice'),
        ...zoneNotes,
        ...(rule.summer === undefined
          ? []
          : ['Flyingvoice phones take only the hours from UTC: the clock on the screen will not follow summer time.']),
        'The language and the tones of this phone are chosen at the phone.',
        ...(profile.syslog === undefined ? [] : ['This phone cannot be told where to send its log.']),
        ...(profile.ringTone === undefined ? [] : ['The ring tone of this phone is chosen at the phone.']),
        ...lineNotes,
        ...keyNotes,
      ],
    },
    // Fetched before the phone's own, by all of them: it holds nothing.
    {
      path: 'y000000000000.cfg',
      aliases: [],
      contentType: 'text/plain; charset=utf-8',
      text: HEADER,
      isSecret: false,
      notes: [],
    },
  ];
}
