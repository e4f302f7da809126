/**
 * Reads Polycom's files the way the phone does: the master file names the settings files, whose attributes are the settings;
 * speed dials stand in the directory file. Written from the UC Software administrator's guide.
 */

import { SettingsError, type SettingsReader, type VirtualAccount, type VirtualKey } from '../settings.ts';
import { readAttributes } from '../xml-attributes-reader.ts';
import { readXml } from '../xml-reader.ts';

type Values = ReadonlyMap<string, string>;
type Contact = { label: string; number: string; place: number };

const TRANSPORTS = new Map([['UDPOnly', 'udp'], ['TCPOnly', 'tcp'], ['TLS', 'tls']] as const); // prettier-ignore
const CODECS = new Map([['G722', 'g722'], ['Opus', 'opus'], ['G711_A', 'pcma'], ['G711_Mu', 'pcmu'], ['G729_AB', 'g729']]); // prettier-ignore

function contacts(text: string | undefined): Contact[] {
  if (text === undefined) return [];
  const root = readXml(text);
  const [list, ...others] = root.children;
  if (root.name !== 'directory' || list?.name !== 'item_list' || others.length > 0)
    throw new SettingsError('this is no directory');
  return list.children.map((item) => {
    if (item.name !== 'item') throw new SettingsError(`<${item.name}> stands in the directory`);
    const of = (name: string): string => {
      const [found, ...more] = item.children.filter((child) => child.name === name);
      if (found === undefined || more.length > 0 || found.children.length > 0)
        throw new SettingsError(`a contact has not exactly one ${name}`);
      return found.text;
    };
    return { label: of('fn'), number: of('ct'), place: Number(of('sd')) };
  });
}

function positions(values: Values, pattern: RegExp): number[] {
  const found = [...values.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []);
  return found.map(Number).toSorted((one, other) => one - other);
}

function account(values: Values, position: number): VirtualAccount {
  const of = (name: string): string => values.get(`reg.${position}.${name}`) ?? '';
  const transport = TRANSPORTS.get(of('server.1.transport') as 'TLS');
  if (transport === undefined) throw new SettingsError(`unknown transport ${of('server.1.transport')}`);
  return {
    position,
    displayName: of('displayName'),
    user: of('address').split('@')[0] ?? '',
    authUser: of('auth.userId'),
    secret: of('auth.password'),
    host: of('server.1.address'),
    port: Number(of('server.1.port')),
    transport,
    srtp: of('srtp.enable') === '1' && of('srtp.require') === '1',
    mailbox: values.get(`msg.mwi.${position}.callBack`) ?? '',
    codecs: [...CODECS]
      .flatMap(([name, codec]) => {
        const place = Number(values.get(`voice.codecPref.${name}`) ?? 0);
        return place > 0 ? [[place, codec] as const] : [];
      })
      .toSorted(([one], [other]) => one - other)
      .map(([, codec]) => codec),
  };
}

function keysOf(values: Values, speedDials: readonly Contact[]): VirtualKey[] {
  const watched = (index: number): Omit<VirtualKey, 'position'> => {
    const of = (name: string): string | undefined => values.get(`attendant.resourceList.${index}.${name}`);
    const number = of('address');
    if (number === undefined || of('type') !== 'normal') throw new SettingsError(`nobody is watched at ${index}`);
    const prefix =
      values.get('feature.directedCallPickup.enabled') === '1'
        ? values.get('call.directedCallPickupString')
        : undefined;
    return {
      label: of('label') ?? '',
      kind: 'blf',
      number,
      ...(prefix === undefined ? {} : { pickup: `${prefix}${number}` }),
    };
  };
  const dialled = (index: number): Omit<VirtualKey, 'position'> => {
    const contact = speedDials.find(({ place }) => place === index);
    if (contact === undefined) throw new SettingsError(`no speed dial ${index} in the directory`);
    return { label: contact.label, kind: 'speed', number: contact.number };
  };
  if (values.get('lineKey.reassignment.enabled') === '1') {
    return positions(values, /^lineKey\.(\d+)\.category$/).map((position) => {
      const index = Number(values.get(`lineKey.${position}.index`));
      switch (values.get(`lineKey.${position}.category`)) {
        case 'Line':
          if (!values.has(`reg.${index}.address`)) throw new SettingsError(`key ${position} is of no line`);
          return { position, label: '', kind: 'line' };
        case 'BLF':
          return { position, ...watched(index) };
        case 'SpeedDial':
          return { position, ...dialled(index) };
        case 'Unassigned':
          return { position, label: '', kind: 'none' };
        default:
          throw new SettingsError(`unknown category of key ${position}`);
      }
    });
  }
  const lines = positions(values, /^reg\.(\d+)\.address$/).map(() => ({ label: '', kind: 'line' as const }));
  const watching = positions(values, /^attendant\.resourceList\.(\d+)\.address$/).map(watched);
  const dialling = speedDials.toSorted((one, other) => one.place - other.place).map(({ place }) => dialled(place));
  return [...lines, ...watching, ...dialling].map((key, index) => ({ position: index + 1, ...key }));
}

export const readPoly: SettingsReader = (files) => {
  const [master] = [...files].filter(([name]) => /^[0-9a-f]{12}\.cfg$/i.test(name));
  if (master === undefined) throw new SettingsError('no master file was fetched');
  const values = readAttributes(master[1]);
  const named = (values.get('CONFIG_FILES') ?? '').split(',').map((name) => name.trim());
  for (const name of named) {
    const text = files.get(name);
    if (text === undefined) throw new SettingsError(`the master file names ${name}, which was not fetched`);
    for (const [key, value] of readAttributes(text)) {
      if (values.has(key)) throw new SettingsError(`the setting ${key} appears twice`);
      values.set(key, value);
    }
  }
  const told = (name: string): string | undefined =>
    values.get('device.set') === '1' && values.get(`device.${name}.set`) === '1'
      ? values.get(`device.${name}`)
      : undefined;
  const server = told('prov.serverName');
  const directory = [...files].find(([name]) => name.endsWith('-directory.xml'))?.[1];
  return {
    values,
    accounts: positions(values, /^reg\.(\d+)\.address$/).map((position) => account(values, position)),
    keys: keysOf(values, contacts(directory)),
    label: '',
    adminPassword: told('auth.localAdminPassword') ?? '',
    ntpServer: values.get('tcpIpApp.sntp.address') ?? '',
    ...(server === undefined
      ? {}
      : { settingServer: `${(told('prov.serverType') ?? 'http').toLowerCase()}://${server}` }),
  };
};
