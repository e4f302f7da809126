/**
 * Reads Gigaset's file the way its devices do: `<provisioning>` holds `<nvm>` with `<param name value/>` and operations. Written
 * from the maker's wiki.
 */

import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';
import { readXml, type XmlNode } from '../xml-reader.ts';

type Values = ReadonlyMap<string, string>;

const KINDS = new Map([['0', 'line'], ['3', 'speed'], ['4', 'blf'], ['-1', 'none']] as const); // prettier-ignore

function only(node: XmlNode, ...names: readonly string[]): void {
  if (node.text.trim() !== '') throw new SettingsError(`text stands in <${node.name}>`);
  const unknown = [...node.attributes.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw new SettingsError(`<${node.name}> has the attribute ${unknown}`);
}

export function readGigasetFile(text: string): Map<string, string> {
  const root = readXml(text);
  if (root.name !== 'provisioning') throw new SettingsError(`the file holds <${root.name}>, not <provisioning>`);
  only(root, 'version', 'productID');
  const values = new Map<string, string>();
  const take = (node: XmlNode, prefix: string): void => {
    const name = node.attributes.get('name');
    const value = node.attributes.get('value');
    only(node, 'name', 'value');
    if (node.name === 'oper' && name === 'add_hs' && value !== undefined && /^\d{5}$/.test(value)) {
      for (const child of node.children) take(child, `add_hs.${value}.`);
      return;
    }
    if (node.name !== 'param' || name === undefined || value === undefined || node.children.length > 0)
      throw new SettingsError(`<${node.name}> is no setting`);
    if (values.has(prefix + name)) throw new SettingsError(`the setting ${name} appears twice`);
    values.set(prefix + name, value);
  };
  for (const part of root.children) {
    if (part.name === 'firmware') continue;
    if (part.name !== 'nvm') throw new SettingsError(`<${part.name}> stands in the file`);
    only(part);
    for (const node of part.children) take(node, '');
  }
  return values;
}

function transportOf(
  number: string,
  names: readonly (VirtualAccount['transport'] | undefined)[],
): VirtualAccount['transport'] {
  const transport = names[Number(number)];
  if (transport === undefined) throw new SettingsError(`unknown transport ${number}`);
  return transport;
}

function handsetAccount(values: Values, id: string): VirtualAccount {
  const of = (name: string): string => values.get(`SipAccount.${id}.${name}`) ?? '';
  const provider = (name: string): string => values.get(`SipProvider.${of('ProviderId')}.${name}`) ?? '';
  if (values.get(`add_hs.${id}.hs.RegStatus`) !== 'ToReg') throw new SettingsError(`no handset has the account ${id}`);
  return {
    position: Number(id),
    displayName: of('DisplayName'),
    user: of('UserName'),
    authUser: of('AuthName'),
    secret: of('AuthPassword'),
    host: provider('RegServerAddress'),
    port: Number(provider('RegServerPort')),
    transport: transportOf(provider('TransportProtocol'), [undefined, 'udp', 'tcp', 'tls']),
    srtp: provider('SRTP_Enabled') === '1' && provider('AcceptNonSRTPCalls') === '0',
    mailbox: of('VoiceMailActive') === '1' ? of('VoiceMailMailbox') : '',
    codecs: [],
  };
}

function phoneAccount(values: Values, index: number): VirtualAccount {
  const of = (name: string): string => values.get(`SIP.Account.${index}.${name}`) ?? '';
  return {
    position: index + 1,
    displayName: of('DisplayName'),
    user: of('Username'),
    authUser: of('AuthName'),
    secret: of('AuthPassword'),
    host: of('RegistrationServer.Address'),
    port: Number(of('RegistrationServer.Port')),
    transport: transportOf(values.get('SIP.TransportProtocol') ?? '', [undefined, 'udp', 'tls']),
    srtp: values.get('SIP.Security.SRTP') === '1' && values.get('SIP.Security.AcceptNonSRTPCalls') === '0',
    mailbox: of('VoiceMail.Active') === '1' ? of('VoiceMail.Mailbox') : '',
    codecs: [],
  };
}

function key(values: Values, index: number): VirtualKey {
  const of = (name: string): string => values.get(`PhoneUI.Keys.FunctionKeys.${index}.${name}`) ?? '';
  const kind = KINDS.get(of('Type') as '0');
  if (kind === undefined) throw new SettingsError(`unknown type of key ${index}`);
  return {
    position: index + 1,
    label: of('DisplayName'),
    kind,
    ...(of('PhoneNumber') === '' ? {} : { number: of('PhoneNumber') }),
  };
}

const found = (values: Values, pattern: RegExp): string[] =>
  [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []);

export const readGigaset: SettingsReader = (files) => {
  const [text, ...more] = files.values();
  if (text === undefined || more.length > 0) throw new SettingsError('one file is wanted');
  const values = readGigasetFile(text);
  const settingServer =
    values.get('Provisioning.global.ProvisioningServer') ?? values.get('System.Provision.ProvisioningServer');
  return {
    values,
    accounts: [
      ...found(values, /^SipAccount\.(\d{5})\.AuthName$/).map((id) => handsetAccount(values, id)),
      ...found(values, /^SIP\.Account\.(\d)\.Active$/)
        .filter((index) => values.get(`SIP.Account.${index}.Active`) === '1')
        .map((index) => phoneAccount(values, Number(index))),
    ],
    keys: found(values, /^PhoneUI\.Keys\.FunctionKeys\.(\d+)\.Type$/).map((index) => key(values, Number(index))),
    label: '',
    adminPassword: values.get('WebUIAccounts.1.Password') ?? values.get('WebUI.AdminPassword') ?? '',
    ntpServer: values.get('DmGlobal.0.NtpServer') ?? values.get('System.DateAndTime.TimeServer') ?? '',
    ...(settingServer === undefined ? {} : { settingServer }),
  };
};
