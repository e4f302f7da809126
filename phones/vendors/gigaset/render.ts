/**
 * One device's file for Gigaset: `<provisioning>` with `<param name value/>` (Gigaset PRO wiki, "Provisioning"; N870 and
 * Maxwell). Pure: same profile, same bytes.
 */

import { checkedHost, checkedUrl, keysFor, linesFor, modelByName, roomForKeys } from '../checked.ts';
import { CannotRender, type PhoneKey, type PhoneLine, type PhoneProfile, type RenderedFile } from '../define.ts';
import { oneLine } from '../checked.ts';
import { checkedPassword, checkedVlan, languageFor, notesOf, sharedServer, tonesFor, withoutDoubles } from '../said.ts';
import { zoneRuleOrUtc } from '../summer-time.ts';
import { xmlText } from '../xml.ts';
import { gigasetModels, type GigasetModel } from './models.ts';

/** `field`: the part of the profile that the value comes from. */
type Param = readonly [name: string, value: string | number, field?: string];

const TRANSPORTS = { udp: 1, tcp: 2, tls: 3 } as const;
const TONES: Readonly<Record<string, string>> = { DE: 'Germany', ES: 'Spain', FR: 'France' };
const LANGUAGES: Readonly<Record<string, string>> = {
  de: 'de-de', en: 'en-us', es: 'es-es', fr: 'fr-fr', it: 'it-it', nl: 'nl-nl',
}; // prettier-ignore
const KEY_TYPES = { line: 0, speed: 3, blf: 4, none: -1 } as const;

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

export const ownFile = (mac: string): string => `${mac}.xml`;

const written = ([name, value, field = name]: Param, indent: string): string =>
  `${indent}<param name="${name}" value="${xmlText(oneLine(String(value), field), field)}"/>\n`;

/** Handsets have five digits. */
const handset = (position: number): string => String(position).padStart(5, '0');

/** One provider for all handsets: their lines have to agree on the server. */
function provider(line: PhoneLine): Param[] {
  const at = (name: string): string => `SipProvider.0.${name}`;
  return [
    [at('Name'), 'Office'],
    [at('Domain'), line.server],
    [at('ProxyServerAddress'), line.server],
    [at('ProxyServerPort'), line.port],
    [at('RegServerAddress'), line.server],
    [at('RegServerPort'), line.port],
    [at('TransportProtocol'), TRANSPORTS[line.transport]],
    [at('UseSIPS'), 0],
    [at('SRTP_Enabled'), flag(line.srtp)],
    // Calls are refused rather than made in the clear.
    [at('AcceptNonSRTPCalls'), flag(!line.srtp)],
    // Never another proxy than the one above.
    [at('OutboundProxyMode'), 2],
    [at('MWISubscription'), 1],
  ];
}

function handsetAccount(line: PhoneLine): Param[] {
  const at = (name: string): string => `SipAccount.${handset(line.position)}.${name}`;
  return [
    [at('ProviderId'), 0],
    [at('AuthName'), line.authUser],
    [at('AuthPassword'), line.secret, 'secret'],
    [at('UserName'), line.authUser],
    [at('DisplayName'), line.displayName, 'displayName'],
    [at('VoiceMailActive'), flag(line.voicemailNumber !== undefined)],
    [at('VoiceMailMailbox'), line.voicemailNumber ?? ''],
  ];
}

function baseParams(profile: PhoneProfile, lines: readonly PhoneLine[]): { params: Param[]; notes: string[] } {
  const tones = tonesFor(TONES, profile.dialToneCountry, 'Retail');
  const first = sharedServer(lines);
  const { phoneBookUrl } = profile;
  return {
    notes: [
      ...notesOf(tones),
      'A DECT base: each handset is registered at the base itself; then it takes the account with its number.',
      ...(profile.vlan === undefined ? [] : ['The VLAN of this base is not set from here.']),
      ...(profile.qos === undefined ? [] : ['Priorities on the network (DSCP) are not set on this base.']),
    ],
    params: [
      ['WebUIAccounts.1.Password', checkedPassword(profile.adminPassword, 63, 'adminPassword')],
      ['Provisioning.global.ProvisioningServer', checkedUrl(profile.provisioningUrl, 'provisioningUrl')],
      ['SystemSettings.global.SipMulticastEnabled', flag(profile.pnpAfterSetup ?? true)],
      ['Telephony.0.ToneScheme', tones.value],
      ['DmGlobal.0.NtpServer', checkedHost(profile.ntpServer, 'ntpServer')],
      ['DmGlobal.0.TimeZone', profile.timeZone, 'timeZone'],
      ...(phoneBookUrl === undefined
        ? []
        : ([
            ['Netdir.1.Activated', 1],
            ['XMLDir.1.ServerURL', checkedUrl(phoneBookUrl, 'phoneBookUrl')],
            ['XMLDir.1.ProviderName', 'Office'],
            ['XMLDir.1.WhitePagesDirName', 'Office'],
            ['XMLDir.1.StartWithListWP', 1],
          ] as const)),
      ...(first === undefined ? [] : provider(first)),
      ...lines.flatMap(handsetAccount),
    ],
  };
}

