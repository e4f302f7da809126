/** Reads 2N's `<DeviceDatabase>`: a tree whose accounts are numbered from 0 by `At`. A path given twice is an error. */

import { SettingsError, type SettingsReader, type VirtualAccount } from '../settings.ts';
import { readXml, type XmlNode } from '../xml-reader.ts';

function collect(node: XmlNode, path: string, values: Map<string, string>): void {
  for (const child of node.children) {
    const at = child.attributes.get('At');
    const own = at === undefined ? child.name : `${child.name}[${at}]`;
    const name = path === '' ? own : `${path}.${own}`;
    if (child.children.length > 0) {
      if (child.text.trim() !== '') throw new SettingsError(`${name} holds text beside its settings`);
      collect(child, name, values);
    } else {
      if (values.has(name)) throw new SettingsError(`the setting ${name} appears twice`);
      values.set(name, child.text);
    }
  }
}

function account(values: ReadonlyMap<string, string>, index: number): VirtualAccount {
  const of = (name: string): string => values.get(`Phone.Sip[${index}].${name}`) ?? '';
  if (of('Registrar.Enabled') !== '1') throw new SettingsError(`account ${index} does not register`);
  // 1 is UDP; other numbers are in no public source.
  if (of('User.CommunicationType') !== '1') throw new SettingsError('unknown transport');
  const codecs = ['PCMU', 'PCMA', 'G729', 'G722'].filter((name) => of(`Audio.Codecs.${name}.Enabled`) === '1');
  return {
    position: index + 1,
    displayName: of('User.DisplayName'),
    user: of('User.Id'),
    authUser: of('User.AuthId'),
    secret: of('User.PasswordString'),
    host: of('Registrar.Address'),
    port: Number(of('Registrar.Port')),
    transport: 'udp',
    srtp: false,
    mailbox: '',
    codecs: codecs
      .toSorted(
        (one, other) => Number(of(`Audio.Codecs.${one}.Priority`)) - Number(of(`Audio.Codecs.${other}.Priority`)),
      )
      .map((name) => name.toLowerCase()),
  };
}

export const readTwoN: SettingsReader = (files) => {
  const text = [...files].find(([name]) => /^hip[a-z0-9]*-(?:[0-9A-F]{2}-){5}[0-9A-F]{2}\.xml$/.test(name))?.[1];
  if (text === undefined) throw new SettingsError('no file of this device was fetched');
  const root = readXml(text);
  if (root.name !== 'DeviceDatabase') throw new SettingsError(`the file holds <${root.name}>, not <DeviceDatabase>`);
  const values = new Map<string, string>();
  collect(root, '', values);
  const of = (name: string): string => values.get(name) ?? '';
  return {
    values,
    accounts: [0, 1, 2, 3].flatMap((index) =>
      of(`Phone.Sip[${index}].Enabled`) === '1' ? [account(values, index)] : [],
    ),
    keys: [],
    label: of('WebServer.DeviceName'),
    // No file of this maker that is public sets it.
    adminPassword: '',
    settingServer: `${of('AutoUpdate.Configuration.ServerAddress')}${of('AutoUpdate.Configuration.FilePath')}`,
    ntpServer: '',
  };
};
