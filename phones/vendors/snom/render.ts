/**
 * One phone's settings file in Snom's XML (vendor wiki: "Desk Phone Configuration Files", "<phone-settings> tag",
 * "<functionKeys> tag"). Pure: same profile, same bytes. Values that Snom reads with a grammar of its own (host, number,
 * key type) are checked first, because XML escaping does not protect what the phone parses after it.
 */

import { checkedHost, checkedInteger, checkedNumber, checkedUrl, checkedUser, codecsFor } from '../checked.ts';
import type { PhoneKey, PhoneLine, PhoneModel, PhoneProfile, RenderedFile } from '../define.ts';
import { xmlElement } from '../xml.ts';
import { renderSnomDect } from './dect.ts';
import { snomLanguage, snomTimeZone, snomTones, usesUsDates } from './places.ts';
import { snomModels, type SnomFamily } from './models.ts';

/** `R`: the person at the phone cannot change it; `RW`: sent each time, but may be changed until the next fetch. */
export type Setting = readonly [name: string, value: string, options?: { idx?: number; perm?: 'R' | 'RW' }];

export const onOff = (value: boolean): string => (value ? 'on' : 'off');

function webPasswords(profile: PhoneProfile, family: SnomFamily): Setting[] {
  const password = profile.adminPassword;
  const shared: Setting[] = [
    ['http_user', 'admin'],
    ['http_pass', password],
  ];
  const desk: Setting[] = [...shared, ['admin_mode_password', password], ['admin_mode_password_confirm', password]];
  // The D8xx renamed the web passwords and ignores the old names; older ones ignore the new names (field reports).
  return family === 'd8' ? [...desk, ['webserver_admin_name', 'admin'], ['webserver_admin_password', password]] : desk;
}

/** The phones have ten melodies (setting `user_ringer`: Ringer1 to Ringer10). */
const ringer = (tone: number): string => `Ringer${checkedInteger(tone, 'ringTone', 1, 10)}`;

/** What is absent from the profile stays as the phone has it. TOS bytes carry the DSCP in their upper six bits. */
export function networkSettings({ vlan, qos, syslog }: PhoneProfile): Setting[] {
  const settings: Setting[] = [];
  if (vlan !== undefined) {
    settings.push(['vlan_id', String(checkedInteger(vlan.id, 'vlan', 1, 4094))]);
    settings.push(['vlan_qos', String(checkedInteger(vlan.priority, 'vlan', 0, 7))]);
    if (vlan.computerId !== undefined) {
      settings.push(['vlan_port_tagging', 'on']);
      settings.push(['vlan_pc_id', String(checkedInteger(vlan.computerId, 'vlan', 1, 4094))]);
      settings.push(['vlan_pc_priority', '0']);
    }
  }
  if (qos !== undefined) {
    settings.push(['signaling_tos', String(checkedInteger(qos.signaling, 'qos', 0, 63) * 4)]);
    settings.push(['codec_tos', String(checkedInteger(qos.media, 'qos', 0, 63) * 4)]);
  }
  if (syslog !== undefined) settings.push(['syslog_server', `${checkedHost(syslog.host, 'syslog')}:${syslog.port}`]);
  return settings;
}

export const firmwareFileName = (profile: PhoneProfile): string => `snom${profile.model}-firmware.htm`;