/** Accounts count from 0. */
function phoneAccount(line: PhoneLine): Param[] {
  const at = (name: string): string => `SIP.Account.${line.position - 1}.${name}`;
  return [
    [at('AccountName'), line.number, 'number'],
    [at('Active'), 1],
    [at('AuthName'), line.authUser],
    [at('AuthPassword'), line.secret, 'secret'],
    [at('Username'), line.authUser],
    [at('DisplayName'), line.displayName, 'displayName'],
    [at('Domain'), line.server],
    [at('ProxyServer.Address'), line.server],
    [at('ProxyServer.Port'), line.port],
    [at('RegistrationServer.Address'), line.server],
    [at('RegistrationServer.Port'), line.port],
    [at('VoiceMail.Active'), flag(line.voicemailNumber !== undefined)],
    [at('VoiceMail.Mailbox'), line.voicemailNumber ?? ''],
  ];
}

const withoutAccount = (position: number): Param[] => [
  [`SIP.Account.${position - 1}.Active`, 0],
  [`SIP.Account.${position - 1}.AuthPassword`, ''],
];

function keyParams(keys: readonly PhoneKey[], lines: readonly PhoneLine[]): Param[] {
  let nextLine = 0;
  return keys.flatMap((key): Param[] => {
    const at = (name: string): string => `PhoneUI.Keys.FunctionKeys.${key.position - 1}.${name}`;
    if (key.kind === 'line') nextLine += 1;
    const line = key.kind === 'line' ? (key.line ?? lines[Math.min(nextLine, lines.length) - 1]?.position ?? 1) : 1;
    return [
      [at('Type'), KEY_TYPES[key.kind]],
      [at('PhoneNumber'), key.kind === 'blf' || key.kind === 'speed' ? key.number : ''],
      [at('Connection'), line - 1],
      [at('DisplayName'), key.label ?? '', `keys.${key.position}`],
    ];
  });
}

function networkParams({ vlan }: PhoneProfile): Param[] {
  if (vlan === undefined) return [];
  const { id, priority, computerId } = checkedVlan(vlan);
  return [
    ['NET.VLAN.Tagging', 1],
    ['NET.VLAN.LAN.Identifier', id],
    ['NET.VLAN.LAN.Priority', priority],
    ...(computerId === undefined
      ? []
      : ([
          ['NET.VLAN.PC.Identifier', computerId],
          ['NET.VLAN.PC.Priority', 0],
        ] as const)),
  ];
}

/** One transport and one encryption for the whole phone. */
function sharedSip(lines: readonly PhoneLine[]): Param[] {
  const [first, ...others] = lines;
  for (const line of others)
    for (const field of ['transport', 'srtp'] as const)
      if (line[field] !== first?.[field])
        throw new CannotRender(field, 'all lines of this phone have to use the same transport and encryption');
  if (first?.transport === 'tcp') throw new CannotRender('transport', 'this phone registers over UDP or TLS');
  return [
    ['SIP.TransportProtocol', first?.transport === 'tls' ? 2 : 1],
    ['SIP.Security.UseSIPS', 0],
    ['SIP.Security.SRTP', flag(first?.srtp ?? false)],
    ['SIP.Security.AcceptNonSRTPCalls', flag(!(first?.srtp ?? false))],
  ];
}

