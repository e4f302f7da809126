/**
 * Reads OBi files the way the device does: `<ParameterList>` of objects with named parameters (TR-104); a later file wins. Written
 * from the provisioning guide.
 */

import { SettingsError, type SettingsReader, type VirtualAccount } from '../settings.ts';
import { readXml, type XmlNode } from '../xml-reader.ts';

type Values = ReadonlyMap<string, string>;

const TRANSPORTS = new Map([['UDP', 'udp'], ['TCP', 'tcp'], ['TLS', 'tls']] as const); // prettier-ignore

function plain(node: XmlNode | undefined, name: string): string {
  if (node?.name !== name || node.children.length > 0 || node.attributes.size > 0)
    throw new SettingsError(`<${node?.name ?? ''}> stands where <${name}> has to`);
  return node.text;
}

function nested(node: XmlNode, name: string): readonly XmlNode[] {
  if (node.name !== name || node.text.trim() !== '' || node.attributes.size > 0)
    throw new SettingsError(`<${node.name}> stands where <${name}> has to`);
  return node.children;
}

export function readObihaiFile(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const object of nested(readXml(text), 'ParameterList')) {
    const [name, ...parameters] = nested(object, 'Object');
    const path = plain(name, 'Name');
    if (!/^(?:\w+\.)+$/.test(path)) throw new SettingsError(`not an object: ${path.slice(0, 60)}`);
    for (const parameter of parameters) {
      const [key, value, ...more] = nested(parameter, 'ParameterValueStruct');
      const place = path + plain(key, 'Name');
      if (more.length > 0) throw new SettingsError(`the parameter ${place} holds something else`);
      if (values.has(place)) throw new SettingsError(`the parameter ${place} appears twice`);
      values.set(place, plain(value, 'Value'));
    }
  }
  return values;
}

function account(values: Values, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`VoiceService.1.VoiceProfile.1.Line.${position}.${name}`) ?? '';
  const server = (name: string): string => values.get(`VoiceService.1.VoiceProfile.1.SIP.${name}`) ?? '';
  const transport = TRANSPORTS.get(server('ProxyServerTransport') as 'UDP');
  if (transport === undefined) throw new SettingsError(`unknown transport ${server('ProxyServerTransport')}`);
  return {
    position,
    displayName: of('CallingFeatures.CallerIDName'),
    user: of('SIP.AuthUserName'),
    authUser: of('SIP.AuthUserName'),
    secret: of('SIP.AuthPassword'),
    host: server('ProxyServer'),
    port: Number(server('ProxyServerPort')),
    transport,
    srtp: false,
    mailbox: '',
    codecs: [],
  };
}

export const readObihai: SettingsReader = (files) => {
  const values = new Map<string, string>();
  for (const text of files.values()) for (const [name, value] of readObihaiFile(text)) values.set(name, value);
  const settingServer = values.get('X_DeviceManagement.ITSPProvisioning.ConfigURL');
  return {
    values,
    accounts: [...values]
      .flatMap(([name, value]) =>
        value === 'true' ? (/^VoiceService\.1\.VoiceProfile\.1\.Line\.(\d+)\.Enable$/.exec(name)?.[1] ?? []) : [],
      )
      .map((position) => account(values, Number(position))),
    keys: [],
    label: '',
    adminPassword: values.get('X_DeviceManagement.WebServer.AdminPassword') ?? '',
    ntpServer: values.get('DeviceInfo.Time.NTPServer1') ?? '',
    ...(settingServer === undefined ? {} : { settingServer }),
  };
};
