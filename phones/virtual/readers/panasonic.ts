/**
 * Reads Panasonic's files the way the phone does (administrator guides, "Configuration file specifications"): a fixed first line,
 * CRLF, `NAME="value"` without blanks, an empty last line; a later file wins.
 */

import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

type Values = ReadonlyMap<string, string>;

const HEADER = /^# (?:Panasonic SIP Phone|PCC) Standard Format File # DO NOT CHANGE THIS LINE!$/;
const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
const CODECS = ['g722', 'pcma', 'g726-32', 'g729', 'pcmu'] as const;
const KINDS = new Map([
  ['X_PANASONIC_IPTEL_LINE', 'line'], ['X_PANASONIC_IPTEL_DN', 'line'], ['X_PANASONIC_IPTEL_BLF', 'blf'],
  ['X_PANASONIC_IPTEL_CONTACT', 'blf'], ['X_PANASONIC_IPTEL_ONETOUCH', 'speed'], ['', 'none'],
] as const); // prettier-ignore

export function readPanasonicFile(text: string): Map<string, string> {
  const lines = text.split('\r\n');
  if (lines.some((line) => /[\r\n]/.test(line))) throw new SettingsError('a line does not end with CR LF');
  if (!HEADER.test(lines[0] ?? '')) throw new SettingsError('the first line is not the one that the phone wants');
  if (lines.at(-1) !== '' || lines.at(-2) !== '') throw new SettingsError('the file does not end with an empty line');
  const values = new Map<string, string>();
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name, value] = /^([A-Z][A-Z0-9_]{0,31})="([^"]{0,500})"$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new SettingsError(`not a setting: ${line.slice(0, 60)}`);
    // The phone would keep the first.
    if (values.has(name)) throw new SettingsError(`the setting ${name} appears twice`);
    values.set(name, value);
  }
  return values;
}

function account(values: Values, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`${name}_${position}`) ?? '';
  const transport = TRANSPORTS[Number(of('SIP_TRANSPORT'))];
  if (transport === undefined) throw new SettingsError(`unknown transport ${of('SIP_TRANSPORT')}`);
  const [user = '', domain] = of('SIP_URI').split('@');
  if (domain !== of('SIP_SVCDOMAIN') || of('SIP_RGSTR_ADDR') !== of('SIP_PRXY_ADDR'))
    throw new SettingsError('the phone would register elsewhere than it calls');
  return {
    position,
    displayName: of('DISPLAY_NAME'),
    user,
    authUser: of('SIP_AUTHID'),
    secret: of('SIP_PASS'),
    host: of('SIP_RGSTR_ADDR'),
    port: Number(of('SIP_RGSTR_PORT')),
    transport,
    srtp: of('SRTP_CONNECT_MODE') === '0',
    mailbox: of('VM_NUMBER'),
    codecs: CODECS.flatMap((codec, number) =>
      of(`CODEC_ENABLE${number}`) === 'Y' ? [[Number(of(`CODEC_PRIORITY${number}`)), codec] as const] : [],
    )
      .toSorted(([one], [other]) => one - other)
      .map(([, codec]) => codec),
  };
}

function key(values: Values, position: number): VirtualKey {
  const of = (name: string): string => values.get(`FLEX_BUTTON_${name}${position}`) ?? '';
  const kind = KINDS.get(of('FACILITY_ACT') as '');
  if (kind === undefined) throw new SettingsError(`unknown function of key ${position}`);
  const number = kind === 'blf' ? of('FACILITY_ARG') : kind === 'speed' ? of('QUICK_DIAL') : undefined;
  const prefix = values.get('NUM_PLAN_PICKUP_DIRECT');
  return {
    position,
    label: of('LABEL'),
    kind,
    ...(number === undefined ? {} : { number }),
    ...(kind === 'blf' && prefix !== undefined ? { pickup: `${prefix}${number ?? ''}` } : {}),
  };
}

const positions = (values: Values, pattern: RegExp): number[] =>
  [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);

export const readPanasonic: SettingsReader = (files) => {
  const values = new Map<string, string>();
  for (const text of files.values()) for (const [name, value] of readPanasonicFile(text)) values.set(name, value);
  const path = values.get('CFG_STANDARD_FILE_PATH');
  return {
    values,
    accounts: positions(values, /^LINE_ENABLE_(\d+)$/)
      .filter((position) => values.get(`LINE_ENABLE_${position}`) === 'Enabled')
      .map((position) => account(values, position)),
    keys: positions(values, /^FLEX_BUTTON_FACILITY_ACT(\d+)$/).map((position) => key(values, position)),
    label: '',
    adminPassword: values.get('ADMIN_ID') === 'admin' ? (values.get('ADMIN_PASS') ?? '') : '',
    ntpServer: values.get('NTP_ADDR') ?? '',
    ...(path === undefined ? {} : { settingServer: path }),
  };
};
