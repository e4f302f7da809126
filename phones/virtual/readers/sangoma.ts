/** Sangoma: the S-series reads settings by number, the P- and D-series Digium's XML, which keeps everything in attributes. */

import { readHlProvision } from '../hl-provision-reader.ts';
import { SettingsError, type ReadSettings, type SettingsReader, type VirtualAccount } from '../settings.ts';
import { readXml, type XmlNode } from '../xml-reader.ts';

const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;

function add(values: Map<string, string>, name: string, value: string): void {
  if (values.has(name)) throw new SettingsError(`the setting ${name} appears twice`);
  values.set(name, value);
}

function account(node: XmlNode, values: Map<string, string>): VirtualAccount {
  const of = (name: string): string => node.attributes.get(name) ?? '';
  const [host, ...others] = node.children;
  if (node.name !== 'account' || host?.name !== 'host_primary' || others.length > 0)
    throw new SettingsError(`not an account: <${node.name}>`);
  const transport = TRANSPORTS.find((one) => one === host.attributes.get('transport'));
  if (transport === undefined || !/^\d$/.test(of('index')))
    throw new SettingsError('an account without transport or index');
  for (const [name, value] of node.attributes) add(values, `account.${of('index')}.${name}`, value);
  for (const [name, value] of host.attributes) add(values, `account.${of('index')}.host_primary.${name}`, value);
  return {
    position: Number(of('index')) + 1,
    displayName: of('line_label'),
    user: of('username'),
    authUser: of('authname'),
    secret: of('password'),
    host: host.attributes.get('server') ?? '',
    port: Number(host.attributes.get('port')),
    transport,
    srtp: false,
    mailbox: of('voicemail'),
    codecs: [],
  };
}

function readDigium(text: string): ReadSettings {
  const root = readXml(text);
  if (root.name !== 'config') throw new SettingsError(`the file holds <${root.name}>, not <config>`);
  const values = new Map<string, string>();
  for (const { name, attributes } of root.children.filter((child) => child.name !== 'accounts')) {
    if (name !== 'setting') throw new SettingsError(`not a setting: <${name}>`);
    add(values, `setting.${attributes.get('id') ?? ''}`, attributes.get('value') ?? '');
  }
  const accounts = root.children.filter(({ name }) => name === 'accounts');
  return {
    values,
    accounts: accounts.flatMap(({ children }) => children.map((node) => account(node, values))),
    keys: [],
    label: '',
    adminPassword: values.get('setting.login_password') ?? '',
    ntpServer: values.get('setting.ntp_server') ?? '',
  };
}

export const readSangoma: SettingsReader = (files) => {
  const own = [...files].find(([name]) => /^[0-9a-f]{12}\.cfg$/.test(name))?.[1];
  return own === undefined ? readHlProvision(files) : readDigium(own);
};
