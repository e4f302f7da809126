/**
 * Reads Cisco's flat profile the way its phones do: elements under `<flat-profile>`, a few in sections; blanks around a value
 * are dropped. Then the small grammars inside the values. Written from Cisco's guides and apart from our encoder.
 */

import { SettingsError, type ReadSettings, type VirtualAccount, type VirtualKey } from './settings.ts';
import { readXml, type XmlNode } from './xml-reader.ts';

const RIGHTS = ['na', 'ro', 'rw'];

export function readFlatProfile(text: string): Map<string, string> {
  const root = readXml(text);
  if (root.name !== 'flat-profile') throw new SettingsError(`the file holds <${root.name}>, not <flat-profile>`);
  const values = new Map<string, string>();
  const take = (node: XmlNode, above: string): void => {
    const path = `${above}${node.name}`;
    for (const [name, value] of node.attributes)
      if (name !== 'ua' || !RIGHTS.includes(value)) throw new SettingsError(`${path} has the attribute ${name}`);
    if (node.children.length > 0) {
      if (node.text.trim() !== '') throw new SettingsError(`text stands beside the elements of ${path}`);
      for (const child of node.children) take(child, `${path}/`);
      return;
    }
    if (values.has(path)) throw new SettingsError(`the setting ${path} appears twice`);
    values.set(path, node.text.trim());
  };
  if (root.text.trim() !== '') throw new SettingsError('text stands between the settings');
  for (const child of root.children) take(child, '');
  return values;
}

const CODECS: Readonly<Record<string, string>> = {
  G711u: 'pcmu', G711a: 'pcma', G729a: 'g729', G722: 'g722', 'G726-32': 'g726-32', OPUS: 'opus', iLBC: 'ilbc',
}; // prettier-ignore

const TRANSPORTS = new Map([['UDP', 'udp'], ['TCP', 'tcp'], ['TLS', 'tls']] as const); // prettier-ignore

type Values = ReadonlyMap<string, string>;

function account(values: Values, position: number, srtp: boolean): VirtualAccount {
  const of = (name: string): string => values.get(`${name}_${position}_`) ?? '';
  const [, host = '', port = '5060'] = /^(.+?)(?::(\d+))?$/.exec(of('Proxy')) ?? [];
  const transport = TRANSPORTS.get((of('SIP_Transport') || 'UDP') as 'UDP');
  if (transport === undefined) throw new SettingsError(`unknown transport ${of('SIP_Transport')}`);
  return {
    position,
    displayName: of('Display_Name'),
    user: of('User_ID'),
    authUser: of('Auth_ID') || of('User_ID'),
    secret: of('Password'),
    host,
    port: Number(port),
    transport,
    srtp,
    mailbox: values.get('Voice_Mail_Number') ?? '',
    codecs: ['Preferred_Codec', 'Second_Preferred_Codec', 'Third_Preferred_Codec'].flatMap((name) => {
      const codec = of(name);
      if (codec === 'Unspecified' || codec === '') return [];
      const known = CODECS[codec];
      if (known === undefined) throw new SettingsError(`unknown codec ${codec}`);
      return [known];
    }),
  };
}

/** `fnc=blf+sd+cp;sub=102@$PROXY;nme=Bob`. */
function keyFunction(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [, name, value] = /^(fnc|sub|ext|usr|nme|vid)=(.*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || parts.has(name))
      throw new SettingsError(`not a key function: ${text.slice(0, 60)}`);
    parts.set(name, value);
  }
  return parts;
}

function numberOf(place: string | undefined): string {
  const [, number] = /^([0-9*#+]+)@\$PROXY$/.exec(place ?? '') ?? [];
  if (number === undefined) throw new SettingsError(`a key leads nowhere: ${place ?? ''}`);
  return number;
}

function key(values: Values, position: number): VirtualKey {
  const line = values.get(`Extension_${position}_`) ?? '';
  const text = values.get(`Extended_Function_${position}_`) ?? '';
  if (line !== 'Disabled') return { position, kind: 'line', label: values.get(`Short_Name_${position}_`) ?? '' };
  if (text === '') return { position, kind: 'none', label: '' };
  const parts = keyFunction(text);
  const functions = (parts.get('fnc') ?? '').split('+');
  const label = parts.get('nme') ?? '';
  if (!functions.includes('blf')) return { position, kind: 'speed', label, number: numberOf(parts.get('ext')) };
  const number = numberOf(parts.get('sub'));
  const prefix = values.get('Attendant_Console_Call_Pickup_Code');
  return {
    position,
    kind: 'blf',
    label,
    number,
    ...(functions.includes('cp') && prefix !== undefined ? { pickup: `${prefix}${number}` } : {}),
  };
}

const positions = (values: Values, pattern: RegExp): number[] =>
  [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);

/** Each file that names the next adds to what the one before said. */
export function readCiscoFiles(
  files: ReadonlyMap<string, string>,
  words: { password: readonly string[]; srtp: (values: Values, position: number) => boolean },
): ReadSettings {
  const values = new Map<string, string>();
  for (const text of files.values()) for (const [name, value] of readFlatProfile(text)) values.set(name, value);
  const rule = values.get('Profile_Rule');
  const adminPassword = words.password.map((name) => values.get(name)).find((value) => value !== undefined);
  return {
    values,
    accounts: positions(values, /^Line_Enable_(\d+)_$/)
      .filter((position) => values.get(`Line_Enable_${position}_`) === 'Yes')
      .map((position) => account(values, position, words.srtp(values, position))),
    keys: positions(values, /^Extension_(\d+)_$/).map((position) => key(values, position)),
    label: values.get('Station_Name') ?? '',
    adminPassword: adminPassword ?? '',
    ntpServer: values.get('Primary_NTP_Server') ?? values.get('router-configuration/Time_Setup/Time_Server') ?? '',
    ...(rule === undefined ? {} : { settingServer: rule }),
  };
}