/** The phone compares the version in the image's name with its own, and loads it when they differ (vendor wiki). */
function firmwareFile(profile: PhoneProfile, url: string): RenderedFile {
  return {
    path: firmwareFileName(profile),
    aliases: [`snom${profile.model}-firmware.xml`],
    contentType: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<firmware-settings>\n ${xmlElement('firmware', { perm: 'R' }, checkedUrl(url, 'firmware'))}\n</firmware-settings>\n`,
    isSecret: true,
    notes: [],
  };
}

function lineSettings(line: PhoneLine, profile: PhoneProfile, model: PhoneModel | undefined): Setting[] {
  const idx = line.position;
  const host = checkedHost(line.server, 'server');
  const user = checkedUser(line.authUser, 'authUser');
  const codecs = [...codecsFor(profile, model), 'telephone-event'].join(',');
  const own: Setting[] = [
    ['user_active', 'on'],
    ['user_realname', line.displayName],
    ['user_idle_text', profile.label],
    ['user_idle_number', line.number],
    ['user_name', user],
    ['user_pname', user],
    ['user_pass', line.secret],
    ['user_host', host],
    ['user_outbound', `${host}:${line.port};transport=${line.transport}`],
    ['user_srtp', onOff(line.srtp)],
    ['user_savp', line.srtp ? 'mandatory' : 'off'],
    // 80-bit tags: with the short ones calls fell silent after hold (a public field report).
    ['user_auth_tag', 'off'],
    ['user_dtmf_info', 'off'],
    ['codec_priority_list', codecs],
    ['user_mailbox', line.voicemailNumber === undefined ? '' : checkedNumber(line.voicemailNumber, 'voicemailNumber')],
    ['call_waiting', onOff(line.callWaiting)],
    ...(profile.ringTone === undefined ? [] : ([['user_ringer', ringer(profile.ringTone)]] as const)),
  ];
  return own.map(([name, value]) => [name, value, { idx }] as const);
}

/** A line that is nobody's: no account, and nothing of an earlier one left behind. On line 1 the phone's label stands. */
function withoutLine(profile: PhoneProfile, idx: number): Setting[] {
  return [
    ['user_active', 'off', { idx }],
    ['user_idle_text', idx === 1 ? profile.label : '', { idx }],
    ...[
      'user_realname',
      'user_idle_number',
      'user_name',
      'user_pname',
      'user_pass',
      'user_host',
      'user_outbound',
      'user_mailbox',
    ].map((name) => [name, '', { idx }] as const),
  ];
}

function keyValue(key: PhoneKey): string {
  const where = `keys.${key.position}`;
  switch (key.kind) {
    case 'line':
    case 'none':
      return key.kind;
    case 'speed':
      return `speed ${checkedNumber(key.number, where)}`;
    case 'blf':
      return `blf ${checkedNumber(key.number, where)}${key.pickup === undefined ? '' : `|${checkedNumber(key.pickup, where)}`}`;
  }
}

/** Key numbers start at 0 in the file; expansion modules continue after the phone's own keys. */
function functionKeys(profile: PhoneProfile, model: PhoneModel | undefined): { xml: string[]; notes: string[] } {
  const room =
    model === undefined ? Infinity : model.keys + (model.expansion?.modules ?? 0) * (model.expansion?.keysEach ?? 0);
  const usable = profile.keys.filter(
    (key) => Number.isInteger(key.position) && key.position >= 1 && key.position <= room,
  );
  const missing = profile.keys.length - usable.length;
  return {
    xml: [...usable]
      .sort((one, other) => one.position - other.position)
      .map((key) => {
        const context = key.kind === 'line' ? String(key.line ?? 1) : 'active';
        return xmlElement('fkey', { idx: key.position - 1, context, label: key.label ?? '', perm: 'R' }, keyValue(key));
      }),
    notes:
      missing === 0 ? [] : [`This model has ${room} keys; ${missing} of the keys set do not fit and were left out.`],
  };
}

/** Asked for first, by model only: it carries nothing but where to ask next, so it may be guessed. */
export const modelFile = (profile: PhoneProfile): RenderedFile => ({
  path: `snom${profile.model}.htm`,
  aliases: [`snom${profile.model}.xml`],
  contentType: 'text/xml; charset=utf-8',
  text: '<?xml version="1.0" encoding="UTF-8"?>\n<settings>\n <phone-settings e="2">\n  <update_policy perm="R">settings_only</update_policy>\n </phone-settings>\n</settings>\n',
  isSecret: false,
  notes: [],
});

export function renderSnom(profile: PhoneProfile): readonly RenderedFile[] {
  const model = snomModels.find((entry) => entry.model.toLowerCase() === profile.model.toLowerCase());
  const family = (model?.family ?? (/^d8\d\d/i.test(profile.model) ? 'd8' : 'desk')) as SnomFamily;
  if (family === 'dect') return renderSnomDect(profile, model);
  const mac = profile.mac.toUpperCase();
  const zone = snomTimeZone(profile.timeZone);
  const tones = snomTones(profile.dialToneCountry);
  const language = snomLanguage(profile.language);
  const keys = functionKeys(profile, model);
  const voicemail = profile.lines.find((line) => line.voicemailNumber !== undefined)?.voicemailNumber;
  const positions = Array.from({ length: model?.lines ?? 1 }, (_, index) => index + 1);

  const settings: Setting[] = [
    ['setting_server', profile.provisioningUrl, { perm: 'RW' }],
    // Firmware comes from the office or not at all: never from the vendor's cloud.
    ...(profile.firmware === undefined
      ? ([['update_policy', 'settings_only']] as const)
      : ([
          ['update_policy', 'auto_update'],
          ['firmware_status', `${profile.provisioningUrl}${firmwareFileName(profile)}`],
        ] as const)),
    ['settings_refresh_timer', '86400'],
    ['pnp_config', onOff(profile.pnpAfterSetup ?? true)],
    ['phone_name', `snom${profile.model}-${mac.slice(6)}`],
    ['language', language.value],
    ['web_language', language.value],
    ['tone_scheme', tones.value],
    ['timezone', zone.value],
    ['ntp_server', checkedHost(profile.ntpServer, 'ntpServer')],
    ['date_us_format', onOff(usesUsDates(profile.language))],
    ['time_24_format', onOff(!usesUsDates(profile.language))],
    // Lets the office show a text on the screen; the phone takes it from its registrar only.
    ['xml_notify', 'on'],
    // The office may make an idle phone answer at once (Call-Info: answer-after), and tell it to fetch or restart.
    ['answer_after_policy', 'idle'],
    ['challenge_checksync', 'off'],
    ['challenge_reboot', 'off'],
    ...(profile.ringTone === undefined ? [] : ([['ring_sound', ringer(profile.ringTone)]] as const)),
    ...networkSettings(profile),
    ...(profile.phoneBookUrl === undefined
      ? []
      : ([['dkey_directory', `url ${checkedUrl(profile.phoneBookUrl, 'phoneBookUrl')}`]] as const)),
    ...webPasswords(profile, family),
    ...positions.flatMap((position) => {
      const line = profile.lines.find((one) => one.position === position);
      return line === undefined ? withoutLine(profile, position) : lineSettings(line, profile, model);
    }),
    ...(voicemail === undefined
      ? []
      : ([['dkey_retrieve', `speed ${checkedNumber(voicemail, 'voicemailNumber')}`]] as const)),
  ];

  const notes = [
    ...(model === undefined
      ? [`Model "${profile.model}" is not in our list; it gets the settings that Snom phones share.`]
      : []),
    ...[zone.note, tones.note, language.note].filter((note) => note !== undefined),
    ...keys.notes,
  ];
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<settings>',
    ' <phone-settings e="2">',
    ...settings.map(
      ([name, value, options]) => `  ${xmlElement(name, { idx: options?.idx, perm: options?.perm ?? 'R' }, value)}`,
    ),
    ' </phone-settings>',
    ' <functionKeys e="2">',
    ...keys.xml.map((key) => `  ${key}`),
    ' </functionKeys>',
    '</settings>',
    '',
  ].join('\n');

  return [
    {
      path: `snom${profile.model}-${mac}.htm`,
      aliases: [`${mac}.xml`, `snom${profile.model}-${mac}.xml`],
      contentType: 'text/xml; charset=utf-8',
      text,
      isSecret: true,
      notes,
    },
    modelFile(profile),
    ...(profile.firmware === undefined ? [] : [firmwareFile(profile, profile.firmware.url)]),
  ];
}
