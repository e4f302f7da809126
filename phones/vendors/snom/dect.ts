/**
 * M-series bases: one file for the base, its SIP server and an extension for each handset (M700/M900 provisioning guides; the
 * names are those two public engines write for firmware 05.20 and 07.40). An extension is tied to a handset slot of the same
 * number; the handset itself is registered at the base by a person, with the base's PIN.
 */

import { checkedHost, checkedNumber, checkedUrl, codecsFor, linesFor } from '../checked.ts';
import { CannotRender, type PhoneLine, type PhoneModel, type PhoneProfile, type RenderedFile } from '../define.ts';
import { xmlElement } from '../xml.ts';
import { snomLanguage, snomTimeZone, snomTones } from './places.ts';
import { modelFile, networkSettings, onOff, type Setting } from './render.ts';

/** The base has one SIP server here: all its handsets belong to the same office. */
function serverSettings(line: PhoneLine, profile: PhoneProfile, model: PhoneModel | undefined): Setting[] {
  const host = checkedHost(line.server, 'server');
  return [
    ['srv_sip_server_alias', 'Switchroom', { idx: 1 }],
    ['user_host', host, { idx: 1 }],
    ['user_outbound', `${host}:${line.port}`, { idx: 1 }],
    ['srv_sip_transport', line.transport, { idx: 1 }],
    ['user_srtp', onOff(line.srtp), { idx: 1 }],
    ['srv_srtp_auth', onOff(line.srtp), { idx: 1 }],
    ['user_dtmf_info', 'off', { idx: 1 }],
    ['codec_priority_list', codecsFor(profile, model).join(','), { idx: 1 }],
  ];
}

function handset(line: PhoneLine): Setting[] {
  const { voicemailNumber } = line;
  const mailbox = voicemailNumber === undefined ? '' : checkedNumber(voicemailNumber, 'voicemailNumber');
  const own: readonly (readonly [string, string])[] = [
    ['user_active', 'on'],
    ['user_name', line.authUser],
    ['user_pname', line.authUser],
    ['user_pass', line.secret],
    ['user_realname', line.displayName],
    ['user_mailbox', mailbox],
    ['user_mailnumber', mailbox],
    ['subscr_sip_line_name', line.number],
    ['subscr_sip_hs_idx', String(line.position)],
    ['subscr_sip_ua_data_server_id', '1'],
    ['call_waiting', onOff(line.callWaiting)],
  ];
  return own.map(([name, value]) => [name, value, { idx: line.position }] as const);
}

export function renderSnomDect(profile: PhoneProfile, model: PhoneModel | undefined): readonly RenderedFile[] {
  const { lines, notes } = linesFor(profile, model?.lines ?? 1);
  const [first] = lines;
  const isOneServer = lines.every(
    (line) =>
      line.server === first?.server &&
      line.port === first.port &&
      line.transport === first.transport &&
      line.srtp === first.srtp,
  );
  if (!isOneServer)
    throw new CannotRender('server', 'all handsets of a Snom base register with the same server, port and transport');
  const zone = snomTimeZone(profile.timeZone);
  const tones = snomTones(profile.dialToneCountry);
  const language = snomLanguage(profile.language);
  const free = Array.from({ length: model?.lines ?? 1 }, (_, index) => index + 1).filter(
    (position) => !lines.some((line) => line.position === position),
  );
  const settings: Setting[] = [
    ['setting_server', profile.provisioningUrl],
    ['settings_refresh_timer', '86400'],
    ['pnp_config', onOff(profile.pnpAfterSetup ?? true)],
    ['phone_name', profile.label],
    ['http_user', 'admin'],
    ['http_pass', profile.adminPassword],
    ['language', language.value],
    ['web_language', language.value],
    ['tone_scheme', tones.value],
    ['timezone', zone.value],
    ['ntp_server', checkedHost(profile.ntpServer, 'ntpServer')],
    ...networkSettings({
      ...profile,
      ...(profile.vlan === undefined ? {} : { vlan: { id: profile.vlan.id, priority: profile.vlan.priority } }),
    }),
    ...(profile.phoneBookUrl === undefined
      ? []
      : ([
          ['phonebook_server_location', '3'],
          ['phonebook_location', checkedUrl(profile.phoneBookUrl, 'phoneBookUrl')],
        ] as const)),
    ...(first === undefined ? [] : serverSettings(first, profile, model)),
    ...lines.flatMap(handset),
    ...free.flatMap((idx): Setting[] => [
      ['user_active', 'off', { idx }],
      ['user_name', '', { idx }],
      ['user_pass', '', { idx }],
    ]),
  ];
  const mac = profile.mac.toUpperCase();
  return [
    {
      path: `snom${profile.model}-${mac}.htm`,
      aliases: [`${mac}.xml`, `snom${profile.model}-${mac}.xml`],
      contentType: 'text/xml; charset=utf-8',
      text: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<settings>',
        ' <phone-settings e="2">',
        ...settings.map(([name, value, options]) => `  ${xmlElement(name, { idx: options?.idx, perm: 'R' }, value)}`),
        ' </phone-settings>',
        '</settings>',
        '',
      ].join('\n'),
      isSecret: true,
      notes: [
        ...[zone.note, tones.note, language.note].filter((note) => note !== undefined),
        ...notes,
        'A DECT base: register each handset at the base itself, then it takes the account of its slot.',
        ...(profile.firmware === undefined ? [] : ['Firmware of a Snom base is loaded on its own web page.']),
        ...(profile.ringTone === undefined ? [] : ['Ring tones are chosen on the handset.']),
        ...(profile.keys.length === 0 ? [] : ['A DECT base has no keys; the keys set were left out.']),
      ],
    },
    modelFile(profile),
  ];
}