function phoneParams(
  profile: PhoneProfile,
  lines: readonly PhoneLine[],
  row: GigasetModel,
): { params: Param[]; notes: readonly string[] } {
  const tones = tonesFor(TONES, profile.dialToneCountry, 'Retail');
  const language = languageFor(LANGUAGES, profile.language, 'en-us');
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const { keys, notes: keyNotes } = keysFor(profile, roomForKeys(row));
  const hours = rule.standardMinutes / 60;
  return {
    notes: [
      ...notesOf(language, tones),
      ...notes,
      ...keyNotes,
      'The phone knows the time zones of its own list only; when its clock is wrong, choose the city at the phone.',
      ...(keys.some((key) => key.kind === 'blf' && key.pickup !== undefined)
        ? ['Picking up by key is not set; dial the pickup code.']
        : []),
      ...(profile.qos === undefined ? [] : ['Priorities on the network (DSCP) are not set on this phone.']),
      ...(profile.phoneBookUrl === undefined ? [] : ['The phone book of this phone is not set from here.']),
    ],
    params: [
      ['WebUI.AdminPassword', checkedPassword(profile.adminPassword, 63, 'adminPassword')],
      ['System.Provision.ProvisioningServer', checkedUrl(profile.provisioningUrl, 'provisioningUrl')],
      // Minutes.
      ['System.Provision.Period', 1440],
      ['System.DateAndTime.TimeServer', checkedHost(profile.ntpServer, 'ntpServer')],
      ['System.DateAndTime.TimeZone', `GMT${hours < 0 ? '' : '+'}${hours}.${profile.timeZone}`, 'timeZone'],
      ['System.DateAndTime.AutoAdjustClockForDST', flag(rule.summer !== undefined)],
      ['Telephony.ToneScheme', tones.value],
      ['PhoneUI.Settings.Language', language.value],
      ['WebUI.Language', language.value],
      ...networkParams(profile),
      ...sharedSip(lines),
      ...Array.from({ length: row.lines }, (_, index) => index + 1).flatMap((position) => {
        const line = lines.find((one) => one.position === position);
        return line === undefined ? withoutAccount(position) : phoneAccount(line);
      }),
      ...keyParams(keys, lines),
    ],
  };
}

function sharedNotes(profile: PhoneProfile): string[] {
  return [
    ...(profile.codecs === undefined ? [] : ['The order of codecs is the device’s own.']),
    ...(profile.ringTone === undefined ? [] : ['Ring tones are chosen on the phone itself.']),
    ...(profile.syslog === undefined ? [] : ['Where this device sends its log is not set from here.']),
  ];
}

export function renderGigaset(profile: PhoneProfile): readonly RenderedFile[] {
  withoutDoubles(profile);
  const row = modelByName(gigasetModels, profile.model) as GigasetModel | undefined;
  if (row === undefined)
    throw new CannotRender(
      'model',
      `the settings of a Gigaset "${profile.model}" are not known here; set it up by hand`,
    );
  const { lines, notes: lineNotes } = linesFor(profile, row.lines);
  const isBase = row.family === 'nx70';
  const { params, notes } = isBase ? baseParams(profile, lines) : phoneParams(profile, lines, row);
  const { firmware } = profile;
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    // e2: the DECT multicells, which the file is meant for.
    `<provisioning version="1.1"${isBase ? ' productID="e2"' : ''}>\n`,
    ...(firmware === undefined || !isBase
      ? []
      : [
          ` <firmware>\n  <file version="${xmlText(oneLine(firmware.version, 'firmware.version'), 'firmware.version')}" url="${xmlText(checkedUrl(firmware.url, 'firmware.url'), 'firmware.url')}"/>\n </firmware>\n`,
        ]),
    ' <nvm>\n',
    ...params.map((param) => written(param, '  ')),
    ...(isBase
      ? lines.map(
          ({ position }) =>
            `  <oper name="add_hs" value="${handset(position)}">\n${written(['hs.RegStatus', 'ToReg'], '   ')}  </oper>\n`,
        )
      : []),
    ' </nvm>\n</provisioning>\n',
  ];
  return [
    {
      path: ownFile(profile.mac),
      aliases: isBase ? [] : ['provisioning.xml'],
      contentType: 'text/xml; charset=utf-8',
      text: text.join(''),
      isSecret: true,
      notes: [
        ...lineNotes,
        ...notes,
        ...sharedNotes(profile),
        ...(firmware === undefined || isBase ? [] : ['Firmware of this phone is not set from here.']),
        ...(isBase && profile.keys.length > 0 ? ['Keys are on the handsets, and chosen there.'] : []),
      ],
    },
  ];
}
