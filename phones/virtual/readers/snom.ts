/**
 * Reads a Snom settings file the way the phone does: an XML reader that knows nothing of our renderer, then Snom's own
 * small grammars (`host:port;transport=x`, `blf NUMBER|PICKUP`). Tests compare what went in with what comes out here.
 */

import { SettingsError, type SettingsReader, type VirtualAccount } from '../settings.ts';
import { readXml, type XmlNode } from '../xml-reader.ts';

export type SnomKey = { idx: number; context: string; label: string; type: string; number?: string; pickup?: string };

export type SnomSettings = {
  /** `name` or `name.idx` to value. */
  values: ReadonlyMap<string, string>;
  keys: readonly SnomKey[];
};

export class SnomFileError extends SettingsError {
  override name = 'SnomFileError';
}

export function readSnomFile(text: string): SnomSettings {
  const root = readXml(text);
  if (root.name !== 'settings') throw new SnomFileError(`the file holds <${root.name}>, not <settings>`);
  const inside = (name: string): XmlNode[] =>
    root.children.filter((node) => node.name === name).flatMap((node) => node.children);
  const values = new Map<string, string>();
  for (const setting of inside('phone-settings')) {
    const idx = setting.attributes.get('idx');
    const key = idx === undefined ? setting.name : `${setting.name}.${idx}`;
    // A setting given twice, or with something inside, means that some text got out of its place.
    if (values.has(key)) throw new SnomFileError(`the setting ${key} appears twice`);
    if (setting.children.length > 0) throw new SnomFileError(`the setting ${key} holds other elements`);
    values.set(key, setting.text);
  }
  return { values, keys: inside('functionKeys').map(readKey) };
}

function readKey(node: XmlNode): SnomKey {
  const of = (name: string): string => node.attributes.get(name) ?? '';
  const [type = '', rest = ''] = node.text.split(' ', 2);
  const [number, pickup] = rest.split('|');
  return {
    idx: Number(of('idx')),
    context: of('context'),
    label: of('label'),
    type,
    ...(number === undefined || number === '' ? {} : { number }),
    ...(pickup === undefined ? {} : { pickup }),
  };
}

/** A base: its handsets share the SIP server that their slot names. */
function dectAccount({ values }: SnomSettings, position: number, server: string): VirtualAccount {
  const of = (name: string, idx: number | string): string => values.get(`${name}.${idx}`) ?? '';
  if (of('subscr_sip_hs_idx', position) !== String(position))
    throw new SnomFileError(`no handset has the extension ${position}`);
  return {
    position,
    displayName: of('user_realname', position),
    user: of('user_name', position),
    authUser: of('user_pname', position),
    secret: of('user_pass', position),
    ...placeOf(of('user_outbound', server)),
    transport: transportOf(of('srv_sip_transport', server)),
    srtp: of('user_srtp', server) === 'on',
    mailbox: of('user_mailnumber', position),
    codecs: of('codec_priority_list', server).split(','),
  };
}

function placeOf(place: string): { host: string; port: number } {
  const colon = place.lastIndexOf(':');
  return { host: place.slice(0, colon), port: Number(place.slice(colon + 1)) };
}

function transportOf(name: string): 'udp' | 'tcp' | 'tls' {
  if (name !== 'udp' && name !== 'tcp' && name !== 'tls') throw new SnomFileError(`unknown transport ${name}`);
  return name;
}

/** The accounts that are switched on. */
export function snomAccounts(settings: SnomSettings): VirtualAccount[] {
  return [...settings.values]
    .flatMap(([name, value]) => (value === 'on' ? (/^user_active\.(\d+)$/.exec(name)?.[1] ?? []) : []))
    .flatMap((idx) => snomAccount(settings, Number(idx)) ?? []);
}

function snomAccount({ values }: SnomSettings, position: number): VirtualAccount | undefined {
  const of = (name: string): string => values.get(`${name}.${position}`) ?? '';
  const server = values.get(`subscr_sip_ua_data_server_id.${position}`);
  if (server !== undefined) return dectAccount({ values, keys: [] }, position, server);
  if (of('user_host') === '' || of('user_name') === '') return undefined;
  const [place = '', ...options] = of('user_outbound').split(';');
  const transport = options.find((option) => option.startsWith('transport='))?.slice('transport='.length) ?? 'udp';
  return {
    position,
    displayName: of('user_realname'),
    user: of('user_name'),
    authUser: of('user_pname') === '' ? of('user_name') : of('user_pname'),
    secret: of('user_pass'),
    ...placeOf(place),
    transport: transportOf(transport),
    srtp: of('user_srtp') === 'on',
    mailbox: of('user_mailbox'),
    codecs: of('codec_priority_list').split(','),
  };
}

/** The phone takes the last file that answers: first the one by model, then its own; the one for firmware holds no settings. */
export const readSnom: SettingsReader = (files) => {
  const text = [...files].findLast(([name]) => !name.includes('-firmware.'))?.[1];
  if (text === undefined) throw new SnomFileError('no file was fetched');
  const settings = readSnomFile(text);
  const { values } = settings;
  const settingServer = values.get('setting_server');
  return {
    values: new Map([...values, ...settings.keys.map((key) => [`fkey.${key.idx}`, key.type] as const)]),
    accounts: snomAccounts(settings),
    keys: settings.keys.map(({ idx, label, type, number, pickup }) => {
      if (type !== 'line' && type !== 'none' && type !== 'speed' && type !== 'blf')
        throw new SnomFileError(`unknown key type ${type}`);
      return {
        position: idx + 1,
        label,
        kind: type,
        ...(number === undefined ? {} : { number }),
        ...(pickup === undefined ? {} : { pickup }),
      };
    }),
    label: values.get('user_idle_text.1') ?? values.get('phone_name') ?? '',
    adminPassword: values.get('http_pass') ?? '',
    ntpServer: values.get('ntp_server') ?? '',
    ...(settingServer === undefined ? {} : { settingServer }),
  };
};
