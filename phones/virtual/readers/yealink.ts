/**
 * Reads Yealink's files the way the phone does: a boot file names the files to take; without one the common file comes
 * before the phone's own, and a later value wins. `%NULL%` is no value. Written from the administrator guides.
 */

import { readKeyValue } from '../key-value-reader.ts';
import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';

const GRAMMAR = { name: /^[a-z][\w-]*(?:\.[\w-]+)+$/, separator: '=', header: '#!version:1.0.0.1' } as const;
const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
const KINDS = new Map([['0', 'none'], ['13', 'speed'], ['15', 'line'], ['16', 'blf']] as const); // prettier-ignore

/** `include:config <file>` lines and switches. */
function included(boot: string): string[] {
  const [header, ...lines] = boot.split('\n');
  if (header !== GRAMMAR.header) throw new SettingsError(`the boot file does not begin with ${GRAMMAR.header}`);
  return lines.flatMap((line) => {
    if (line === '' || /^(?:overwrite_mode|specific_model\.excluded_mode) *= *[01]$/.test(line)) return [];
    const [, file] = /^include:config +[<"]([\w.-]+)[>"]$/.exec(line) ?? [];
    if (file === undefined) throw new SettingsError(`not a line of a boot file: ${line.slice(0, 60)}`);
    return [file];
  });
}

function taken(files: ReadonlyMap<string, string>): Map<string, string> {
  const boot = [...files].find(([name]) => name.endsWith('.boot'))?.[1];
  const names = boot === undefined ? [...files.keys()] : included(boot);
  const values = new Map<string, string>();
  for (const name of names) {
    const text = files.get(name);
    if (text === undefined) throw new SettingsError(`the boot file names ${name}, which was not fetched`);
    for (const [key, value] of readKeyValue(text, GRAMMAR)) values.set(key, value === '%NULL%' ? '' : value);
  }
  return values;
}

function account(values: ReadonlyMap<string, string>, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`account.${position}.${name}`) ?? '';
  const number = of('sip_server.1.transport_type') || of('transport') || '0';
  const transport = TRANSPORTS[Number(number)];
  if (transport === undefined) throw new SettingsError(`unknown transport ${number}`);
  const numbered = [...values].flatMap(([name, value]) => {
    const [, codec] = new RegExp(`^account\\.${position}\\.codec\\.(\\w+)\\.enable$`).exec(name) ?? [];
    return codec === undefined || value !== '1' ? [] : [[Number(of(`codec.${codec}.priority`)), codec] as const];
  });
  return {
    position,
    displayName: of('display_name'),
    user: of('user_name'),
    authUser: of('auth_name'),
    secret: of('password'),
    host: of('sip_server.1.address'),
    port: Number(of('sip_server.1.port')),
    transport,
    srtp: of('srtp_encryption') === '2',
    mailbox: values.get(`voice_mail.number.${position}`) ?? '',
    codecs: numbered
      .toSorted(([one], [other]) => one - other)
      .map(([, codec]) => (of(`codec.${codec}.payload_type`) || codec).toLowerCase().replace('g726_', 'g726-')),
  };
}

function key(values: ReadonlyMap<string, string>, position: number): VirtualKey {
  const of = (name: string): string => values.get(`linekey.${position}.${name}`) ?? '';
  const kind = KINDS.get(of('type') as '0');
  if (kind === undefined) throw new SettingsError(`unknown key type ${of('type')}`);
  return {
    position,
    label: of('label'),
    kind,
    ...(of('value') === '' ? {} : { number: of('value') }),
    ...(of('extension') === '' ? {} : { pickup: of('extension') }),
  };
}

const positions = (values: ReadonlyMap<string, string>, pattern: RegExp, wanted?: string): number[] =>
  [...values].flatMap(([name, value]) =>
    wanted === undefined || value === wanted ? (pattern.exec(name)?.[1] ?? []) : [],
  ).map(Number); // prettier-ignore

export const readYealink: SettingsReader = (files) => {
  const values = taken(files);
  const of = (name: string): string => values.get(`static.${name}`) ?? values.get(name) ?? '';
  const [user, ...password] = of('security.user_password').split(':');
  const settingServer = of('auto_provision.server.url');
  return {
    values,
    accounts: positions(values, /^account\.(\d+)\.enable$/, '1').map((position) => account(values, position)),
    keys: positions(values, /^linekey\.(\d+)\.type$/).map((position) => key(values, position)),
    label: values.get('features.station_name.value') ?? '',
    adminPassword: user === 'admin' ? password.join(':') : '',
    ntpServer: values.get('local_time.ntp_server1') ?? '',
    ...(settingServer === '' ? {} : { settingServer }),
  };
};
