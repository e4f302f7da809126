/** Reads ALE's files the way the phone does: `<settings>` of `<setting id value/>`; a later file wins. From the maker's manual. */

import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';
import { readXml } from '../xml-reader.ts';

type Values = ReadonlyMap<string, string>;

const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
const PAYLOADS: Readonly<Record<string, string>> = { 0: 'pcmu', 8: 'pcma', 9: 'g722', 18: 'g729' };
const KINDS = new Map([['0', 'none'], ['1', 'speed'], ['59', 'blf']] as const); // prettier-ignore

export function readAlcatelFile(text: string): Map<string, string> {
  const root = readXml(text);
  if (root.name !== 'settings' || root.text.trim() !== '') throw new SettingsError('this is no file of settings');
  const values = new Map<string, string>();
  for (const node of root.children) {
    const id = node.attributes.get('id');
    const value = node.attributes.get('value');
    const isKnown = [...node.attributes.keys()].every((name) => ['id', 'value', 'override'].includes(name));
    if (node.name !== 'setting' || id === undefined || value === undefined || !isKnown)
      throw new SettingsError(`<${node.name}> is no setting`);
    if (node.children.length > 0 || node.text !== '') throw new SettingsError(`the setting ${id} holds something`);
    if (values.has(id)) throw new SettingsError(`the setting ${id} appears twice`);
    values.set(id, value);
  }
  return values;
}

function account(values: Values, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`Account${position}${name}`) ?? '';
  const transport = TRANSPORTS[Number(of('Server1Transport'))];
  if (transport === undefined) throw new SettingsError(`unknown transport ${of('Server1Transport')}`);
  return {
    position,
    displayName: of('DisplayName'),
    user: of('UserName'),
    authUser: of('RegName'),
    secret: of('Password'),
    host: of('Server1Address'),
    port: Number(of('Server1Port')),
    transport,
    srtp: of('SrtpWorkingMode') === '2',
    mailbox: of('VmNumber'),
    codecs: of('AudioCodec').split(';').map((payload) => {
      const codec = PAYLOADS[payload];
      if (codec === undefined) throw new SettingsError(`unknown codec ${payload}`);
      return codec;
    }),
  }; // prettier-ignore
}

function key(values: Values, position: number): VirtualKey {
  const of = (name: string): string => values.get(`ProgramKey${position}${name}`) ?? '';
  const kind = KINDS.get(of('Type') as '0');
  if (kind === undefined) throw new SettingsError(`unknown type of key ${position}`);
  return {
    position,
    label: of('Label'),
    kind,
    ...(of('Value') === '' ? {} : { number: of('Value') }),
    ...(of('Extension') === '' ? {} : { pickup: of('Extension') }),
  };
}

const positions = (values: Values, pattern: RegExp): number[] =>
  [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);

export const readAlcatel: SettingsReader = (files) => {
  const values = new Map<string, string>();
  for (const text of files.values()) for (const [id, value] of readAlcatelFile(text)) values.set(id, value);
  const settingServer = values.get('DeviceProvisionServerUrl');
  return {
    values,
    accounts: positions(values, /^Account(\d+)Enable$/)
      .filter((position) => values.get(`Account${position}Enable`) === 'true')
      .map((position) => account(values, position)),
    keys: positions(values, /^ProgramKey(\d+)Type$/).map((position) => key(values, position)),
    label: '',
    adminPassword: values.get('DeviceSecurityAdminPwd') ?? '',
    ntpServer: values.get('SettingSntpServer') ?? '',
    ...(settingServer === undefined ? {} : { settingServer }),
  };
};
